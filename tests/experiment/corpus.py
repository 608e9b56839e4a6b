"""The corpus of bad experiment files and the text each must get.

`python -m tests.experiment.corpus`, in the root of the project, writes EXPECT.yaml anew; read the difference before you
keep it.
"""

import os
from pathlib import Path

from ruamel.yaml import YAML

from twochairs.errors import InvalidInput
from twochairs.experiment.plan import load_experiment

HERE = Path(__file__).parent
EXPECT = HERE / "bad" / "EXPECT.yaml"
HEADER = "# What a user reads of each bad file, whole, with tests/experiment as the working folder.\n"


def bad_files() -> list[Path]:
    """Every bad experiment file, relative to this folder."""
    return [path.relative_to(HERE) for path in sorted((HERE / "bad").glob("[0-9]*.yaml"))]


def expected() -> dict[str, str]:
    """File name to the text it must get."""
    texts: dict[str, str] = YAML(typ="safe", pure=True).load(EXPECT.read_text("utf-8"))
    return texts


def refusal(path: Path) -> InvalidInput:
    """How an experiment is refused before anything runs."""
    try:
        load_experiment(path).check()
    except InvalidInput as error:
        return error
    raise AssertionError(f"{path} is accepted")


def main() -> None:
    """Write what is said now."""
    os.chdir(HERE)
    parts = [HEADER]
    for path in bad_files():
        text = str(refusal(path))
        parts.append(f"\n{path.name}: |-\n" + "".join(f"  {line}\n" for line in text.splitlines()))
    EXPECT.write_text("".join(parts), "utf-8")


if __name__ == "__main__":
    main()
