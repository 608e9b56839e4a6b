"""Parquet files of a result folder, looked over by their footers before any number of them is read."""

from collections.abc import Collection, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from twochairs.results.folder import Folder
from twochairs.scenario.wording import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD, WHOLE, DATE = pa.string(), pa.int32(), pa.date32()
_MOST_FOOTER = 16 * 2**20
_MOST_COLUMNS = 3000
_MOST_TOLD = 100_000
"""Bytes of what a column says of itself."""
_END = 8
_WIDTHS = {WORD: 1100, WHOLE: 4, DATE: 4}
_TO_SPARE = 2**16
"""Bytes of a column beside its values: heads of pages, dictionaries, levels."""


@dataclass(frozen=True)
class Declared:
    """What a file of a table has to hold.

    Attributes
    ----------
    index : the first columns with their types
    kind : type of all other columns, or several that they may have; None where there are none
    least, most : rows
    names : of the other columns; any where None
    words : what may stand in a column of words
    """

    index: Mapping[str, pa.DataType]
    kind: pa.DataType | Collection[pa.DataType] | None
    least: int
    most: int
    names: Collection[str] | None = None
    kinds: Mapping[str, Collection[pa.DataType]] | None = None


@contextmanager
def told(folder: Folder, name: str) -> "Iterator[None]":
    """Whatever Arrow says of a file that it cannot read, in words."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError, MemoryError) as error:
        reason = shortened(printable(" ".join(str(error).split()))) or type(error).__name__
        folder.refuse(f"{name} is damaged, or no Parquet file: {reason}")


class Part:
    """One Parquet file, whose footer fits what is declared."""

    def __init__(self, folder: Folder, name: str, declared: Declared) -> None:
        self.folder, self.name, self.declared = folder, name, declared
        self._check_footer()
        words = [column for column, kind in declared.index.items() if kind == WORD]
        with told(folder, name), folder.opened(name) as source, _parquet(source, []) as file:
            self.schema, self._metadata = file.schema_arrow, file.metadata
            self.rows = self._metadata.num_rows
            self._check_sizes(self._metadata)
        self._words = [column for column in words if column in self.schema.names]
        self._check_schema()

    def read(self, columns: list[str] | None = None) -> pa.Table:
        """Some columns, or all; words as dictionaries."""
        with told(self.folder, self.name), self.folder.opened(self.name) as source:
            with _parquet(source, self._words) as file:
                table = file.read(columns=columns)
            if table.num_rows != self.rows:
                raise ValueError(f"it has {table.num_rows:,} rows, and its end says {self.rows:,}")
            return table

    def may_have(self, column: str, wanted: Collection[int]) -> bool:
        """Whether a column of whole numbers may have one of some, going by its ends as the footer has them."""
        place = self.schema.get_field_index(column)
        groups = [self._metadata.row_group(number).column(place) for number in range(self._metadata.num_row_groups)]
        ends = [group.statistics for group in groups if group.is_stats_set and group.statistics.has_min_max]
        return len(ends) < len(groups) or any(end.min <= one <= end.max for end in ends for one in wanted)

    def _check_footer(self) -> None:
        with self.folder.opened(self.name) as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _END))
            end = file.read(_END)
        length = int.from_bytes(end[:4], "little")
        if end[4:] != b"PAR1" or length > min(_MOST_FOOTER, size):
            self.folder.refuse(f"{self.name} is damaged, or no Parquet file: it does not end as one")

    def _check_sizes(self, metadata: Any) -> None:
        least, most = self.declared.least, self.declared.most
        if not least <= self.rows <= most:
            wanted = f"{most:,}" if least == most else f"{least:,} to {most:,}"
            self.folder.refuse(f"{self.name} has {self.rows:,} rows, and should have {wanted}")
        if metadata.num_columns > _MOST_COLUMNS:
            self.folder.refuse(f"{self.name} has {metadata.num_columns:,} columns; {_MOST_COLUMNS:,} are allowed")
        groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
        if sum(group.num_rows for group in groups) != self.rows or len(groups) > 1 + self.rows:
            raise ValueError("its groups of rows are not those of its end")
        for column in range(metadata.num_columns):
            self._check_column([group.column(column) for group in groups])

    def _check_column(self, chunks: list[Any]) -> None:
        unpacked = sum(chunk.total_uncompressed_size for chunk in chunks)
        name = chunks[0].path_in_schema if chunks else ""
        width = _WIDTHS.get(self.declared.index.get(name), 1100 if self._may_be_words(name) else 8)
        if unpacked > self.rows * (width + 8) + _TO_SPARE * len(chunks):
            self.folder.refuse(f"{self.name} would unpack to {unpacked:,} bytes, more than {self.rows:,} rows need")

    def _may_be_words(self, name: str) -> bool:
        kinds = (self.declared.kinds or {}).get(name, ())
        return WORD in kinds

    def _check_schema(self) -> None:
        fields = [self.schema.field(place) for place in range(len(self.schema))]
        names = [field.name for field in fields]
        count = len(self.declared.index)
        if names[:count] != list(self.declared.index) or len(set(names)) < len(names):
            self.folder.refuse(f"{self.name} should begin with the columns {', '.join(self.declared.index)}")
        for field in fields:
            self._check_field(field)
        missing = [name for name in self.declared.names or () if name not in names]
        if missing or (self.declared.names is not None and len(names) > count + len(self.declared.names)):
            extra = [name for name in names[count:] if name not in (self.declared.names or ())]
            what = (
                f"lacks the column {missing[0]}"
                if missing
                else f"has a column {shortened(printable(extra[0]))} of its own"
            )
            self.folder.refuse(f"{self.name} {what}")

    def _check_field(self, field: pa.Field) -> None:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        allowed = self._allowed(field.name)
        if kind not in allowed:
            wanted = " or ".join(map(str, allowed)) or "not there"
            self.folder.refuse(
                f"{self.name} has a column {shortened(printable(field.name))} of {shortened(str(field.type))}; "
                f"it should be {wanted}"
            )
        if sum(map(len, (word for pair in (field.metadata or {}).items() for word in pair))) > _MOST_TOLD:
            self.folder.refuse(f"{self.name} says too much of its column {shortened(printable(field.name))}")

    def _allowed(self, name: str) -> Collection[pa.DataType]:
        if name in self.declared.index:
            return (self.declared.index[name],)
        if self.declared.kinds is not None and name in self.declared.kinds:
            return self.declared.kinds[name]
        kind = self.declared.kind
        return () if kind is None else (kind,) if isinstance(kind, pa.DataType) else kind


def _parquet(source: BinaryIO, words: list[str]) -> pq.ParquetFile:
    """The file behind a handle, for Arrow's own threads: one that calls Python as the process ends aborts it."""
    return pq.ParquetFile(
        pa.OSFile(f"/dev/fd/{source.fileno()}"),
        read_dictionary=words,
        page_checksum_verification=True,
        thrift_string_size_limit=_MOST_FOOTER,
        thrift_container_size_limit=1_000_000,
    )


def places(part: Part, table: pa.Table, column: str, known: list[str]) -> np.ndarray:
    """Where each word of a column stands among those that are known, as int64; another word is refused."""
    with told(part.folder, part.name):
        chunks = [
            chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode() for chunk in table[column].chunks
        ]
        if any(chunk.null_count for chunk in chunks):
            raise ValueError(f"the column {column} has an empty place")
        place = {word: number for number, word in enumerate(known)}
        found = []
        for chunk in chunks:
            words = chunk.dictionary.to_pylist()
            strange = [word for word in words if word not in place]
            if strange:
                part.folder.refuse(
                    f"{part.name} names {shortened(printable(repr(strange[0])))}, which is no {column} of it"
                )
            found.append(np.array([place[word] for word in words], dtype=np.int64)[chunk.indices.to_numpy()])
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def numbers(part: Part, table: pa.Table, column: str, finite: bool) -> np.ndarray:
    """A column of numbers; NaN for what is empty, which is refused where all must be finite."""
    values = table[column].to_numpy()
    if finite and not np.isfinite(values.astype(float)).all():
        part.folder.refuse(f"{part.name} has a {shortened(printable(column))} that is no finite number")
    if not finite and np.isinf(values.astype(float)).any():
        part.folder.refuse(f"{part.name} has a {shortened(printable(column))} that is infinite")
    return np.asarray(values)


def whole(part: Part, table: pa.Table, column: str, most: int) -> np.ndarray:
    """A column of numbers from 0 to below `most`, none empty."""
    values = table[column]
    if values.null_count:
        part.folder.refuse(f"{part.name} has an empty {column}")
    found = np.asarray(values.to_numpy())
    if len(found) and not (found.min() >= 0 and found.max() < most):
        part.folder.refuse(f"{part.name} has a {column} that is not from 0 to {most - 1:,}")
    return found
