"""The table of hostile folders: what a folder is called here, and what is done to a sound one."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.sound import (
    RUNS,
    Harm,
    bare,
    bound,
    chunk,
    column,
    every,
    fitted,
    linked,
    lost,
    planned,
    put,
    raw,
    replaced,
    said,
    sparse,
    table,
)
from twochairs.sweeps.chunkfile import from_bytes, to_bytes

MANIFEST, PLAN = "manifest.json", "plan.json"
ALIGNED, OUT = "series/countries/part-0000.parquet", "runs/part-0000.parquet"
HAPPENED = "events/part-0000.parquet"
ESCAPE = "x/../../../../../escaped"
NESTED = "[" * 100_000 + "]" * 100_000


def _renamed(data: dict[str, Any]) -> None:
    """A country that is called as a path is, everywhere that the manifest names it."""
    for names in (data["labels"]["country"], data["ties"]):
        for key in [key for key in names if key == "ALD"]:
            names[ESCAPE] = names.pop(key)
    data["agents"]["country"] = [ESCAPE if key == "ALD" else key for key in data["agents"]["country"]]


def _in_columns(folder: Path) -> None:
    for path in sorted(folder.glob("series/*/*.parquet")):
        read = pq.read_table(path)
        if "country" in read.column_names:
            names = [ESCAPE if name == "ALD" else name for name in read["country"].to_pylist()]
            place = read.schema.get_field_index("country")
            pq.write_table(read.set_column(place, "country", pa.array(names)), path)
    fitted(folder)


def _outside(folder: Path) -> None:
    (folder.parent / "big.bin").write_bytes(bytes(1000))
    said(lambda data: data["files"].update({"../big.bin": "0" * 64}))(folder)
    fitted(folder)


def _footer(length: int) -> Harm:
    return raw(OUT, b"PAR1" + bytes(1000) + length.to_bytes(4, "little") + b"PAR1")


def _constant(name: str, rows: int, columns: int) -> Harm:
    """Columns of one number, packed to almost nothing."""

    def harm(folder: Path) -> None:
        read = pq.read_table(folder / name)
        array = pa.array(np.zeros(rows))
        made = {f"x{number}": array for number in range(columns)}
        schema = pa.schema([(field, pa.float64()) for field in made])
        with pq.ParquetWriter(folder / name, schema, compression="zstd") as writer:
            for _ in range(4):
                writer.write_table(pa.table(made, schema=schema))
        assert len(read) and (folder / name).stat().st_size < 10_000_000
        fitted(folder)

    return harm


def _words(size: int, rows: int) -> Any:
    """A column of one long word, packed to almost nothing, that would unpack to size x rows bytes."""
    return lambda values: pa.DictionaryArray.from_arrays(np.zeros(rows or len(values), np.int32), ["x" * size])


def _long_event(read: pa.Table) -> pa.Table:
    rows = 200
    word = pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), ["x" * 2**26])
    columns = {name: pa.array([read[name][0].as_py()] * rows, read[name].type) for name in read.column_names}
    return pa.table({**columns, "name": word})


def _groups(folder: Path) -> None:
    read = pq.read_table(folder / ALIGNED)
    pq.write_table(pa.concat_tables([read] * 200).slice(0, 10_000), folder / ALIGNED, row_group_size=1)
    fitted(folder)


def _told_much(read: pa.Table) -> pa.Table:
    return read.replace_schema_metadata({"x": "x" * 1000}).cast(
        pa.schema([field.with_metadata({"unit": "1", "meaning": "x" * 2_000_000}) for field in read.schema])
    )


def _shuffled(read: pa.Table) -> pa.Table:
    return read.take(pa.array(list(range(len(read)))[::-1]))


def _first(value: Any) -> Any:
    return lambda values: [value, *values[1:]]


def _a_month_less(read: pa.Table) -> pa.Table:
    """A series whose first point lacks its last month."""
    point, month = read["point"].to_numpy(), read["month"].to_numpy()
    return read.filter(pa.array((point != 0) | (month != month.max())))


SAID: dict[str, Any] = {
    "labels null": put("labels", None),
    "labels of nobody": put("labels", {}),
    "agents null": put("agents", None),
    "an agent twice": put("agents.country", ["ALD", "ALD"]),
    "an agent more": lambda data: data["agents"]["country"].append("CCC"),
    "a hundred thousand agents": put("agents.country", [f"A{number}" for number in range(100_000)]),
    "a hundred thousand labels": put("labels.country", {f"A{number}": "x" for number in range(100_000)}),
    "a country called as a path": _renamed,
    "a public called as a path": put("agents.public", [f"ALD.{ESCAPE}"]),
    "a pole of two lines": lambda data: data["labels"]["pole"].update({"a\nb": "x"}),
    "months 10**15": put("months", 10**15),
    "months negative": put("months", -1),
    "months other": put("months", 7),
    "months a fraction": put("months", 6.5),
    "months true": put("months", True),
    "replicates 10**15": put("replicates", 10**15),
    "replicates negative": put("replicates", -4),
    "replicates fewer": put("replicates", 2),
    "replicates more": put("replicates", 1_000_000),
    "replicates words": put("replicates", "4"),
    "a future format": put("format", 2),
    "format 10**400": put("format", 10**400),
    "format words": put("format", "1"),
    "format true": put("format", True),
    "no format": lost("format"),
    "another kind": put("kind", "walk"),
    "kind null": put("kind", None),
    "kind a list": put("kind", ["run"]),
    "focus nobody": put("focus", "ZZZ"),
    "focus a path": put("focus", "../../x"),
    "no title": lost("title"),
    "title a number": put("title", 7),
    "title NUL": put("title", "a\0b"),
    "title a million characters": put("title", "x" * 1_000_000),
    "name a path": put("name", "../../../out"),
    "name null": put("name", None),
    "description a list": put("description", ["x"] * 1000),
    "files null": put("files", None),
    "files nothing": put("files", {}),
    "files a list": lambda data: put("files", list(data["files"]))(data),
    "a file of the system": lambda data: data["files"].update({"/etc/passwd": "0" * 64}),
    "a checksum that is none": lambda data: data["files"].update({"summary.csv": "sound"}),
    "a wrong checksum": lambda data: data["files"].update({"summary.csv": "0" * 64}),
    "a file less": lambda data: data["files"].pop("summary.csv") and None,
    "a file more": lambda data: data["files"].update({"runs/part-0009.parquet": "0" * 64}),
    "positions null": put("positions", None),
    "a position far off": put("positions.LEA", 7.0),
    "a position of nobody": put("positions.ZZZ", 0.5),
    "ties with nobody": put("ties", {"ALD": {"ZZZ": 0.5}}),
    "a tie of two": put("ties", {"ALD": {"BOR": 2.0}}),
    "notes a word": put("notes", "x"),
    "an event in month 13": put("dated_events", [{"name": "x", "month": "2022-13"}]),
    "events null": put("dated_events", None),
    "an event without a name": put("dated_events", [{"month": "2022-01"}]),
    "start no month": put("start", "then"),
    "start another month": put("start", "2031-01"),
    "seed negative": put("seed", -1),
    "seed a fraction": put("seed", 1.5),
    "versions null": put("versions", None),
    "versions nested": put("versions", {"python": {"a": {}}}),
    "code hash a path": put("code_hash", "../../x"),
    "scenario hash null": put("scenario_hash", None),
    "noise a word": put("noise", "yes"),
    "draws of nothing": put("parameters", {}),
    "draws 10**9": put("parameters", {"kind": "prior", "draws": 10**9, "seed": 1, "hash": ""}),
    "a key of its own": put("own", 1),
    "limits null": put("limits", None),
}
"""What a manifest may say that it must not, of runs and sweeps alike."""

RUN_SAID: dict[str, Any] = {
    "run hash a path": put("run_hash", "../x"),
    "seconds negative": put("seconds", -1.0),
    "it is a sweep": put("kind", "sweep"),
}
SWEEP_SAID: dict[str, Any] = {
    "it is a run": put("kind", "run"),
    "sweep hash a path": put("sweep_hash", "../x"),
    "points 10**15": put("points", 10**15),
    "points fewer": put("points", 2),
    "points none": put("points", 0),
    "runs other": put("runs", 5),
    "failed other": put("failed", 3),
    "failed more than all": put("failed", 10**9),
    "factors null": put("factors", None),
    "a factor twice": put("factors", ["LEA.pressure", "LEA.pressure"]),
    "a factor that is none": put("factors", ["ZZZ", "countries.ALD.gas.dependence"]),
    "outcomes none": put("outcomes", {}),
    "an outcome that is none": put("outcomes", {"alignment[ZZZ]@end": "1"}),
    "keep null": put("keep", None),
    "keep other series": put("keep.series", "all"),
    "keep no events": put("keep.events", False),
    "a design that is none": put("design", "../x"),
    "figures a path": put("figures", ["../../x"]),
    "common numbers a word": put("common_random_numbers", "no"),
}

RAW: dict[str, Harm] = {
    "a list": bare(MANIFEST, b"[]"),
    "nothing in it": bare(MANIFEST, b"{}"),
    "null": bare(MANIFEST, b"null"),
    "a number": bare(MANIFEST, b"7"),
    "empty": bare(MANIFEST, b""),
    "nested": bare(MANIFEST, NESTED.encode()),
    "nested mappings": bare(MANIFEST, b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "five million lists": bare(MANIFEST, b"[" + b"[]," * 5_000_000 + b"[]]"),
    "NaN": bare(MANIFEST, b'{"format": NaN}'),
    "half a character": bare(MANIFEST, b'{"title": "\\ud800"}'),
    "UTF-16": bare(MANIFEST, '{"format": 1}'.encode("utf-16")),
    "Latin-1": bare(MANIFEST, '{"title": "\u00e9"}'.encode("latin-1")),
    "a digit a million times": bare(MANIFEST, b'{"format": ' + b"1" * 1_000_000 + b"}"),
    "a link to /dev/zero": linked(MANIFEST, "/dev/zero"),
    "a link outside": linked(MANIFEST, ""),
    "a link to itself": linked(MANIFEST, MANIFEST),
    "a pipe": replaced(MANIFEST, os.mkfifo),
    "a socket": replaced(MANIFEST, bound),
    "a folder": replaced(MANIFEST, Path.mkdir),
    "a terabyte": replaced(MANIFEST, sparse),
}

FILES: dict[str, Harm] = {
    "a country called as a path, in the columns too": every(said(_renamed), _in_columns),
    "a big file outside": _outside,
    "a part is a link": linked(OUT, ""),
    "a part is a pipe": replaced(OUT, os.mkfifo),
    "a folder of parts is a link": linked("runs", ""),
    "a part is missing": lambda folder: (folder / OUT).unlink(),
    "a part cut short": lambda folder: os.truncate(folder / OUT, 2000),
    "a part cut short that fits": lambda folder: (os.truncate(folder / OUT, 2000), fitted(folder)),
    "a part of zeros": raw(OUT, bytes(5000)),
    "a part empty": raw(OUT, b""),
    "a part of text": raw(OUT, b"point,replicate\n0,0\n"),
    "a footer of 4 GB": _footer(2**32 - 1),
    "a footer of nothing": _footer(0),
    "a footer of zeros": _footer(900),
    "half the rows": table(OUT, lambda read: read.slice(0, len(read) // 2)),
    "the rows twice": table(OUT, lambda read: pa.concat_tables([read, read])),
    "no rows": table(OUT, lambda read: read.slice(0, 0)),
    "a row in place of another": table(OUT, lambda read: read.take(pa.array([0, 0, *range(2, len(read))]))),
    "rows the other way round": table(OUT, _shuffled),
    "a column more": table(OUT, lambda read: read.append_column("own", pa.array(["x"] * len(read)))),
    "a column less": table(OUT, lambda read: read.drop_columns(["replicate"])),
    "a column twice": table(OUT, lambda read: read.append_column("point", read["point"])),
    "replicates negative in it": column(OUT, "replicate", _first(-1)),
    "replicates beyond in it": column(OUT, "replicate", _first(10**9)),
    "replicates empty in it": column(OUT, "replicate", _first(None)),
    "points beyond in it": column(OUT, "point", _first(10**9)),
    "replicates as words": column(OUT, "replicate", lambda values: pa.array(map(str, values))),
    "outcomes as words": column(OUT, "alignment[ALD]@end", lambda values: pa.array(map(str, values))),
    "outcomes as lists": column(OUT, "alignment[ALD]@end", lambda values: pa.array([[v] for v in values])),
    "a long word, packed": column(OUT, "alignment[ALD]@end", _words(2**20, 0)),
    "17 GB of zeros, packed": _constant(OUT, 500_000, 17),
    "ten thousand columns": table(OUT, lambda read: pa.table({f"x{n}": pa.array([0.0]) for n in range(10_000)})),
    "half of a series": table(ALIGNED, lambda read: read.slice(0, len(read) // 2)),
    "a month less of a point": table(ALIGNED, _a_month_less),
    "a series twice": table(ALIGNED, lambda read: pa.concat_tables([read, read])),
    "a series with a row twice": table(ALIGNED, lambda read: read.take(pa.array([0, 0, *range(2, len(read))]))),
    "NaN in a series": column(ALIGNED, "alignment", _first(float("nan"))),
    "infinite in a series": column(ALIGNED, "alignment", _first(float("inf"))),
    "empty in a series": column(ALIGNED, "alignment", _first(None)),
    "another country in a series": column(ALIGNED, "country", _first("ZZZ")),
    "no country in a series": column(ALIGNED, "country", _first(None)),
    "a path as a country in a series": column(ALIGNED, "country", _first(ESCAPE)),
    "a long word in a series, packed": column(ALIGNED, "country", _words(2**26, 0)),
    "months as words": column(ALIGNED, "month", lambda values: pa.array(map(str, values))),
    "whole numbers in a series": column(ALIGNED, "alignment", lambda values: pa.array([0] * len(values))),
    "columns of a series swapped": table(ALIGNED, lambda read: read.select(read.column_names[::-1])),
    "a series without its column": table(ALIGNED, lambda read: read.drop_columns(["country"])),
    "a series in ten thousand groups": _groups,
    "a series that says two million characters": table(ALIGNED, _told_much),
    "a series that says nothing": table(
        ALIGNED, lambda read: read.cast(pa.schema([field.remove_metadata() for field in read.schema]))
    ),
    "a summary without its columns": raw("summary.csv", b"a,b\n1,2\n"),
    "a summary of words": raw("summary.csv", b"outcome,unit,runs,mean\nx,1,many,NaN\n"),
    "a summary in UTF-16": raw("summary.csv", "outcome,unit\n".encode("utf-16")),
    "a summary of a million columns": raw("summary.csv", b"," * 1_000_000 + b"\n" + b"," * 1_000_000),
    "a summary empty": raw("summary.csv", b""),
}

EVENTS: dict[str, Harm] = {
    "events of another kind": column(HAPPENED, "kind", _first("walk")),
    "events of another month": column(HAPPENED, "month", lambda values: [values[0].replace(year=1), *values[1:]]),
    "events of other runs": column(HAPPENED, "replicate", _first(RUNS)),
    "events of a path": column(HAPPENED, "name", _first(ESCAPE)),
    "events of long words, packed": table(HAPPENED, _long_event),
    "months of a series shifted": column(
        ALIGNED, "month", lambda values: [value.replace(year=value.year + 1) for value in values]
    ),
    "two columns of numbers swapped with their names": table(
        ALIGNED, lambda read: read.rename_columns([*read.column_names[:3], "target", "country", *read.column_names[5:]])
    ),
    "outcomes infinite": column(OUT, "alignment[ALD]@end", _first(float("inf"))),
    "a scenario of aliases": raw(
        "scenario.yaml",
        b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(24)),
    ),
    "a scenario that is a list": raw("scenario.yaml", b"[1, 2]\n"),
    "sources without their columns": raw("sources.csv", b"a,b\n1,2\n"),
}

SWEPT: dict[str, Harm] = {
    "a plan is a link": linked(PLAN, ""),
    "a factor of other values": column(OUT, "LEA.pressure", _first(77.0)),
    "a factor NaN": column(OUT, "LEA.pressure", _first(float("nan"))),
    "a design the other way round": table("design.parquet", _shuffled),
    "a design of fewer points": table("design.parquet", lambda read: read.slice(0, 2)),
    "a design without a factor": table("design.parquet", lambda read: read.drop_columns(["LEA.pressure"])),
    "a design NaN": column("design.parquet", "LEA.pressure", _first(float("nan"))),
    "a design of lists": column("design.parquet", "LEA.pressure", lambda values: pa.array([[v] for v in values])),
    "failures that are none": table(
        "failures/part-0000.parquet",
        lambda read: pa.table(
            {
                name: pa.array([0], read[name].type) if pa.types.is_integer(read[name].type) else pa.array(["x"])
                for name in read.column_names
            }
        ),
    ),
    "events of no point": column(HAPPENED, "point", _first(99)),
    "a statistic that is none": column(ALIGNED, "statistic", _first("q99")),
    "a point of a series twice": column(ALIGNED, "point", lambda values: [0] * len(values)),
    "a point of a series beyond": column(ALIGNED, "point", _first(99)),
}


def _head(change: Callable[[dict[str, Any]], Any]) -> Any:
    """Something else in what a chunk tells, before the numbers as they are."""

    def changed(content: bytes) -> bytes:
        line, _, numbers = content.partition(b"\n")
        told = json.loads(line)
        other = change(told)
        return json.dumps(told if other is None else other).encode() + b"\n" + numbers

    return changed


def _told(text: str) -> Any:
    """Another text in place of what a chunk tells."""
    return lambda content: text.encode() + b"\n" + content.partition(b"\n")[2]


def _array(place: int, kind: str, shape: list[Any]) -> Any:
    """Numbers that are told to be others than they are."""
    return _head(lambda told: told["arrays"].__setitem__(place, [kind, shape]))


def _numbers(**changed: np.ndarray) -> Any:
    """Numbers in place of a chunk's own, told as they are."""
    return lambda content: to_bytes(replace(from_bytes(content), **changed))


def _in_place_of_another(folder: Path) -> None:
    first, second, *_ = sorted((folder / "chunks").iterdir())
    first.write_bytes(second.read_bytes())


def _huge(folder: Path) -> None:
    path = min((folder / "chunks").iterdir())
    path.unlink()
    sparse(path)


CHUNKS: dict[str, Harm] = {
    "a chunk that unpacks to 800 MB": chunk(_array(1, "<f8", [1, 100_000_000])),
    "a chunk of 10**12 numbers": chunk(_array(1, "<f8", [10**12])),
    "a chunk of Python objects": chunk(_array(1, "|O", [3, 2])),
    "a chunk of another shape": chunk(_numbers(outcomes=np.zeros((1, 1)))),
    "a chunk of another kind": chunk(_numbers(outcomes=np.zeros((3, 2), np.float32))),
    "a chunk of other runs": chunk(_numbers(replicates=np.array([0, 1, 99], np.int32))),
    "a chunk of a run twice": chunk(_numbers(replicates=np.array([0, 0, 1], np.int32))),
    "a chunk of no series": chunk(_numbers(series=np.zeros((0, 0, 0), np.float32))),
    "a chunk that tells nothing": chunk(_told("{}")),
    "a chunk that tells a list": chunk(_told("[]")),
    "a chunk that tells nested brackets": chunk(_told(NESTED)),
    "a chunk of another span": chunk(_head(put("span", [3, 6]))),
    "a chunk of events that are none": chunk(_head(put("events", [[1]]))),
    "a chunk of text": chunk(lambda content: b"text"),
    "a chunk of nothing": chunk(lambda content: b""),
    "a chunk of a span of three numbers": chunk(_head(put("span", [0, 10**30, 0]))),
    "a chunk in place of another": _in_place_of_another,
    "a chunk of a terabyte": _huge,
    "a chunk of no numbers times 10**30": chunk(_array(1, "<f8", [0, 10**30])),
    "a chunk of sizes below nothing": chunk(_array(1, "<f8", [-1, -6])),
    "a chunk with more than its numbers": chunk(lambda content: content + bytes(64)),
    "a chunk whose numbers are cut short": chunk(lambda content: content[:-8]),
    "a chunk of a line without an end": chunk(lambda content: content.replace(b"\n", b" ")),
    "a chunk of failures that are none": chunk(_head(put("failures", [[0, 1, 2, 3, 4]]))),
    "a chunk of events in month 10**30": chunk(_head(put("events", [[0, 10**30, "incident", "strait", ""]]))),
}
"""Chunks that are none, and are run again; a reader goes without them."""

PLANS: dict[str, Any] = {
    "nothing in it": lambda data: {},
    "name a path": put("plan.name", "../../../out"),
    "a future format": put("format", 3),
    "a plan of a future format": put("plan.format", 2),
    "another kind": put("kind", "run"),
    "rules null": put("rules", None),
    "rules a number": put("rules.source", 7),
    "versions null": put("versions", None),
    "sweep hash a path": put("sweep_hash", "../../x"),
    "plan null": put("plan", None),
    "factors null": put("plan.factors", None),
    "a factor of no path": lambda data: data["plan"]["factors"][0].update(paths=["../../x"]),
    "a factor of nobody": lambda data: data["plan"]["factors"][0].update(name="ZZZ"),
    "columns null": put("plan.columns", None),
    "a column too long": lambda data: data["plan"]["columns"]["LEA.pressure"].append(0.5),
    "a column of lists": lambda data: put("plan.columns", {name: [[]] for name in data["plan"]["columns"]})(data),
    "no points": lambda data: put("plan.columns", {name: [] for name in data["plan"]["columns"]})(data),
    "replicates 10**15": put("plan.experiment.replicates", 10**15),
    "replicates words": put("plan.experiment.replicates", "3"),
    "seed negative": put("plan.experiment.seed", -1),
    "an experiment of nothing": put("plan.experiment", {}),
    "outcomes of nobody": put("plan.experiment.outcomes", ["alignment[ZZZ]@end"]),
    "outcomes a number": put("plan.experiment.outcomes", 7),
    "keep null": put("plan.experiment.keep", None),
    "scenarios none": put("plan.scenarios", []),
    "a scenario whose file is a path": lambda data: data["plan"]["scenarios"][0].update(stem="../../x"),
    "a scenario that is a list": lambda data: data["plan"]["scenarios"][0].update(tree=[]),
    "a scenario of nothing": lambda data: data["plan"]["scenarios"][0].update(tree={}),
    "a scenario of 10**15 months": lambda data: data["plan"]["scenarios"][0]["tree"]["clock"].update(months=10**15),
    "draws of nothing": put("plan.draws", {}),
    "sources null": put("sources", None),
    "notes null": put("plan.notes", None),
    "title NUL": put("plan.shown", "a\0b"),
    "a key of its own": put("own", 1),
    "a key of its own in the plan": put("plan.own", 1),
}
PLAN_FILES: dict[str, Harm] = {
    "a list": bare(PLAN, b"[]"),
    "nested": lambda folder: (folder / PLAN).write_text(NESTED),
    "five million lists": lambda folder: (folder / PLAN).write_text("[" + "[]," * 5_000_000 + "[]]"),
    "a link to /dev/zero": linked(PLAN, "/dev/zero"),
    "a link outside": linked(PLAN, ""),
    "a pipe": replaced(PLAN, os.mkfifo),
    "a socket": replaced(PLAN, bound),
    "a folder": replaced(PLAN, Path.mkdir),
    "a terabyte": replaced(PLAN, sparse),
    "unsealed": lambda folder: (folder / PLAN).write_text((folder / PLAN).read_text().replace("tiny", "tinY")),
}


def _rows() -> dict[str, tuple[str, Harm]]:
    rows: dict[str, tuple[str, Harm]] = {}
    for kind, own in (("run", RUN_SAID), ("sweep", SWEEP_SAID)):
        rows |= {f"{kind}: {name}": (kind, said(change)) for name, change in {**SAID, **own}.items()}
        rows |= {f"{kind}: manifest {name}": (kind, harm) for name, harm in RAW.items()}
        rows |= {f"{kind}: {name}": (kind, harm) for name, harm in FILES.items()}
    rows |= {f"run: {name}": ("run", harm) for name, harm in EVENTS.items()}
    rows |= {f"sweep: {name}": ("sweep", harm) for name, harm in SWEPT.items()}
    for kind in ("unfinished", "shards"):
        rows |= {f"{kind}: plan {name}": (kind, planned(change)) for name, change in PLANS.items()}
        rows |= {f"{kind}: plan {name}": (kind, harm) for name, harm in PLAN_FILES.items()}
    return rows


TABLE = _rows()
