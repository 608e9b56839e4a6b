"""Which version of the code made a result: of everything its numbers pass through, and of what is compiled alone."""

import re
import tokenize
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
ENTRIES = ("twochairs.sweeps.work", "twochairs.sweeps.runner", "twochairs.sweeps.running")
"""Where numbers that are stored are made: chunks of runs, and their packing."""
COMPILED = ("rules/*.py", "world/phases/*.py", "world/month.py", "engine/chance.py", "engine/program.py")
"""Files of the package whose functions are compiled into a month."""

_KEPT = (tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING)
_IMPORT = re.compile(
    rf"^([ \t]*)(?:import ({PACKAGE.name}[\w.]*)|from ({PACKAGE.name}[\w.]*) import (\([^)]*\)|[^\n]*))", re.MULTILINE
)
_FOR_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:[ \t].*\n|\n)*", re.MULTILINE)


@lru_cache(1)
def code_hash() -> str:
    """SHA-256 of all that the numbers of a result pass through, so of what decides whether one is there already."""
    return fingerprint(*ENTRIES)


@lru_cache
def fingerprint(*entries: str) -> str:
    """SHA-256 of the modules that some modules reach by their imports, and of the data files these name.

    Whole texts count, comments too: what is missed would be a wrong number, what is counted in vain is one more run.
    Ends of lines do not, so that a checkout and an installed package are the same.

    Parameters
    ----------
    entries : names of modules, such as "twochairs.sweeps.work"
    """
    counted = reached(*entries)
    digest = sha256()
    for path in sorted([*counted, *_data(counted)]):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def reached(*entries: str) -> set[Path]:
    """Files of the modules that some modules reach by their imports, those inside functions included.

    Of a package that is merely on the way to a module, what its `__init__` imports at its top is reached: no more of
    it runs. Of one that is imported for itself, every module is.
    """
    found: dict[Path, bool] = {}
    waiting = [(name, True) for name in entries]
    while waiting:
        name, whole = waiting.pop()
        path = _modules().get(name)
        if path is None or found.get(path, -1) >= whole:
            continue
        found[path] = whole
        waiting += [(above, False) for above in _above(name)]
        waiting += _imported(path, whole)
        if whole and path.name == "__init__.py":
            waiting += [(f"{name}.{one.stem}", True) for one in path.parent.glob("*.py") if one != path]
    return set(found)


def _imported(path: Path, whole: bool) -> Iterator[tuple[str, bool]]:
    """Names of the modules a file imports; without `whole`, those that it imports at its top."""
    for indent, module, package, names in _IMPORT.findall(_FOR_TYPES.sub("", path.read_text("utf-8"))):
        if indent and not whole:
            continue
        inside = [f"{package}.{name}" for name in re.findall(r"\w+", names) if f"{package}.{name}" in _modules()]
        yield from ((one, True) for one in inside or [module or package])


@lru_cache(1)
def _modules() -> dict[str, Path]:
    """Every module of the package by name."""
    paths = {path: path.relative_to(PACKAGE.parent).with_suffix("").parts for path in PACKAGE.rglob("*.py")}
    return {".".join(parts).removesuffix(".__init__"): path for path, parts in paths.items()}


def _above(module: str) -> list[str]:
    parts = module.split(".")[:-1]
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


def _data(counted: set[Path]) -> set[Path]:
    """Files that lie beside the modules and that one of them names."""
    text = "\n".join(path.read_text("utf-8") for path in counted)
    beside = {path for folder in {one.parent for one in counted} for path in folder.iterdir() if path.is_file()}
    return {path for path in beside if not path.suffix.startswith(".py") and path.name in text}


@lru_cache(1)
def compiled_hash() -> str:
    """SHA-256 of the statements that are compiled into a month; comments, docstrings and layout do not count.

    Whatever else is edited, nothing has to be compiled anew.
    """
    paths = [path for pattern in COMPILED for path in sorted(PACKAGE.glob(pattern))]
    return sha256("\n".join(_statements(path) for path in paths).encode()).hexdigest()


@lru_cache(1)
def chance_hash() -> str:
    """SHA-256 of the statements that draw chance: runs of one seed share it where this is the same."""
    return sha256(_statements(PACKAGE / "engine" / "chance.py").encode()).hexdigest()


def _statements(path: Path) -> str:
    """Tokens of a file but for comments, docstrings and layout; the same in every version of Python."""
    kept: list[str] = []
    begins = True
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type in (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING):
                continue
            docstring = begins and token.type == tokenize.STRING
            if token.type in _KEPT and not docstring and token.string:
                kept.append(token.string)
            begins = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    return " ".join(kept)
