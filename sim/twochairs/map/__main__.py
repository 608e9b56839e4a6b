"""`python -m twochairs.map FOLDER`: compile the unpacked npm package of outlines into shapes.json."""

import sys
from pathlib import Path

from twochairs.map.compile import compiled
from twochairs.map.shapes import FILE

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m twochairs.map FOLDER   (an unpacked package; map/selection.json names it)")
    text = compiled(Path(sys.argv[1]))
    FILE.write_text(text, "utf-8")
    print(f"{FILE}: {len(text.encode()):,} bytes")
