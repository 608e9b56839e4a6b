"""The pages in docs/: made pages are as the code makes them, links lead somewhere, examples run."""

import ast
import doctest
import re
import shlex
import shutil
from itertools import chain
from pathlib import Path

import pytest
from typer.testing import CliRunner

from twochairs.cli.app import app
from twochairs.data.catalogue import all_sources, tables
from twochairs.docs import case_study, odd, reference
from twochairs.docs.applied import terms
from twochairs.docs.declared import COMMON, RULES, parameters_by_rule, rules, rules_of
from twochairs.docs.pages import _PLACE, DOCS, TEMPLATES, _fill, filled, pages
from twochairs.errors import InvalidInput
from twochairs.experiment.plan import load_experiment
from twochairs.figures.kinds import RUNS
from twochairs.scenario.example import cases
from twochairs.scenario.load import load
from twochairs.scenario.meanings import MEANINGS
from twochairs.scenario.sides import challengers_across, sides_of
from twochairs.world.layout import QUANTITIES
from twochairs.world.mechanisms import MECHANISMS
from twochairs.world.parameters import PARAMETERS, SWITCHES
from twochairs.world.world import Scratch, Structure

ROOT = DOCS.parent
PAGES = sorted(path for path in DOCS.rglob("*.md") if "templates" not in path.parts)
MADE = pages()
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHECKED = ("validate", "explain", "diff", "schema", "order", "init", "data")
"""Commands that are run as they stand, but `data import`; the file of a `run` is validated with its settings."""


def ids(path):
    return path.name


def blocks(page, kind):
    return [text for found, text in FENCE.findall(page.read_text("utf-8")) if found == kind]


def commands(page):
    return [line for text in blocks(page, "sh") for line in text.splitlines() if line.startswith("twochairs ")]


def saved_as(text):
    """The file name in the first line of an example, if it has one."""
    match = re.match(r"# (\S+\.yaml)\n", text)
    return match[1] if match else None


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A folder as a reader has it: the shipped scenarios, and the examples of a page saved under their names."""
    for shipped in ("scenarios", "experiments"):
        shutil.copytree(ROOT / shipped, tmp_path / shipped)
    (tmp_path / "twochairs.toml").touch()
    monkeypatch.chdir(tmp_path)

    def saved(page):
        for command in commands(page):
            if command.startswith("twochairs init"):
                shutil.copytree(ROOT / "scenarios", shlex.split(command)[2])
        for text in blocks(page, "yaml"):
            name = saved_as(text)
            if name:
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_text(text, "utf-8")
        return tmp_path

    return saved


# -- made pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_page_is_what_the_code_makes_of_its_template(name):
    """Otherwise: python -m twochairs.docs writes it."""
    assert (DOCS / name).read_text("utf-8") == MADE[name]


def test_making_a_page_twice_changes_nothing():
    assert pages() == MADE


def test_no_place_is_filled_with_nothing():
    for template in TEMPLATES.glob("*.md"):
        places = [found[0] for found in _PLACE.finditer(template.read_text("utf-8"))]
        assert [place for place in places if not _PLACE.sub(_fill, place).strip()] == [], template


def test_a_place_that_asks_for_something_unknown_is_refused():
    with pytest.raises(KeyError):
        filled("{{weather}}", "x.md")
    with pytest.raises(FileNotFoundError):
        odd.link("sim/twochairs/no_such_file.py")


def test_every_rule_has_its_lines_in_the_model_description():
    """Each public function of sim/twochairs/rules stands in it as it is written, and R1 to R12 have a section each."""
    page = MADE["odd.md"]
    assert [rule for rule in RULES if f"\n### {rule} {RULES[rule]}\n" not in page] == []
    assert [rule.name for rule in rules() if f"def {rule.signature}:\n" not in page] == []
    assert [rule.name for rule in rules() if rule.source not in page or not rule.source] == []
    assert [owner for owner in (*RULES, COMMON) if not rules_of(owner)] == []


def test_every_rule_is_applied_or_used_at_the_start():
    """What no phase calls, the inversion or the assembly of a case does, or another rule."""
    applied = {name for rule in rules() for name in [rule.name] if odd.applied({name})}
    start = "".join(
        (ROOT / "sim" / "twochairs" / "scenario" / name).read_text("utf-8") for name in ("solve.py", "assemble.py")
    )
    assert [rule.name for rule in rules() if rule.name not in applied and f"{rule.name}(" not in start] == []


def test_a_formula_of_a_term_names_only_what_is_declared():
    known = {*QUANTITIES, *PARAMETERS, *Structure._fields, *Scratch._fields, *(rule.name for rule in rules())}
    known |= {"abs", "scratch", "owner", "c", "p", "s", "g", "d", "t"}
    for term in terms():
        names = {
            node.id if isinstance(node, ast.Name) else node.attr
            for text in (term.place, term.amount)
            for node in ast.walk(ast.parse(text or "0", mode="eval"))
            if isinstance(node, ast.Name | ast.Attribute)
        }
        assert names <= known, term
    assert {term.name for term in terms()} == set(MECHANISMS)


def test_every_declared_name_stands_where_it_belongs():
    description, scenario, results = MADE["odd.md"], MADE["reference.md"], MADE["results.md"]
    assert [name for name in QUANTITIES if not re.search(rf"^\| `{name}(\[[A-Z, ]+\])?` \|", description, re.M)] == []
    assert [name for name in PARAMETERS if f"| `{name}` |" not in description or f"| `{name}` |" not in scenario] == []
    assert sorted(chain.from_iterable(parameters_by_rule().values())) == sorted(PARAMETERS)
    assert [name for name in SWITCHES if f"| `{name}` |" not in scenario] == []
    assert [name for name, q in QUANTITIES.items() if q.record and f"| `{name}` |" not in results] == []


def test_every_key_has_a_meaning_and_every_model_a_section():
    page = MADE["reference.md"]
    rows = re.findall(r"^\| `[^`]+` \|.*\| ([^|]*) \|$", page, re.MULTILINE)
    assert len(rows) > 150
    assert all(rows)
    used = set(re.findall(r"\{\{keys (\w+)\}\}", (TEMPLATES / "reference.md").read_text("utf-8")))
    assert used == reference.models()
    assert set(MEANINGS) <= reference.key_paths()


def test_every_shape_of_path_is_listed():
    assert reference.shapes() == set(re.findall(r"^\| `([^`]+)` \|", reference.paths(), re.MULTILINE))


def test_every_table_of_figures_has_a_section_and_every_source_a_row():
    page = MADE["data.md"]
    for case in cases():
        assert [table.name for table in tables(case) if f"\n### {table.name}\n" not in page] == []
        assert [table.name for table in tables(case) if f"\n| {case} | `{table.name}` |" not in page] == []
        assert [key for key in all_sources(case) if f"\n| `{key}` |" not in page] == []


# -- links and names -------------------------------------------------------------------------------------


def anchors(page):
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text("utf-8"))
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    for link in links:
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists() and target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_named_test_stands_in_the_linked_file(page):
    for names, path in re.findall(r"\[([^\[\]]*`test_[^\[\]]*)\]\(([^)]+)\)", page.read_text("utf-8")):
        tests = re.findall(r"def (test_\w+)", (page.parent / path).read_text("utf-8"))
        assert set(re.findall(r"`(test_\w+)`", names)) <= set(tests), path


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_no_test_is_named_without_a_link(page):
    text = page.read_text("utf-8")
    linked = sum(len(re.findall(r"`test_\w+`", names)) for names in re.findall(r"\[([^\[\]]*)\]\(", text))
    assert linked == len(re.findall(r"`test_\w+`", text))


# -- examples --------------------------------------------------------------------------------------------


BY_ITSELF = "own-mechanism.md"
"""A page whose scenarios need the rules it writes: a test of its own runs it as it stands."""
WITHOUT_RULES = [page for page in PAGES if page.name != BY_ITSELF]


@pytest.mark.parametrize("page", WITHOUT_RULES, ids=ids)
def test_commands_run(page, workspace):
    """A page's own files are saved first; what `run` would run is validated instead."""
    workspace(page)
    for command in commands(page):
        words = shlex.split(command, comments=True)[1:]
        if words[0] == "sweep":
            words = ["validate", words[1]]
        if words[0] == "run":
            settings = [word for at, word in enumerate(words) if "--set" in (word, words[at - 1])]
            words = ["validate", words[1], *settings]
        if words[0] in CHECKED and words[:2] != ["data", "import"]:
            if words[0] == "init":
                words[1] += "-again"
            ended = CliRunner().invoke(app, words)
            assert ended.exit_code == 0, f"{command}\n{ended.output}\n{ended.exception}"
            # An experiment's note says what its timeline sets again; a scenario's says that something is amiss, which
            # must be one of the shipped case that the notes on the case own up to (next two tests), or that it goes
            # further than the record ever did, as it means to.
            if not words[1].startswith("experiments/"):
                told = [line for line in ended.output.splitlines() if "note:" in line and not BEYOND.search(line)]
                assert not told or any(f"{case}/" in words[1] for case in cases()), command
                assert all(OWNED_UP_TO.search(line) for line in told), command


BEYOND = re.compile(r"(the|beyond the) record of 2006 to 2023 (has at|rests on)")
OWNED_UP_TO = re.compile(r"note: (unexplained\[[A-Z]{3}\] is|.*: an election may put the other side of 0 in office)")
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def test_the_notes_on_the_case_name_the_states_of_whose_place_much_is_unexplained():
    case = ROOT / "scenarios" / "balkans"
    text = " ".join((case / "README.md").read_text("utf-8").split())
    now, past = (load(case / f"{name}.yaml") for name in ("serbia-2022", "hindcast-2006"))
    assert {m.quantity for m in (*now.mismatches, *past.mismatches)} <= {"unexplained"}
    names = [now.case.countries[m.agents[0]].name for m in now.mismatches]
    said = re.search(
        r"In `serbia-2022.yaml` these are ([^,]+(?:, [A-Z][^,]+)*), in `hindcast-2006.yaml` (\w+) of fourteen", text
    )
    assert said is not None
    assert sorted(re.split(r", | and ", said[1])) == sorted(names)
    assert said[2] == NUMBERS[len(past.mismatches)]


def test_the_notes_on_the_case_name_the_states_whose_challenger_is_across_from_the_government():
    case = ROOT / "scenarios" / "balkans"
    now = load(case / "serbia-2022.yaml")
    across = [row.country for row in sides_of(now) if row.place * row.challenger < 0.0]
    told = [note.text for note in challengers_across(now)]
    assert len(told) == 1
    noted = re.findall(r"([A-Z]{3}) \(", told[0])
    assert set(noted) <= set(across)
    text = " ".join((case / "README.md").read_text("utf-8").split())
    said = re.search(r"In ([A-Z][^.]+) the challenger is on the other side of 0 from the government", text)
    assert said is not None
    assert sorted(re.split(r", | and ", said[1])) == sorted(now.case.countries[country].name for country in across)
    assert f"Of these {' and '.join(now.case.countries[country].name for country in noted)} alone votes" in text


def test_a_page_that_is_wrong_is_found_out(workspace):
    """The commands above fail where they should."""
    workspace(DOCS / "tutorial.md")
    assert CliRunner().invoke(app, ["validate", "mine/no-such.yaml"]).exit_code == 1
    with pytest.raises(InvalidInput):
        load("mine/strait.yaml", {"COMPACT.presure": "0.1"})


@pytest.mark.parametrize("page", WITHOUT_RULES, ids=ids)
def test_examples_in_yaml_load(page, workspace):
    """A whole scenario as it is; a piece of one on top of the shipped case."""
    folder = workspace(page)
    for number, text in enumerate(blocks(page, "yaml")):
        if re.search(r"^twochairs: 2$", text, re.MULTILINE):
            assert saved_as(text), "a whole scenario says in its first line where it is saved"
            (load_experiment if re.search(r"^(factors|game):", text, re.MULTILINE) else load)(saved_as(text))
        else:
            piece = folder / "scenarios" / "balkans" / f"piece-{number}.yaml"
            piece.write_text(f"twochairs: 2\ntitle: a piece\nextends: serbia-2022.yaml\n{text}", "utf-8")
            load(piece)


def test_the_tutorial_has_a_region_of_its_own(workspace):
    workspace(DOCS / "tutorial.md")
    own, shipped = load("mine/strait.yaml"), load("scenarios/balkans/serbia-2022.yaml")
    assert (len(own.names.country), len(own.names.pole)) == (3, 2)
    assert not own.mismatches
    for dim in ("country", "pole", "dispute", "act"):
        assert not set(own.names.along(dim)) & set(shipped.names.along(dim))


def test_the_page_of_results_has_every_kind_of_figure():
    text = (DOCS / "results.md").read_text("utf-8")
    assert [kind for kind in RUNS if f"| `{kind}` |" not in text] == []


@pytest.mark.parametrize("name", ["tutorial.md", "results.md"])
def test_examples_in_python_do_what_they_say(name, workspace):
    page = DOCS / name
    text = "\n".join(block for block in blocks(page, "python") if ">>>" in block)
    workspace(page)
    if "results/first" in text:
        run = ["run", "scenarios/balkans/serbia-2022.yaml", "--replicates", "2", "--months", "12"]
        assert CliRunner().invoke(app, [*run, "--out", "results/first"]).exit_code == 0
    examples = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    said: list[str] = []
    ended = doctest.DocTestRunner().run(examples, out=said.append)
    assert ended.failed == 0, "".join(said)
    assert ended.attempted >= 5


# -- the case study --------------------------------------------------------------------------------------


def test_the_page_on_python_runs(workspace):
    page = DOCS / "python.md"
    code = (
        "\n".join(blocks(page, "python"))
        .replace("replicates=20", "replicates=2")
        .replace("replicates: 20", "replicates: 1")
    )
    folder = workspace(page)
    given = {}
    exec(compile(code.replace("tc.sweep(", "tc.sweep(jobs=0, experiment="), str(page), "exec"), given)
    assert given["sweep"].points == 5
    assert given["serbia"].alignment != given["branch"].countries["SRB"].alignment
    assert len(list((folder / "results").iterdir())) == 6


def test_no_other_page_has_examples_to_try():
    others = [page for page in PAGES if page.name not in ("tutorial.md", "results.md")]
    assert [page.name for page in others if ">>>" in page.read_text("utf-8")] == []


def test_the_case_study_has_a_row_for_every_claim():
    page = MADE["case-study.md"]
    claims = re.findall(r"^\| S(\d+) \|", page, re.MULTILINE)
    assert [int(number) for number in claims[:20]] == list(range(1, 21))
    assert claims[20:] == claims[:20]


def test_the_figures_of_the_case_study_are_of_these_scenarios_and_rules():
    """Otherwise: python -m twochairs.docs --run takes them again; it takes some minutes."""
    assert case_study.stale() == []


def test_every_figure_is_used():
    template = (TEMPLATES / "case-study.md").read_text("utf-8")
    assert set(re.findall(r"\{\{figure (\S+)\}\}", template)) == case_study.figures()
