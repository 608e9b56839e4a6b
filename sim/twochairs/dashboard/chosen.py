"""Which scenarios a page has, from the files and folders that were named."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twochairs.errors import InvalidInput, NotPossible, TwochairsError
from twochairs.scenario.example import case_folder, cases
from twochairs.scenario.load import Scenario, load

ENDINGS = (".yaml", ".yml")
FIRST = "serbia-2022.yaml"
"""What a page of the shipped cases shows at first."""


@dataclass(frozen=True)
class Chosen:
    """Scenarios in the order in which they were named.

    Attributes
    ----------
    scenarios : by the key that the page's address has of each: its name, with its folder's where there are several
    left_out : files of folders that are no scenario that can be run, with the first line of why
    """

    scenarios: dict[str, Scenario]
    left_out: list[str]


def chosen(places: Sequence[Path]) -> Chosen:
    """Read what was named; of a folder, its scenario files, and if it has none those of the folders in it.

    Raises
    ------
    InvalidInput, NotPossible : where a file that was named cannot be used, with all problems of all of them; or
        where there is nothing to show
    """
    found: dict[Path, Scenario] = {}
    left_out: list[str] = []
    refused: list[TwochairsError] = []
    for place in places:
        files = _files(place) if place.is_dir() else [place]
        for file in files:
            try:
                found.setdefault(file.resolve(), load(file))
            except (InvalidInput, NotPossible) as error:
                if place.is_dir():
                    left_out.append(str(error).splitlines()[0])
                else:
                    refused.append(error)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise NotPossible("\n".join(str(error) for error in refused))
    if not found:
        told = "\n".join(["there is no scenario in it that can be run", *(f"  {line}" for line in left_out)])
        raise NotPossible(f"{', '.join(map(str, places))}: {told}\n  hint: name a scenario file, or a folder of them")
    return Chosen(_keyed(found), left_out)


def shipped() -> Chosen:
    """The scenarios of the shipped cases; first the one that is meant where none is named, then those of its case."""
    home, folders = case_folder(), [case_folder(case) for case in cases()]
    return chosen([home / FIRST, home, *(folder for folder in folders if folder != home)])


def _files(folder: Path) -> list[Path]:
    here = [file for file in sorted(folder.iterdir()) if file.suffix in ENDINGS and file.is_file()]
    return here or [file for file in sorted(folder.glob("*/*")) if file.suffix in ENDINGS and file.is_file()]


def _keyed(found: dict[Path, Scenario]) -> dict[str, Scenario]:
    """A key apart for each: its name, its folder's name before it, and where that is not enough a number after it."""
    several = len({file.parent for file in found}) > 1
    keyed: dict[str, Scenario] = {}
    for file, scenario in found.items():
        name = f"{file.parent.name}/{file.stem}" if several else file.stem
        same = sum(key == name or key.startswith(f"{name} ") for key in keyed)
        keyed[f"{name} {same + 1}" if same else name] = scenario
    return keyed
