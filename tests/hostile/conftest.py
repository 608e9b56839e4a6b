"""Sound folders of each kind, and a place where harm is seen."""

import gc
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import twochairs
from tests.hostile.sound import made
from tests.hostile.tried import everything

NOT_TRIED = ("twochairs.evidence", "twochairs.dashboard", "twochairs.docs", "twochairs.map", "twochairs.sweeps.cluster")
"""What no verb of the above imports."""


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Sound folders, with all imported once that the verbs import."""
    folders = made(tmp_path_factory.mktemp("sound"))
    for name in ("run", "sweep"):
        everything(folders[name])
    for module in walk_packages(twochairs.__path__, "twochairs."):
        if not module.name.startswith(NOT_TRIED) and not module.name.endswith("__main__"):
            import_module(module.name)
    gc.freeze()
    return {**folders, "shards": folders["shard-1"]}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """A folder with room above the hostile one, where what escapes from it would be seen."""
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "here").mkdir()
    (tmp_path / "out").mkdir()
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)
