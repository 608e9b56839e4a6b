"""Sweeps made for a test, small and in this process, and results that are changed on purpose."""

import json
from hashlib import sha256
from pathlib import Path

from twochairs.experiment.plan import load_experiment
from twochairs.sweeps.job import Job
from twochairs.sweeps.pool import in_this_process
from twochairs.sweeps.runner import Shard, sweep
from twochairs.world.rulebook import STANDARD


def swept(folder: Path, scenario: Path, text: str, shard: Shard = Shard()) -> Path:  # noqa: B008, it is frozen
    """The folder of a sweep of an experiment on a scenario file beside it.

    Parameters
    ----------
    folder : to be made; the experiment's file gets its name
    scenario : in the same folder
    text : of the experiment, without the keys twochairs and scenario
    shard : what of it is run
    """
    file = folder.with_suffix(".yaml")
    head = "twochairs: 2\n" + ("" if "scenario:" in text else f"scenario: {scenario.name}\n")
    file.write_text(head + text, "utf-8")
    sweep(folder, Job(load_experiment(file), STANDARD), in_this_process, "again", shard)
    return folder


def refitted(folder: Path) -> Path:
    """A result whose files were changed on purpose, and whose manifest vouches for them as they are now."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["files"] = {name: sha256((folder / name).read_bytes()).hexdigest() for name in manifest["files"]}
    path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), "utf-8")
    return folder
