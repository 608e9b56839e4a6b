"""The example cases that come with the package: folders of scenarios, each with what belongs to its region."""

import shutil
from pathlib import Path

from twochairs.errors import CannotWrite, NotPossible
from twochairs.scenario.wording import found, unknown

HOME = "balkans"
"""The case that is meant where none is named."""
REGISTER = "forecasts"
"""Folder of a register of forecasts, beside the scenarios it is about."""
BASE = "base.yaml"
"""What every case holds: the part that its scenarios share."""

_EXPERIMENTS = "experiments"
_THERE, _HERE = "scenario: ../scenarios/", "scenario: ../"
"""How a shipped experiment names its scenario, and how a copied one does."""


def example_folder() -> Path:
    """The shipped scenarios: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_example"
    return inside if inside.is_dir() else package.parents[1] / "scenarios"


def shipped_experiments() -> Path:
    """The shipped experiments, which vary those scenarios."""
    inside = example_folder() / _EXPERIMENTS
    return inside if inside.is_dir() else example_folder().parent / _EXPERIMENTS


def cases() -> list[str]:
    """Names of the shipped cases."""
    return sorted(path.parent.name for path in example_folder().glob(f"*/{BASE}"))


def case_folder(case: str = HOME) -> Path:
    """The folder of a case.

    Parameters
    ----------
    case : name of a shipped one, or the path of a folder

    Raises
    ------
    NotPossible : where there is neither
    """
    shipped = cases()
    if case not in shipped and not (Path(case) / BASE).is_file():
        hint = f"name one of these, or a folder that holds a file {BASE}"
        raise NotPossible(f"case {found(case)} {unknown(case, shipped)}\n  hint: {hint}")
    return example_folder() / case if case in shipped else Path(case)


def case_with(file: Path) -> str | None:
    """The case in whose folder a scenario lies: a shipped one by its name, another by its path; None where in none."""
    folder = file.resolve().parent
    if not (folder / BASE).is_file():
        return None
    return folder.name if folder.name in cases() else str(folder)


def copy_example(folder: Path) -> list[Path]:
    """Copy the example case and its experiments into a folder, which must not exist or be empty.

    The experiments name their scenarios from where these are there. Shipped forecasts are not copied: a register of the
    user's own begins empty.

    Raises
    ------
    CannotWrite : where it exists and is not empty, or cannot be made
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotWrite(folder, "it exists and is not an empty folder", "name a new folder")
    try:
        shutil.copytree(example_folder(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(REGISTER))
        shutil.copytree(shipped_experiments(), folder / _EXPERIMENTS, dirs_exist_ok=True)
        for path in (folder / _EXPERIMENTS).glob("*.yaml"):
            path.write_text(path.read_text("utf-8").replace(_THERE, _HERE), "utf-8")
        (folder / "twochairs.toml").write_text("# marks the folder whose files may extend one another\n")
    except OSError as error:
        raise CannotWrite(folder, (error.strerror or str(error)).lower(), "name another folder") from None
    return sorted(path for path in folder.rglob("*") if path.is_file())
