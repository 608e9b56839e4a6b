"""A result folder opened: pandas tables and labelled arrays under the names of the scenario file."""

import json
from functools import cached_property
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import NoResult, NotPossible
from sim.statistics.kinds import NUMBER
from sim.statistics.sample import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import xarray as xr

    from sim.output.picture import Picture


def kind_of(folder: Path) -> str:
    """What a folder holds: "run", "sweep", "unfinished sweep" (a plan without a manifest), or "" for nothing known."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return "unfinished sweep" if (folder / "plan.json").is_file() else ""
    except (OSError, ValueError):
        return ""
    return str(manifest.get("kind", "run")) if isinstance(manifest, dict) else ""


class Result:
    """What a run left behind.

    Examples
    --------
    >>> result = sim.open("results/serbia-2022-1a2b3c4d5e")          # doctest: +SKIP
    >>> result.series("alignment").sel(country="SRB").median("replicate")   # doctest: +SKIP
    """

    complete = True
    """Whether everything that was asked for is there."""

    again = "`twochairs run SCENARIO` makes one"
    """What helps where a file is missing or damaged."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise NoResult(self.folder, "there is no such folder")
        try:
            self.manifest: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        except (OSError, ValueError):
            raise NoResult(self.folder, "it has no readable manifest.json") from None
        missing = [name for name in self.manifest.get("files", {}) if not (self.folder / name).is_file()]
        if missing:
            raise NoResult(self.folder, f"{missing[0]} is missing", self.again)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        from sim.output.display import of_run

        return of_run(self)

    def figures(self, kind: str, countries: "Sequence[str] | None" = None) -> "list[Picture]":
        """Figures of a kind, as `twochairs plot --only KIND` draws them; a notebook shows each.

        Parameters
        ----------
        kind : such as "why"; a wrong one is told with those that there are
        countries : keys of those that are shown; by default all, or the one the scenario is about

        Raises
        ------
        NotPossible : where the kind or a country is not known, or the kind does not fit
        """
        from sim.output.picture import pictures

        return pictures(self, kind, countries)

    def figure(self, kind: str, country: str | None = None) -> "Picture":
        """The first figure of a kind, of one country where it is given; raises as `figures`."""
        return self.figures(kind, None if country is None else [country])[0]

    def compared(self, other: "Result", country: str | None = None) -> "Picture":
        """The figure of a country's alignment here and in another result, with the paired difference.

        Raises
        ------
        NotPossible : where the runs do not share their chance, or the country is not in both
        """
        from sim.output.picture import compared

        return compared(self, other, country)

    @property
    def title(self) -> str:
        """The scenario's title."""
        return str(self.manifest["title"])

    def label(self, dim: str, key: str) -> str:
        """The name shown for an agent: Serbia for SRB."""
        return str(self.manifest["labels"].get(dim, {}).get(key, key))

    @property
    def ties(self) -> dict[str, dict[str, float]]:
        """State to its ties with others, in [0, 1]; empty for results of earlier versions."""
        return dict(self.manifest.get("ties", {}))

    def damaged(self) -> list[str]:
        """Files whose content is not what was written."""
        return [
            name
            for name, checksum in self.manifest["files"].items()
            if sha256((self.folder / name).read_bytes()).hexdigest() != checksum
        ]

    @cached_property
    def _where(self) -> dict[str, str]:
        """Quantity to the table it stands in."""
        where: dict[str, str] = {}
        for path in sorted((self.folder / "series").iterdir()):
            for field in self._schema(path.name):
                if field.metadata:
                    where[field.name] = path.name
        return where

    def _schema(self, table: str) -> pa.Schema:
        return pq.read_schema(next(iter(sorted((self.folder / "series" / table).glob("*.parquet")))))

    @property
    def quantities(self) -> list[str]:
        """Every quantity that was kept."""
        return list(self._where)

    def unit(self, quantity: str) -> str:
        """Unit of a quantity, as an axis shows it."""
        return self._metadata(quantity)[b"unit"].decode()

    def meaning(self, quantity: str) -> str:
        """Meaning of a quantity, in words."""
        return self._metadata(quantity)[b"meaning"].decode()

    def _metadata(self, quantity: str) -> dict[bytes, bytes]:
        return dict(self._schema(self._where[quantity]).field(quantity).metadata)

    def table(self, name: str, columns: list[str] | None = None) -> "pd.DataFrame":
        """A table of `series/` as pandas: replicate, month, agents, quantities."""
        parts = sorted((self.folder / "series" / name).glob("*.parquet"))
        if not parts:
            raise NoResult(self.folder, f"it has no table {name!r}")
        frame = pa.concat_tables([pq.read_table(part, columns=columns) for part in parts]).to_pandas()
        return self._dated(frame)

    @staticmethod
    def _dated(frame: "pd.DataFrame") -> "pd.DataFrame":
        import pandas as pd

        frame["month"] = pd.to_datetime(frame["month"])
        return frame

    def series(self, quantity: str) -> "xr.DataArray":
        """A quantity as an array with dimensions (replicate, month, agents...)."""
        import xarray as xr

        table = self._where[quantity]
        agents = [f.name for f in self._schema(table) if not f.metadata and f.name not in ("replicate", "month")]
        frame = self.table(table, ["replicate", "month", *agents, quantity])
        index = ["replicate", "month", *agents]
        array: xr.DataArray = frame.set_index(index)[quantity].to_xarray()
        array.attrs = {"unit": self.unit(quantity), "meaning": self.meaning(quantity)}
        return array

    def dataset(self) -> "xr.Dataset":
        """Every quantity, as one labelled data set."""
        import xarray as xr

        return xr.Dataset({quantity: self.series(quantity) for quantity in self.quantities})

    @cached_property
    def runs(self) -> "pd.DataFrame":
        """One row a run: point, replicate, draw where there are draws, outcomes."""
        parts = sorted((self.folder / "runs").glob("*.parquet"))
        return pa.concat_tables([pq.read_table(part) for part in parts]).to_pandas()

    @cached_property
    def scenario(self) -> dict[str, Any]:
        """The resolved scenario that was run, or the first of several, as plain data under the names of the file.

        Raises
        ------
        InvalidInput : where the folder's scenario.yaml is no scenario
        """
        return self._scenario_in("scenario.yaml")

    @cached_property
    def scenarios(self) -> dict[str, dict[str, Any]]:
        """Name in the experiment to the data of each scenario, the name "" where there is one; raises as `scenario`."""
        named = self.manifest.get("scenarios") or {"scenario.yaml": ""}
        return {str(name): self._scenario_in(str(file)) for file, name in named.items()}

    def _scenario_in(self, file: str) -> dict[str, Any]:
        from sim.scenario.read import read_file
        from sim.scenario.tree import plain

        path = self.folder / file
        data = plain(read_file(path, str(path)))
        return data if isinstance(data, dict) else {}

    @cached_property
    def sources(self) -> "pd.DataFrame":
        """One row a value of the scenario that has a source: key, kind, source."""
        import pandas as pd

        text = (self.folder / "sources.csv").read_text("utf-8")
        return pd.read_csv(StringIO(text or "key,kind,source\n"), keep_default_na=False, dtype=str)

    def kind(self, outcome: str) -> str:
        """What an outcome is, of sim.statistics.kinds; a number where an earlier version did not say."""
        field = self._runs_schema.field(outcome)
        return str((field.metadata or {}).get(b"kind", NUMBER.encode()).decode())

    @cached_property
    def _runs_schema(self) -> pa.Schema:
        return pq.read_schema(next(iter(sorted((self.folder / "runs").glob("*.parquet")))))

    def draw_of(self, replicates: "np.ndarray | Sequence[int]") -> Drawn | None:
        """The draw of the rules' constants of each of some replicates; None where nothing is drawn."""
        if not self.drawn:
            return None
        drawn = self.manifest["parameters"]
        return Drawn(np.asarray(replicates) % int(drawn["draws"]), int(drawn.get("rows", 0)))

    @property
    def drawn(self) -> bool:
        """Whether its runs are spread over draws of the rules' constants; then `runs` has a column draw."""
        return "parameters" in self.manifest

    @cached_property
    def parameters(self) -> "pd.DataFrame":
        """One row a draw of the rules' constants: draw, and each parameter that was drawn.

        Raises
        ------
        NotPossible : where every run has the scenario's own constants
        """
        import pandas as pd

        if not self.drawn:
            raise NotPossible(
                f"{self.folder} has no draws: every run has the scenario's own constants\n"
                "  hint: `--parameters posterior` draws them"
            )
        return pd.read_csv(StringIO(self._draws_csv()))

    def _draws_csv(self) -> str:
        return (self.folder / "parameters.csv").read_text("utf-8")

    @cached_property
    def events(self) -> "pd.DataFrame":
        """What happened in each run."""
        return self._dated(pq.read_table(self.folder / "events.parquet").to_pandas())

    @cached_property
    def summary(self) -> "pd.DataFrame":
        """Outcomes with their Monte-Carlo errors."""
        import pandas as pd

        return pd.read_csv(self.folder / "summary.csv")
