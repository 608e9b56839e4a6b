"""Every verb that decides gives the same bytes on a Dask cluster; robust brings each of its sweeps to one."""

from pathlib import Path

import pytest

from tests.deciding import asked, decided, found, played
from tests.long import FULL
from tests.trust.processes import same

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = pytest.mark.skipif(not FULL, reason="a cluster of processes for each sweep, in the long form alone")


@pytest.mark.parametrize("of", [asked, found, played, decided], ids=["sensitivity", "discover", "game", "robust"])
def test_an_answer_is_the_same_on_dask(of: object, tmp_path: Path) -> None:
    here, cluster = (of.trial(tmp_path / name) for name in ("here", "cluster"))  # type: ignore[attr-defined]
    here.here()
    cluster.options = ("--dask", "local:2")
    cluster.end()
    same(here.out, cluster.out)
