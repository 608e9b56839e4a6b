"""A result as a netCDF file with CF's words for units, names and time, which every tool of the field reads."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.errors import NotPossible
from twochairs.results.whole import written
from twochairs.version import __version__

if TYPE_CHECKING:
    import xarray as xr

    from twochairs.results.result import Result

MOST_BYTES = 2**32 - 4
"""The largest variable that the format holds."""
_TIME = {"units": "days since 2000-01-01", "calendar": "proleptic_gregorian", "dtype": "int32"}


def write(result: "Result", path: Path) -> Path:
    """Write every series and outcome of a result, whole or not at all.

    The format is netCDF 3 with 64-bit offsets, which needs no library but SciPy; a name that it does not allow is
    written as outcome_N, and every outcome's text is in its attribute `outcome`.

    Parameters
    ----------
    path : of the file; one that is there is replaced

    Returns
    -------
    the path

    Raises
    ------
    NotPossible : where a variable is larger than the format allows
    CannotWrite : where the disk does not take it
    """
    data = described(result)
    for name, variable in data.variables.items():
        if variable.nbytes > MOST_BYTES:
            raise NotPossible(
                f"{name} has {variable.nbytes / 1e9:.1f} GB, and a netCDF file holds 4 GB of a variable\n"
                "  hint: result.dataset() has it in memory; select a part, and write that"
            )
    return written(path, lambda partial: data.to_netcdf(partial, engine="scipy", format="NETCDF3_64BIT"))


def described(result: "Result") -> "xr.Dataset":
    """The data set of a result with attributes and names of CF and netCDF; what is of no agent is left out."""
    import xarray as xr

    data = result.dataset()
    data = data.drop_vars([name for name, variable in data.variables.items() if not variable.size])
    named = {str(name): _allowed(str(name), number) for number, name in enumerate(data.data_vars)}
    for name, variable in data.variables.items():
        variable.attrs = _attributes(variable.attrs)
        if name in getattr(result, "outcomes", {}):
            variable.attrs["outcome"] = str(name)
    if "month" in data.variables:
        data["month"].attrs |= {"standard_name": "time", "axis": "T"}
        data["month"].encoding = dict(_TIME)
    renamed: xr.Dataset = data.rename({name: other for name, other in named.items() if name != other})
    renamed.attrs = {
        "Conventions": "CF-1.11",
        "title": result.title,
        "source": f"twochairs {__version__}",
        **{key: str(result.manifest[key]) for key in ("name", "scenario_hash", "seed") if key in result.manifest},
    }
    return renamed


def _attributes(said: dict[Any, Any]) -> dict[str, Any]:
    """Attributes as CF calls them: units and long_name."""
    other = {"unit": "units", "meaning": "long_name"}
    return {other.get(str(key), str(key)): str(value) for key, value in said.items() if value is not None}


def _allowed(name: str, number: int) -> str:
    """A name that netCDF allows."""
    sound = (name[0].isalnum() or name[0] == "_") and "/" not in name and name.isprintable() and name == name.strip()
    return name if sound else f"outcome_{number}"
