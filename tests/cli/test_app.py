"""The command as a user types it: what it prints, its exit codes, and that no traceback is ever shown."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import typed
from twochairs.version import __version__
from twochairs.world.parameters import PARAMETERS, Parameters

ROOT = Path(__file__).parents[2]
CASE = "scenarios/balkans/serbia-2022.yaml"
SMALL = "tests/scenario/good/small.yaml"


def twochairs(*arguments, cwd=ROOT, code=0):
    """What a command says, in this process."""
    return _said(typed(*arguments, cwd=cwd, COLUMNS="120"), code)


def begun(*arguments, cwd=ROOT, code=0):
    """What a command says in a process of its own."""
    command = [sys.executable, "-m", "twochairs", *map(str, arguments)]
    around = os.environ | {"COLUMNS": "120"}
    return _said(subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=around, timeout=120), code)


def _said(done, code):
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Two small results that share their chance."""
    base = tmp_path_factory.mktemp("results")
    common = ["run", CASE, "--replicates", 4, "--seed", 7, "--months", 24]
    twochairs(*common, "--out", base / "base")
    twochairs(*common, "--out", base / "pressed", "--set", "EU.pressure.SRB=1")
    return base


def test_the_version_is_said():
    assert twochairs("--version") == f"twochairs {__version__}\n"


def test_help_is_there_in_one_letter_too_and_fits_80_columns():
    for words in ([], ["why"], ["data"], ["data", "show"]):
        short, long = (typed(*words, asked, COLUMNS="80").stdout for asked in ("-h", "--help"))
        assert short == long and max(map(len, short.splitlines())) <= 80
    help_of_all = typed("-h", COLUMNS="80").stdout
    assert "..." not in help_of_all.partition("Commands:")[2]
    assert "twochairs --install-completion" in " ".join(help_of_all.split())


def test_a_shell_completes_names_of_commands():
    around = os.environ | {"_TWOCHAIRS_COMPLETE": "complete_bash", "COMP_WORDS": "twochairs wh", "COMP_CWORD": "1"}
    code = "import sys; sys.argv = ['twochairs']; from twochairs.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=around, timeout=60)
    assert done.stdout.split() == ["why"]


def test_a_command_that_is_misspelt_is_guessed():
    assert "Error: No such command 'valdate'; did you mean 'validate'?\n" in twochairs("valdate", code=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["simulate", CASE], "No such command 'simulate'; did you mean 'run'?"),
        (["Draw"], "No such command 'Draw'; did you mean 'plot'?"),
        (["data", "lst"], "No such command 'lst'; did you mean 'list'?"),
        (["data", "qqq"], "No such command 'qqq'; there are list, show, sources, import"),
        (["run", CASE, "--reps", 3], "No such option --reps; did you mean --replicates or --replace?"),
        (["run", CASE, "--see", 3], "No such option --see; did you mean --seed?"),
        (["run", CASE, "--qqq"], "No such option --qqq; -h lists those that there are"),
    ],
)
def test_what_there_is_not_is_told_with_what_is_meant(words, told):
    assert twochairs(*words, code=2).endswith(f"\n\nError: {told}\n")


def test_help_names_every_command():
    text = begun("--help")
    for command in ("init", "validate", "explain", "diff", "schema", "run", "plot", "why", "compare"):
        assert f"\n  {command} " in text


def test_every_command_has_help_that_tells_what_it_does():
    for command in ("init", "validate", "explain", "diff", "schema", "order", "run", "plot", "why", "compare"):
        assert "Usage:" in twochairs(command, "--help")


def test_runs_spread_over_draws_say_so(tmp_path):
    drawn = ["run", CASE, "--replicates", 4, "--months", 3, "--parameters", "posterior", "--draws", 2]
    told = twochairs(*drawn, "--out", tmp_path / "out")
    assert "spread by chance and by 2 draws of the posterior together; parameter_share in summary.csv" in told
    assert "already there" in twochairs(*drawn, "--out", tmp_path / "out")
    assert "it holds another run" in twochairs(*drawn[:-1], 4, "--out", tmp_path / "out", code=1)


@pytest.mark.parametrize(
    ("options", "code", "text"),
    [
        (["--draws", 4], 2, "--draws is for --parameters posterior or prior"),
        (["--parameters", "bets"], 1, "there are no parameters 'bets'\n  hint: give best, posterior, prior\n"),
        (
            ["--parameters", "prior", "--draws", 8, "--replicates", 7],
            1,
            "7 replicates cannot be spread over 8 draws of the parameters\n"
            "  hint: give 8 replicates or more, a multiple of the draws, or fewer draws\n",
        ),
    ],
)
def test_draws_that_cannot_be_are_told_before_anything_runs(options, code, text, tmp_path):
    assert text in twochairs("run", CASE, *options, "--out", tmp_path / "out", code=code)
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_takes_draws_on_the_command_line(tmp_path):
    drawn = ["sweep", "tests/experiment/good/grid.yaml", "--dry-run", "--json", "--jobs", 0]
    folders = [
        json.loads(twochairs(*drawn, *more))["folder"]
        for more in ([], ["--parameters", "best"], ["--parameters", "prior", "--draws", 2])
    ]
    assert folders[0] == folders[1] != folders[2]
    assert "hint: give --parameters too" in twochairs(*drawn, "--draws", 2, code=1)


def test_help_teaches_what_draws_are():
    for command in ("run", "sweep"):
        text = " ".join(twochairs(command, "--help").split())
        assert "best|posterior|prior" in text
        assert "parameter_share in summary.csv is" in text


def test_a_sound_file_is_said_to_be_sound():
    assert "is sound: 14 countries, 3 poles, 7 disputes" in twochairs("validate", CASE)


def test_slips_are_told_by_validate_run_and_a_dry_run(tmp_path):
    small = (
        (ROOT / SMALL).read_text("utf-8").replace("hub_series: prices.csv\n", "").replace("sources: sources.csv\n", "")
    )
    (tmp_path / "small.yaml").write_text(small + "  - {name: late, every: 9 years, do: {CRO.aid: 1}}\n", "utf-8")
    line = small.count("\n") + 1
    note = f"small.yaml:{line}:25: a policy of every 9 years is never due in 36 months; make it more frequent\n"
    assert f"\n  note: {note}" in twochairs("validate", "small.yaml", cwd=tmp_path)
    (told,) = json.loads(twochairs("validate", "small.yaml", "--json", cwd=tmp_path))
    assert told["sound"] and note.strip() in told["notes"]
    assert [row["country"] for row in told["countries"]] == ["ALD", "BOR", "CAS"]
    columns = {"country", "alignment", "course", "place", "challenger", "public", "unexplained"}
    assert told["countries"][0].keys() == columns
    assert f"note: {note}" in twochairs("run", "small.yaml", "--replicates", 1, cwd=tmp_path)
    (tmp_path / "e.yaml").write_text("twochairs: 2\nscenario: small.yaml\nfactors: {CRO.mediation: [0, 1]}\n", "utf-8")
    assert f"note: {note}" in twochairs("sweep", "e.yaml", "--dry-run", cwd=tmp_path)


def test_validate_tells_on_which_side_every_country_is():
    lines = twochairs("validate", CASE).splitlines()
    at = lines.index("  country  alignment   course  place  challenger  public  unexplained")
    assert lines[at + 1].split()[:3] == ["SRB", "-0.04", "western"] and len(lines) == at + 16
    assert lines[-1] == "  what a column is: twochairs explain place"


def test_what_a_file_inherits_is_told_where_all_is_asked_for(tmp_path):
    variant = "scenarios/balkans/kosovo-settlement.yaml"
    head, *left = twochairs("validate", variant).splitlines()
    assert head.startswith(f"{variant} is sound: 14 countries")
    assert left == ["  left out, for they are of what it extends: 4 notes and 14 starts; --all shows them"]
    every = twochairs("validate", variant, "--all").splitlines()
    assert sum(line.startswith("  note: ") for line in every) == 4 and "left out" not in every[-1]
    assert "  ARM          -0.44  eastern  -0.31       -0.31    0.00        +0.47" in every
    own = twochairs("validate", variant, "--set", "countries.ARM.alignment=-0.3").splitlines()
    assert own[1:] == [
        "  note: unexplained[ARM] is +0.47: so much of its place at -0.44 no rule accounts for",
        "  country  alignment   course  place  challenger  public  unexplained",
        "  ARM          -0.30  eastern  -0.31       -0.31    0.00        +0.47",
        "  what a column is: twochairs explain place",
        "  left out, for they are of what it extends: 3 notes and 13 starts; --all shows them",
    ]
    (told,) = json.loads(twochairs("validate", variant, "--json"))
    assert len(told["notes"]) == 4 and len(told["countries"]) == 14


def test_validate_prints_json_of_what_is_not_sound(tmp_path):
    (tmp_path / "bad.yaml").write_text("twochairs: 2\ntitle: x\nclock: {start: 2020-01, months: 0}\n", "utf-8")
    printed = twochairs("validate", "bad.yaml", "--json", cwd=tmp_path, code=1)
    (told,) = json.loads(printed[: printed.index("bad.yaml cannot")])
    assert told["file"] == "bad.yaml" and not told["sound"]
    assert told["problems"][0].startswith("line 1, column 1: ")


def test_a_base_is_checked_and_said_to_be_one(tmp_path):
    told = twochairs("validate", "scenarios/balkans/base.yaml", CASE)
    assert "base.yaml is sound: 14 countries, 3 poles, 7 disputes\n" in told
    assert "  note: it is a base for others to extend; to run it lacks clock, countries." in told
    assert "serbia-2022.yaml is sound" in told
    (tmp_path / "acts.yaml").write_text("acts: {vote: {difficulty: 0.1}}\n")
    told = twochairs("validate", tmp_path / "acts.yaml")
    assert "acts.yaml is sound\n" in told
    assert "to run it lacks twochairs, title, clock, poles, countries\n" in told


def test_what_is_wrong_with_a_base_is_told(tmp_path):
    text = "twochairs: 2\npoles: {A: {position: 3}}\ncountries: {B: {ties: {C: 0.1}}, D: {gpd: 3}}\n"
    (tmp_path / "base.yaml").write_text(text + "timeline: [{name: x, at: 2020-01, set: {A.presure: 0.2}}]\n")
    told = twochairs("validate", tmp_path / "base.yaml", code=1)
    assert "base.yaml cannot be extended: 4 problems" in told
    for part in ("A.position is 3", "ties.C is unknown", "D.gpd is unknown", "set.A.presure is unknown"):
        assert part in told
    assert "clock is missing" in twochairs("run", tmp_path / "base.yaml", code=1)
    assert twochairs("run", "scenarios/balkans/base.yaml", code=1) == (
        "scenarios/balkans/base.yaml cannot be run: 1 problem\n"
        "  it is for others to extend, and lacks 43 values of its own; run one that extends it, such as "
        "scenarios/balkans/serbia-2022.yaml, or extend it in a file of your own\n"
    )
    (tmp_path / "clok.yaml").write_text("twochairs: 2\ntitle: x\nclok: {start: 2020-01, months: 3}\n")
    assert "did you mean 'clock'?" in twochairs("validate", tmp_path / "clok.yaml", code=1)


def test_a_sound_experiment_is_said_to_be_sound_with_its_size():
    told = twochairs("validate", "tests/experiment/good/grid.yaml", CASE)
    assert "grid.yaml is sound: 28 points, 20 replicates, 3 factors\n" in told
    assert "  note: 2 of 30 points do not satisfy the constraints and are left out\n" in told
    assert "serbia-2022.yaml is sound: 14 countries" in told


def test_a_bad_experiment_exits_1_with_every_problem():
    told = twochairs("validate", "tests/experiment/bad/501-unknown-paths.yaml", code=1)
    assert "cannot be run: 5 problems" in told


def test_set_is_not_for_experiments():
    told = twochairs("validate", "tests/experiment/good/grid.yaml", "--set", "LEA.aid=1", code=2)
    assert "--set is for scenarios" in told


def test_the_schema_of_experiments_is_a_json_schema():
    schema = json.loads(twochairs("schema", "--experiment"))
    assert {"scenario", "factors", "design"} <= set(schema["properties"])


def test_a_bad_file_exits_1_with_every_problem(tmp_path):
    text = (ROOT / SMALL).read_text().replace("hub_series: prices.csv", "").replace("sources: sources.csv", "")
    (tmp_path / "bad.yaml").write_text(text + "\nlever: {}\nclok: {}\n")
    told = begun("validate", tmp_path / "bad.yaml", code=1)
    assert "bad.yaml cannot be run: 2 problems" in told
    assert "did you mean 'levers'?" in told and "did you mean 'clock'?" in told


def test_wrong_usage_exits_2():
    assert "No such command" in begun("rnu", code=2)
    assert "has no '='" in twochairs("run", CASE, "--set", "EU.pressure", code=2)
    assert "Missing argument" in twochairs("run", code=2)


def test_explain_shows_value_origin_and_source():
    told = twochairs("explain", CASE, "countries.SRB.alignment")
    assert "countries.SRB.alignment = -0.04   [scenarios/balkans/serbia-2022.yaml, line " in told
    assert "ideal points" in told


def test_explain_shows_what_is_known_of_a_constant():
    lines = twochairs("explain", CASE, "parameters.b_pressure").splitlines()
    constant = PARAMETERS["b_pressure"]
    assert lines[0].startswith(f"parameters.b_pressure = {Parameters._field_defaults['b_pressure']:g} ")
    assert lines[1].strip() == f"fitted: {constant.origin}"
    told = "\n".join(lines[2:])
    assert "unit alignment; a constant of R9, Alignment" in told
    for study in constant.studies:
        assert f"literature: {study.reference}: {study.effect}" in told
        assert f"from there to the constant: {study.mapping}" in told
    assert "prior: normal(0.12, 0.06, low 0), which rests on literature" in told
    assert (
        "posterior: mean {:g}, 90 % interval {:.2f} to {:.2f}; that of the prior is 0.03 to 0.22".format(
            Parameters._field_defaults["b_pressure"], *constant.fitted
        )
        in told
    )


def test_explain_of_several_constants_is_a_line_or_two_each():
    assert "literature:" not in twochairs("explain", CASE, "parameters")


def test_explain_shows_what_was_set_on_the_command_line():
    told = twochairs("explain", CASE, "EU.pressure.SRB", "--set", "EU.pressure.SRB=0.9")
    assert "levers.EU.pressure.SRB = 0.9   [--set" in told


def test_every_value_of_every_country_has_a_source():
    for case in (CASE, "scenarios/balkans/hindcast-2006.yaml"):
        rows = json.loads(twochairs("explain", case, "countries", "--json"))
        bare = [row["path"] for row in rows if not row["source"] and row["origin"] != "default"]
        assert bare == []
        assert {row["kind"] for row in rows if row["source"]} == {"observed", "derived", "fitted", "assumed"}


def test_explain_tells_what_becomes_of_a_value_later(tmp_path):
    case = "scenarios/balkans/serbia-2022.yaml"
    assert twochairs("explain", CASE, "EU.pressure.SRB").splitlines()[2:] == [
        f"    later, 2022-03 to 2023-06: add 0.15, then 0.45 ('pressure on Serbia builds', {case}:448)",
    ]
    assert twochairs("explain", CASE, "EU.pressure.XKX").splitlines() == [
        f"levers.EU.pressure.XKX = 0   [{case}, line 361, for all countries]",
        "    assumed: expert judgement, bounded by: calls to align in Commission reports (Serbia), sanctions (Belarus)",
        f"    later, 2023-06: set to 0.3 ('EU measures against Kosovo', {case}:500)",
        f"    later, 2025-05: set to 0.1 ('EU measures against Kosovo are phased out', {case}:512)",
    ]
    assert twochairs("explain", CASE, "RU.gas_discount.HUN").splitlines()[2:] == [
        "    note: RU.gas_discount.HUN is read at the next contract, after 2036-09: nothing before the clock ends "
        "hears of it",
    ]
    assert twochairs("explain", CASE, "hub_price").startswith("world.hub_price = 1009 USD/1000 m3   [")


def test_explain_says_what_a_word_means():
    assert twochairs("explain", "commitment") == (
        "commitment: a term of the target, an anchor: membership of a pole's bloc and alliance, which binds a state to "
        "the place of that pole\n"
    )
    assert twochairs("explain", "even", "odds") == (
        "even odds: where a state that is asked for an act would do it with a probability of 50 %\n"
    )
    assert json.loads(twochairs("explain", "Even_Odds", "--json"))["word"] == "Even_Odds"
    assert twochairs("explain", "comitment", code=1) == (
        "'comitment' is no file, and no word that is explained; did you mean 'commitment'?\n"
        "  hint: give a scenario file, or a word such as alignment, commitment, 'even odds', gas_discount or "
        "b_pressure\n"
    )


def test_a_file_that_is_not_there_is_guessed(tmp_path):
    assert twochairs("run", "scenarios/balkans/serbia-2021.yaml", code=1) == (
        "scenarios/balkans/serbia-2021.yaml cannot be read: 1 problem\n"
        "  there is no such file; did you mean scenarios/balkans/serbia-2022.yaml?\n"
    )
    assert "there is no such file; did you mean scenarios/balkans/serbia-2022.yaml?\n" in twochairs(
        "run", "serbia-2022.yaml", code=1
    )
    assert "there is no such file; check the path\n" in twochairs("run", tmp_path / "serbia.yaml", code=1)


def test_explain_of_nothing_says_so():
    assert "EU.presure is no value of it" in twochairs("explain", CASE, "EU.presure", code=1)


def test_diff_shows_what_a_variant_changes():
    told = twochairs("diff", CASE, "scenarios/balkans/cheap-gas.yaml")
    assert "levers.RU.gas_discount.SRB: 0.5 -> 0.8" in told


def test_schema_is_a_json_schema():
    schema = json.loads(twochairs("schema"))
    assert schema["properties"]["clock"]
    assert schema["$defs"]["PoleLevers"]["properties"]["pressure"]["anyOf"][0]["maximum"] == 1.0


def test_order_prints_the_month():
    assert "R9 alignment" in twochairs("order")


def test_init_gives_a_case_that_runs_where_it_is(tmp_path):
    told = twochairs("init", "mine", cwd=tmp_path)
    assert told == (
        f"{len([path for path in (tmp_path / 'mine').rglob('*') if path.is_file()])} files in mine\n"
        "next: twochairs run mine/balkans/serbia-2022.yaml\n"
        "or a sweep: twochairs sweep mine/experiments/pressure-and-gas.yaml --dry-run\n"
    )
    shipped = {path.name for path in (ROOT / "experiments").glob("*.yaml")}
    assert {path.name for path in (tmp_path / "mine" / "experiments").glob("*.yaml")} == shipped
    assert "is sound" in twochairs("validate", "mine/experiments/pressure-and-gas.yaml", cwd=tmp_path)
    run = ["run", "mine/balkans/harder-line.yaml", "--replicates", 1, "--months", 3]
    assert "written: results/harder-line-" in twochairs(*run, cwd=tmp_path)
    assert "it exists and is not an empty folder" in twochairs("init", "mine", cwd=tmp_path, code=1)


def test_a_run_says_where_its_result_is_and_the_same_run_is_not_done_twice(results):
    told = twochairs("run", CASE, "--replicates", 4, "--seed", 7, "--months", 24, "--out", results / "base", "--json")
    said = json.loads(told)
    assert (said["folder"], said["new"], said["runs"], said["used_again"]) == (str(results / "base"), False, 0, 0)
    assert len(said["countries"]) == 14


def test_results_go_where_the_option_or_the_environment_says_and_are_listed_there(tmp_path):
    run = ["run", SMALL, "--replicates", 2, "--months", 2]
    assert f"written: {tmp_path / 'one' / 'small-'}" in twochairs(*run, "--results", tmp_path / "one")
    named = typed(*run, cwd=ROOT, TWOCHAIRS_RESULTS=str(tmp_path / "two")).stdout
    assert named.startswith(f"written: {tmp_path / 'two' / 'small-'}")
    (tmp_path / "one" / "else").mkdir()
    [folder] = (tmp_path / "one").glob("small-*")
    told = f"{folder}\n  2 runs: Three states between the League and the Crown\n1 result in {tmp_path / 'one'}\n"
    assert twochairs("status", "--results", tmp_path / "one") == told
    assert typed("status", TWOCHAIRS_RESULTS=str(tmp_path / "one")).stdout == told
    assert json.loads(twochairs("status", "--results", tmp_path / "one", "--json"))[0]["complete"] is True
    assert "there is no such folder" in twochairs("status", "--results", tmp_path / "three", code=1)


def test_another_run_does_not_overwrite_a_result(results):
    told = twochairs("run", CASE, "--replicates", 5, "--months", 24, "--out", results / "base", code=1)
    assert "it holds another run" in told and "hint:" in told


def test_why_adds_up(results):
    rows = json.loads(twochairs("why", results / "base", "--country", "SRB", "--json"))
    (row,) = rows
    assert row["change"] == pytest.approx(row["after"] - row["before"], abs=1e-12)
    assert sum(term["change"] for term in row["terms"]) == pytest.approx(row["change"], abs=1e-12)
    assert "patronage" in twochairs("why", results / "base", "--country", "SRB")
    refused = twochairs("why", results / "base", "--country", "Serbai", code=1)
    first, hint = refused.splitlines()
    assert first == f"{results / 'base'} has no state 'Serbai'; did you mean SRB (Serbia)?"
    assert hint.startswith("  hint: give the key or the name of ALB (Albania), ARM (Armenia), BGR (Bulgaria), ")


@pytest.mark.parametrize("verb", ["why", "plot", "compare", "report", "card"])
def test_a_state_is_known_by_its_name_wherever_it_is_asked_for(results, tmp_path, verb):
    folders = [results / "base", results / "pressed"] if verb == "compare" else [results / "base"]
    out = [] if verb == "why" else ["--out", tmp_path / "page.html" if verb == "report" else tmp_path]
    only = ["--only", "why"] if verb == "plot" else []
    names = () if verb == "report" else ("Serbia", " sRb")  # a report takes long, and does as the others
    told = {re.sub(r"\b\d+ s\b", "", twochairs(verb, *folders, *only, *out, "--state", name)) for name in names}
    assert len(told) <= 1  # but for how long it took
    refused = twochairs(verb, *folders, *only, *out, "--state", "Sebia", code=1)
    assert (
        f"{results / 'base'} has no state 'Sebia'; did you mean SRB (Serbia)?\n  hint: give the key or the" in refused
    )


def test_why_tells_of_the_state_in_focus_and_of_all_where_asked(results):
    lines = twochairs("why", results / "base").splitlines()
    assert lines[0].startswith("Serbia: target ") and not [line for line in lines[1:] if ": target " in line]
    assert lines[-2:] == [
        "each term is part of the target, which alignment moves towards; `twochairs explain commitment` says what "
        "one is",
        "13 other states: --all, or --country KEY",
    ]
    every = twochairs("why", results / "base", "--all").splitlines()
    heads = [line.partition(":")[0] for line in every if ": target " in line]
    assert heads[:2] == ["Serbia", "Albania"] and len(heads) == 14 and "--all" not in every[-1]
    apart = twochairs("why", results / "base", results / "pressed").splitlines()
    assert re.fullmatch(r"13 other states, of which \d+ differs? too: --all, or --country KEY", apart[-1])
    assert len(json.loads(twochairs("why", results / "base", "--json"))) == 14


def test_a_result_that_is_not_there_is_guessed(results):
    assert twochairs("why", results / "bas", code=1) == (
        f"{results / 'bas'} is not a result folder: there is no such folder; did you mean {results / 'base'}?\n"
        "  hint: `twochairs run SCENARIO` makes one\n"
    )


def test_compare_is_paired_and_draws(results):
    told = twochairs("compare", results / "base", results / "pressed", "--country", "SRB")
    assert "Alignment, at the end" in told and "95 % interval" in told
    rows = json.loads(twochairs("compare", results / "base", results / "pressed", "--country", "SRB", "--json"))
    row = next(row for row in rows if row["outcome"] == "alignment[SRB]@mean")
    assert row["mean_difference"] > 0.0
    assert list((results / "pressed" / "figures").glob("*.svg"))


def test_compare_of_one_is_refused(results):
    assert "two result folders or more" in twochairs("compare", results / "base", code=2)


def test_plot_draws_one_kind_where_asked(results, tmp_path):
    twochairs("plot", results / "base", "--only", "chairs", "--out", tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".png", ".svg"]
    assert "there is no figure 'chair'" in twochairs("plot", results / "base", "--only", "chair", code=1)


def test_what_is_no_result_is_refused(tmp_path):
    assert "is not a result folder" in twochairs("plot", tmp_path, code=1)


def test_an_interrupted_run_goes_on_when_it_is_typed_again(tmp_path):
    out = tmp_path / "result"
    arguments = ["run", CASE, "--replicates", "1500", "--keep", "none", "--months", "36", "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "twochairs", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (out / "chunks").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert "Traceback" not in told and f"twochairs {' '.join(arguments)}" in told
    assert not (out / "manifest.json").exists()
    assert f"written: {out}" in twochairs(*arguments)
    assert not (out / "chunks").exists() and "is sound" in twochairs("verify", out)
