"""Which version of the rules made a result."""

import tokenize
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import sim

COUNTED = ("rules/*.py", "world/phases/*.py", "world/month.py", "engine/chance.py", "engine/program.py")
"""Files of the package whose code decides the numbers of a run."""

_KEPT = (tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING)


@lru_cache(1)
def code_hash() -> str:
    """SHA-256 of the statements that decide numbers; comments, docstrings and layout do not count."""
    package = Path(sim.__file__).parent
    paths = [path for pattern in COUNTED for path in sorted(package.glob(pattern))]
    return sha256("\n".join(_statements(path) for path in paths).encode()).hexdigest()


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
