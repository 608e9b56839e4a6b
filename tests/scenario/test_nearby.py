"""Files that are not there: where they were looked for, and the likeliest one meant."""

from pathlib import Path

import pytest

from twochairs.errors import InvalidInput
from twochairs.scenario.load import load
from twochairs.scenario.nearby import extended_by, meant, near, no_folder

HEAD = "twochairs: 2\ntitle: x\n"


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("twochairs.toml").touch()
    Path("cases/region").mkdir(parents=True)
    Path("cases/region/parent.yaml").write_text(HEAD)


def refused(path: str, extends: str) -> str:
    Path(path).write_text(f"{HEAD}extends: {extends}\n")
    with pytest.raises(InvalidInput) as error:
        load(Path(path))
    return str(error.value)


@pytest.mark.parametrize(
    ("path", "extends", "told"),
    [
        (
            "mine.yaml",
            "parent.yaml",
            "there is no such file in the working folder; one of that name is 'cases/region/parent.yaml': write that, or "
            "save this file beside it",
        ),
        (
            "cases/region/mine.yaml",
            "parnt.yaml",
            "there is no such file in cases/region; did you mean 'parent.yaml'?",
        ),
        (
            "cases/mine.yaml",
            "region/parnet.yaml",
            "there is no such file in cases/region; did you mean 'region/parent.yaml'?",
        ),
        (
            "mine.yaml",
            "serbia-2022.yaml",
            "there is no such file in the working folder; the shipped case has it: `twochairs init DIR` copies it, and "
            "this file goes into DIR/balkans",
        ),
        ("mine.yaml", "none/at-all.yaml", "there is no such file in none"),
    ],
)
def test_what_is_extended_and_not_there_is_told_with_what_is_there(path: str, extends: str, told: str) -> None:
    assert (
        refused(path, extends)
        == f"{path} cannot be read: 1 problem\n  line 3, column 10: extends is '{extends}'; {told}"
    )


def test_a_guess_lies_inside_the_project_and_is_there(tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-parent.yaml"
    outside.write_text(HEAD)
    Path("cases/parent1.yaml").symlink_to(outside)
    Path("cases/parent2.yaml").symlink_to("parent2.yaml")
    assert refused("cases/mine.yaml", "parent3.yaml").endswith("'parent3.yaml'; there is no such file in cases")
    assert near(Path("cases/parent3.yaml")) == Path("cases/parent1.yaml")


def test_a_file_of_the_command_is_guessed_beside_it_or_below_the_working_folder() -> None:
    assert meant(Path("cases/region/parnt.yaml")) == "did you mean cases/region/parent.yaml?"
    assert meant(Path("parent.yaml")) == "did you mean cases/region/parent.yaml?"
    assert meant(Path("cases/parent.yaml")) == "check the path"
    assert meant(Path("*.yaml")) == "check the path"
    assert no_folder(Path("cases/regoin")) == "there is no such folder; did you mean cases/region?"
    assert no_folder(Path("results")) == "there is no such folder"


def test_who_extends_a_base_is_found_a_reference_first() -> None:
    parent = Path("cases/region/parent.yaml")
    assert extended_by(parent) is None
    Path("cases/region/a.yaml").write_text(f"{HEAD}extends: 'parent.yaml'\n")
    Path("cases/region/b.yaml").write_text(f"{HEAD}extends: grandparent.yaml\nreference: true\n")
    assert extended_by(parent) == Path("cases/region/a.yaml")
    Path("cases/region/c.yaml").write_text(f"{HEAD}extends: parent.yaml # here\nreference: true\n")
    assert extended_by(parent) == Path("cases/region/c.yaml")
