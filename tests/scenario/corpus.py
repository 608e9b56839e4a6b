"""The corpus of bad scenario files and the text each must get.

A file may ask for settings in comments at its top, as they would be given on the command line: `# --set KEY=VALUE`,
with \\n for the end of a line. `python -m tests.scenario.corpus`, in the root of the project, writes EXPECT.yaml anew;
read the difference before you keep it.
"""

import os
from pathlib import Path

from ruamel.yaml import YAML

from twochairs.errors import InvalidInput
from twochairs.scenario.load import load

HERE = Path(__file__).parent
EXPECT = HERE / "bad" / "EXPECT.yaml"
HEADER = "# What a user reads of each bad file, whole, with tests/scenario as the working folder.\n"
OPTION = "# --set "


def bad_files() -> list[Path]:
    """Every bad scenario file, relative to this folder."""
    return [path.relative_to(HERE) for path in sorted((HERE / "bad").glob("[0-9]*.yaml"))]


def settings_of(path: Path) -> dict[str, str]:
    """Settings a file asks for at its top."""
    lines = (HERE / path).read_bytes().decode("utf-8", "replace").splitlines()
    pairs = [line.removeprefix(OPTION).split("=", 1) for line in lines if line.startswith(OPTION)]
    return {key: value.replace("\\n", "\n") for key, value in pairs}


def expected() -> dict[str, str]:
    """File name to the text it must get."""
    texts: dict[str, str] = YAML(typ="safe", pure=True).load(EXPECT.read_text("utf-8"))
    return texts


def refusal(path: Path, settings: dict[str, str] | None = None) -> InvalidInput:
    """How the loader refuses a file."""
    try:
        load(path, settings)
    except InvalidInput as error:
        return error
    raise AssertionError(f"{path} is accepted")


def main() -> None:
    """Write what the loader says now."""
    os.chdir(HERE)
    parts = [HEADER]
    for path in bad_files():
        text = str(refusal(path, settings_of(path)))
        parts.append(f"\n{path.name}: |-\n" + "".join(f"  {line}\n" for line in text.splitlines()))
    EXPECT.write_text("".join(parts), "utf-8")


if __name__ == "__main__":
    main()
