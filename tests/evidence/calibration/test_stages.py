"""Stages: made once, made again where they are torn, another's under another key."""

import os

import numpy as np
import pandas as pd
import pytest

from twochairs.errors import CannotWrite
from twochairs.evidence.calibration.stages import Stages, write_table


class Counted:
    """Something long that counts how often it is done."""

    def __init__(self, **arrays):
        self.arrays, self.times = arrays, 0

    def __call__(self):
        self.times += 1
        return self.arrays


@pytest.fixture
def work():
    return Counted(points=np.arange(6.0).reshape(2, 3), gaps=np.array([np.nan, -0.0]), whole=np.array(7))


def only(folder):
    (path,) = (folder / "stages").iterdir()
    return path


def test_a_stage_is_made_once_and_read_the_same(tmp_path, work):
    first = Stages(tmp_path, "key").arrays("name", work)
    second = Stages(tmp_path, "key").arrays("name", work)
    assert work.times == 1
    for found in (first, second):
        assert list(found) == ["points", "gaps", "whole"]
        for name, values in work.arrays.items():
            assert found[name].dtype == values.dtype
            assert found[name].shape == values.shape
            assert found[name].tobytes() == values.tobytes()


@pytest.mark.parametrize("harm", ["cut", "emptied", "a bit", "another's"])
def test_a_torn_stage_is_made_again_with_the_same_bytes(tmp_path, work, harm):
    stages = Stages(tmp_path, "key")
    stages.arrays("name", work)
    path = only(tmp_path)
    whole = path.read_bytes()
    if harm == "another's":
        Stages(tmp_path, "key").arrays("other", work)
        other = next(one for one in path.parent.iterdir() if one != path)
        torn = other.read_bytes()
        other.unlink()
    else:
        torn = {"cut": whole[:-40], "emptied": b"", "a bit": whole[:99] + bytes([whole[99] ^ 1]) + whole[100:]}[harm]
    path.write_bytes(torn)
    before = work.times
    assert stages.arrays("name", work)["points"].tobytes() == work.arrays["points"].tobytes()
    assert work.times == before + 1
    assert only(tmp_path).read_bytes() == whole


def test_what_breaks_off_leaves_nothing(tmp_path, work):
    def broken():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Stages(tmp_path, "key").arrays("name", broken)
    assert not list(tmp_path.rglob("*.npz"))
    Stages(tmp_path, "key").arrays("name", work)
    assert work.times == 1


def test_what_a_killed_writer_left_is_not_taken_for_a_stage(tmp_path, work):
    Stages(tmp_path, "key").arrays("name", work)
    path = only(tmp_path)
    path.rename(path.with_name(f".writing-0123456789ab-{path.name}"))
    Stages(tmp_path, "key").arrays("name", work)
    assert work.times == 2


def test_another_key_or_name_is_another_file(tmp_path):
    for key, name, value in (("one", "a", 1.0), ("two", "a", 2.0), ("one", "b", 3.0)):
        Stages(tmp_path, key).arrays(name, Counted(value=np.array(value)))
    assert len(list((tmp_path / "stages").iterdir())) == 3
    assert Stages(tmp_path, "one").arrays("a", Counted())["value"] == 1.0
    assert Stages(tmp_path, "two").arrays("a", Counted())["value"] == 2.0
    assert Stages(tmp_path, "one").arrays("b", Counted())["value"] == 3.0


def test_a_folder_that_is_a_file_is_told(tmp_path, work):
    (tmp_path / "stages").write_text("in the way")
    with pytest.raises(CannotWrite) as refused:
        Stages(tmp_path, "key").arrays("name", work)
    path = Stages(tmp_path, "key")._path("name")
    assert str(refused.value) == f"{path} cannot be written: file exists\n  hint: then run the same again"


def test_a_table_is_rounded_and_replaces_what_was_there(tmp_path):
    path = tmp_path / "deep" / "table.csv"
    write_table(path, pd.DataFrame({"name": ["a", "b"], "value": [0.123456, 2.0]}))
    assert path.read_bytes() == b"name,value\na,0.1235\nb,2.0\n"
    write_table(path, pd.DataFrame({"value": [0.15]}), digits=1)
    assert path.read_bytes() == b"value\n0.2\n"
    assert [one.name for one in path.parent.iterdir()] == ["table.csv"]


def test_a_table_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "table.csv").mkdir()
    with pytest.raises(CannotWrite) as refused:
        write_table(tmp_path / "table.csv", pd.DataFrame({"value": [1]}))
    reason = os.strerror(21).lower()
    assert str(refused.value) == (f"{tmp_path}/table.csv cannot be written: {reason}\n  hint: then run the same again")
