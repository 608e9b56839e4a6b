"""Experiments written for a test."""

from pathlib import Path

from twochairs.experiment.plan import Plan, load_experiment

SCENARIOS = Path(__file__).parents[1] / "scenario" / "good"


def planned(folder: Path, text: str, **others: str) -> Plan:
    """The plan of an experiment on the small case, which stands beside it in the folder.

    Parameters
    ----------
    folder : to write into
    text : of the experiment, without the key twochairs; `scenario: small.yaml` unless it names scenarios itself
    others : file name, with _ for the dot, to its text
    """
    for name in ("small.yaml", "prices.csv", "sources.csv"):
        (folder / name).write_bytes((SCENARIOS / name).read_bytes())
    for name, content in others.items():
        (folder / name.replace("_", ".")).write_text(content)
    head = "twochairs: 2\n" if "scenario:" in text else "twochairs: 2\nscenario: small.yaml\n"
    path = folder / "experiment.yaml"
    path.write_text(head + text)
    return load_experiment(path)
