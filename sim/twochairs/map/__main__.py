"""`python -m twochairs.map FOLDER`: compile the unpacked npm package of outlines into a file for each window."""

import sys
from pathlib import Path

from twochairs.map.compile import compiled
from twochairs.map.shapes import file_of

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m twochairs.map FOLDER   (an unpacked package; map/selection.json names it)")
    for window, text in compiled(Path(sys.argv[1])).items():
        file_of(window).write_text(text, "utf-8")
        print(f"{file_of(window)}: {len(text.encode()):,} bytes")
