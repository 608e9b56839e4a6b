"""The report that the site has as an example: two shipped scenarios, run and reported as a reader would."""

from pathlib import Path
from tempfile import TemporaryDirectory

from twochairs.docs.case_study import in_checkout, output

COMMANDS = (
    "twochairs run scenarios/balkans/serbia-2022.yaml --replicates 50 --out results/base",
    "twochairs run scenarios/balkans/harder-line.yaml --replicates 50 --out results/harder",
    "twochairs report results/base results/harder --out report.html",
)


def example() -> str:
    """The page that the commands make, in a folder of their own.

    Raises
    ------
    RuntimeError : where one of them fails, with what it said
    """
    with TemporaryDirectory() as name:
        in_checkout(Path(name))
        for command in COMMANDS:
            output(command, name)
        return (Path(name) / "report.html").read_text("utf-8")
