"""Packages that are not there, and the command that installs them as this package is installed."""

import json
from pathlib import Path

import pytest

from twochairs.errors import NotPossible
from twochairs.results import extra
from twochairs.results.extra import how_to_install, need


def test_what_is_there_is_no_matter():
    need("json", "numpy")
    need()


def test_what_is_missing_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extra, "_installed_from", lambda: {})
    hint = "pip install 'FILE[{}]', where FILE is the wheel, or the checkout, that it was installed from"
    with pytest.raises(NotPossible) as refused:
        need("json", "no_such_sampler", "no_such_filter")
    assert str(refused.value) == (
        f"no_such_sampler, no_such_filter are not installed\n  hint: {hint.format('evidence')}"
    )
    with pytest.raises(NotPossible) as refused:
        need("no_such_tree", extra="analysis")
    assert str(refused.value) == f"no_such_tree is not installed\n  hint: {hint.format('analysis')}"


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ({"url": "file://{}", "dir_info": {"editable": True}}, "pip install -e '{}[export]'"),
        ({"url": "file://{}", "dir_info": {}}, "pip install '{}[export]'"),
        ({"url": "file://{}/a.whl", "archive_info": {"hash": "sha256=0"}}, "pip install '{}/a.whl[export]'"),
    ],
)
def test_the_hint_is_of_how_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: dict[str, object], command: str
):
    (tmp_path / "a.whl").touch()

    class Installed:
        def read_text(self, name: str) -> str | None:
            return json.dumps(said | {"url": str(said["url"]).format(tmp_path)}) if name == "direct_url.json" else None

    monkeypatch.setattr(extra, "distribution", lambda name: Installed())
    assert how_to_install("export") == command.format(tmp_path)
    (tmp_path / "a.whl").unlink()
    if "archive_info" in said:  # the file is not there any more
        assert how_to_install("export").startswith("pip install 'FILE[export]', where FILE is the wheel")


@pytest.mark.parametrize("text", [None, "", "[", "[]", '{"url": "https://example.org/a.whl"}'])
def test_where_nothing_is_known_of_it_the_hint_says_what_to_put_in(monkeypatch: pytest.MonkeyPatch, text: str | None):
    class Installed:
        def read_text(self, name: str) -> str | None:
            return text

    monkeypatch.setattr(extra, "distribution", lambda name: Installed())
    assert how_to_install("dask") == (
        "pip install 'FILE[dask]', where FILE is the wheel, or the checkout, that it was installed from"
    )
