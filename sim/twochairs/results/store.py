"""A result folder, written whole or not at all."""

import json
import os
import platform
import shutil
from collections.abc import Iterable
from hashlib import sha256
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from twochairs.ensemble.replicates import Series
from twochairs.errors import CannotWrite, NoResult
from twochairs.experiment.posterior import DRAW
from twochairs.experiment.uncertainty import BEST, Draws
from twochairs.filenames import file_name
from twochairs.outcomes.measures import Outcome, merged, outcomes, summary_row
from twochairs.results.draws import DRAWS_FILE, described_draws, draws_csv
from twochairs.results.earlier import said
from twochairs.results.folder import Folder
from twochairs.results.manifest import FORMAT, Agents
from twochairs.results.spreadsheet import csv_text, made_safe
from twochairs.results.tables import PART, TABLES, events_table, series_table
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.load import Scenario
from twochairs.scenario.schema import Case
from twochairs.scenario.timeline import fixed_slots, months_of
from twochairs.version import __version__
from twochairs.world.code import chance_hash
from twochairs.world.rulebook import STANDARD, Rulebook

LIMITS = (
    "One axis; governments that do not plan ahead; inputs set by expert judgement where no figure exists; "
    "a conditional answer (given what the scenario says happens elsewhere), not a forecast."
)


def default_folder(
    scenario: Scenario,
    replicates: int,
    seed: int,
    root: Path,
    rulebook: Rulebook = STANDARD,
    draws: Draws = BEST,
) -> Path:
    """results/NAME-HASH: the same inputs give the same name."""
    return root / f"{file_name(scenario.name)}-{run_hash(scenario, replicates, seed, rulebook, draws)[:10]}"


def run_hash(scenario: Scenario, replicates: int, seed: int, rulebook: Rulebook = STANDARD, draws: Draws = BEST) -> str:
    """SHA-256 of everything that decides the numbers of a result."""
    key = [scenario.hash, replicates, seed, __version__, FORMAT, rulebook.hash, *draws.key()]
    return sha256(json.dumps(key).encode()).hexdigest()


def refuse_early(folder: Path) -> None:
    """Refuse, before anything runs, a folder that could not be written.

    Raises
    ------
    CannotWrite : with the reason and a hint
    """
    parent = folder.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        probe = _partial(folder)
        probe.mkdir(exist_ok=True)
        probe.rmdir()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise CannotWrite(folder, reason, "name another folder with --out") from None


def already_there(
    folder: Path,
    scenario: Scenario,
    replicates: int,
    seed: int,
    replace: bool = False,
    rulebook: Rulebook = STANDARD,
    draws: Draws = BEST,
) -> bool:
    """Whether a folder holds exactly this run; with `replace`, another run in it is no objection.

    Raises
    ------
    CannotWrite : where it exists and holds something else
    """
    if not folder.exists() and not folder.is_symlink():
        return False
    try:
        there = said(Folder(folder, "name another one with --out"))[1]
    except NoResult:
        raise CannotWrite(folder, "it exists and is not a result folder", "name another one with --out") from None
    if there.kind != "run":
        raise CannotWrite(folder, "it exists and is not a result folder", "name another one with --out")
    same = there.run_hash == run_hash(scenario, replicates, seed, rulebook, draws)
    if not same and not replace:
        raise CannotWrite(folder, "it holds another run", "name another one with --out, or give --replace")
    return same


def write_result(
    folder: Path,
    scenario: Scenario,
    replicates: int,
    seed: int,
    series: Iterable[Series],
    rulebook: Rulebook = STANDARD,
    draws: Draws = BEST,
) -> Path:
    """Write the result of a run: everything into a folder beside it, synced, then renamed.

    Parameters
    ----------
    folder : to be made; an older result in it is replaced once the new one is whole
    series : of the replicates, in order; consumed part by part
    draws : sets of the rules' constants that they are spread over

    Raises
    ------
    CannotWrite : where the disk or the folder does not take it; nothing is left behind
    """
    started = perf_counter()
    partial = _partial(folder)
    old = partial.with_suffix(".old")
    try:
        partial.mkdir(parents=True)
        manifest = _write_parts(partial, scenario, series, draws)
        manifest |= _description(scenario, replicates, seed, rulebook, draws)
        manifest["seconds"] = round(perf_counter() - started, 3)
        _write(partial / "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False).encode())
        for path in [*partial.rglob("*"), partial]:
            _sync(path)
        if folder.exists():
            folder.rename(old)
        partial.rename(folder)
        _sync(folder.parent)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(folder, reason, "free some space or name another folder with --out") from None
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _partial(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.partial-{os.getpid()}"


def _write_parts(partial: Path, scenario: Scenario, series: Iterable[Series], draws: Draws) -> dict[str, Any]:
    layout = scenario.start()[0]
    moved = scenario.has_noise or draws.varied
    fixed = fixed_slots(scenario.case, layout) if moved else range(layout.slots)
    for name in TABLES.values():
        (partial / "series" / name).mkdir(parents=True)
    (partial / "runs").mkdir()
    events: list[pa.Table] = []
    read: list[list[Outcome]] = []
    waiting: list[Series] = []

    def flush() -> None:
        part = f"part-{len(read):04d}.parquet"
        for name in TABLES.values():
            _write_table(partial / "series" / name / part, series_table(scenario, layout, waiting, name))
        events.append(events_table(scenario, layout, waiting))
        read.append(outcomes(layout, waiting, fixed, draws.varied))
        _write_table(partial / "runs" / part, _runs_table(waiting, read[-1], draws))
        waiting.clear()

    for one in series:
        waiting.append(one)
        if len(waiting) == PART:
            flush()
    if waiting:
        flush()
    _write_table(partial / "events.parquet", pa.concat_tables(events))
    _write_table(partial / "design.parquet", pa.table({"point": pa.array([0], pa.int32())}))
    _write(partial / "summary.csv", _summary(merged(read), draws).encode())
    if draws.varied:
        _write(partial / DRAWS_FILE, draws_csv(draws).encode())
    _write(partial / "scenario.yaml", scenario_yaml(scenario).encode())
    _write(partial / "sources.csv", sources_of(scenario))
    files = sorted(path for path in partial.rglob("*") if path.is_file())
    checksums = {path.relative_to(partial).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
    return {"files": checksums}


def _runs_table(series: list[Series], read: list[Outcome], draws: Draws) -> pa.Table:
    fields = [pa.field("point", pa.int32()), pa.field("replicate", pa.int32())]
    columns = [pa.array([0] * len(series), pa.int32()), pa.array([one.replicate for one in series], pa.int32())]
    if draws.varied:
        fields.append(pa.field(DRAW, pa.int32()))
        columns.append(pa.array([draws.of(one.replicate) for one in series], pa.int32()))
    for outcome in read:
        fields.append(pa.field(outcome.name, pa.float64(), metadata={"unit": outcome.unit, "kind": outcome.kind}))
        columns.append(pa.array(outcome.values, from_pandas=True))
    return pa.table(columns, schema=pa.schema(fields))


def _summary(read: list[Outcome], draws: Draws) -> str:
    rows = [summary_row(one, draws.of_each(np.arange(len(one.values)))) for one in read]
    return csv_text([rows[0].keys(), *(row.values() for row in rows)])


def scenario_yaml(scenario: Scenario) -> str:
    """The resolved scenario as a file that runs by itself."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.width = 110
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    data = scenario.resolved()
    data.pop("sources", None)
    text = StringIO()
    yaml.dump(data, text)
    return text.getvalue()


def sources_of(scenario: Scenario) -> bytes:
    """The table of sources of a scenario's values, as CSV; its head alone where there is none."""
    from twochairs.scenario.explain import sources_path

    path = sources_path(scenario)
    return made_safe(path.read_bytes()) if path is not None else b"key,kind,source\n"


def _description(scenario: Scenario, replicates: int, seed: int, rulebook: Rulebook, draws: Draws) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": "run",
        **described(scenario),
        "run_hash": run_hash(scenario, replicates, seed, rulebook, draws),
        "code_hash": rulebook.hash,
        "chance_hash": chance_hash(),
        "rules": rulebook.file,
        "seed": seed,
        "replicates": replicates,
        **described_draws(draws),
        "versions": {
            "twochairs": __version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "pyarrow": pa.__version__,
        },
    }


def described(scenario: Scenario) -> dict[str, Any]:
    """What a manifest says of a scenario."""
    case = scenario.case
    return {
        "name": scenario.name,
        "title": case.title,
        "description": case.description,
        "notice": case.notice,
        "focus": case.focus,
        "limits": LIMITS,
        "scenario_hash": scenario.hash,
        "noise": bool(case.switches.model_dump()["noise"]),
        "start": case.clock.start,
        "months": case.clock.months,
        "labels": labels_of(case),
        "agents": {dim: list(scenario.names.along(dim)) for dim in Agents.model_fields},
        "staying": [key for key, act in case.acts.items() if act.sticky],
        "positions": {key: pole.position for key, pole in case.poles.items()},
        "ties": {key: dict(country.ties) for key, country in case.countries.items() if country.ties},
        "dated_events": dated_events(case, case.clock.start, case.clock.months),
        "notes": [str(mismatch) for mismatch in scenario.mismatches],
    }


def labels_of(case: Case) -> dict[str, dict[str, str]]:
    """Kind of agent to keys and the names shown for them."""
    return {
        "country": {key: country.name or key for key, country in case.countries.items()},
        "pole": {key: pole.name or key for key, pole in case.poles.items()},
        "dispute": {key: dispute.name or key for key, dispute in case.disputes.items()},
        "act": {key: act.name or key for key, act in case.acts.items()},
    }


def dated_events(case: Case, start: str, months: int) -> list[dict[str, str]]:
    """Name and month of what happens once, and surely, in a run of so many months from a start."""
    first = month_number(start)
    once = [(item, months_of(item, first, months)) for item in case.timeline if item.every is None]
    return [
        {"name": item.name, "month": month_text(first + due[0] - 1)}
        for item, due in once
        if item.probability is None and len(due)
    ]


def _write_table(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
