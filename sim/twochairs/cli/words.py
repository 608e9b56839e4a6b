"""What is said of a command or an option that there is not: the nearest one by meaning or by its letters, or all."""

from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup

_MEANT = {
    "run": ("simulate", "sim", "start", "execute", "exec", "ensemble", "model", "go"),
    "validate": ("check", "lint", "test", "parse"),
    "explain": ("glossary", "define", "describe", "values", "parameters", "source", "lookup", "what"),
    "diff": ("delta", "changes"),
    "plot": ("draw", "figures", "figure", "graph", "chart", "picture", "pictures", "map", "visualize", "visualise"),
    "why": ("attribution", "attribute", "cause", "causes", "because", "decompose"),
    "report": ("html", "page", "publish", "summary", "summarize", "summarise"),
    "card": ("slide", "poster"),
    "dashboard": ("ui", "gui", "app", "serve", "levers", "web", "interactive"),
    "compare": ("contrast", "difference", "versus", "vs", "paired"),
    "export": ("csv", "excel", "stata", "netcdf", "save", "convert", "download"),
    "sweep": ("experiment", "batch", "grid", "scan", "design", "vary"),
    "status": ("list", "ls", "results", "progress", "jobs"),
    "verify": ("checksum", "integrity", "audit"),
    "init": ("new", "create", "copy", "example", "scaffold"),
    "replay": ("rerun", "reproduce", "repeat", "trace"),
    "calibrate": ("fit", "learn", "estimate", "infer", "posterior"),
    "hindcast": ("backtest", "score", "evaluate", "skill"),
    "forecast": ("predict", "projection", "register"),
    "sensitivity": ("sobol", "morris", "screen"),
    "discover": ("prim", "boxes", "cart"),
    "game": ("equilibrium", "equilibria", "nash", "payoffs"),
    "robust": ("optimize", "optimise", "regret", "policy", "search"),
    "upgrade": ("migrate", "update"),
    "order": ("month", "schedule", "steps"),
    "data": ("observed", "tables", "datasets"),
}
"""A command to words of other tools, or of its task, that a user may try for it."""
_MOST = 3
_LEAST = 2
"""Letters that an option must begin alike by."""


class Verbs(TyperGroup):
    """Commands; one that there is not is told with the one that is likeliest meant, or with all."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is asked for; fails with exit code 2 where there is none."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            ctx.fail(no_such_command(args[0], known))
        return super().resolve_command(ctx, args)


class Verb(TyperCommand):
    """A command; an option that it does not have is told with those that begin like it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what is given; fails with exit code 2."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            asked = getattr(error, "option_name", "")
            if type(error).__name__ == "NoSuchOption" and asked.startswith("--"):
                options = [name for one in self.get_params(ctx) for name in (*one.opts, *one.secondary_opts)]
                ctx.fail(no_such_option(asked, options))
            raise


def no_such_command(name: str, known: Sequence[str]) -> str:
    """What is said of a command that there is not.

    Parameters
    ----------
    known : those that there are, in the order of the help
    """
    word = name.casefold()
    by_meaning = [verb for verb, words in _MEANT.items() if verb in known and word in words]
    near = by_meaning or get_close_matches(word, known, n=1)
    told = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return f"No such command {name!r}; {told}"


def _begin_alike(one: str, other: str) -> int:
    """How many letters two words begin alike by."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def no_such_option(name: str, options: Sequence[str]) -> str:
    """What is said of an option that there is not: those that begin like it, the most alike first, else any like it."""
    long = [one for one in options if one.startswith("--")]

    def alike(one: str) -> tuple[int, float]:
        return _begin_alike(one, name), SequenceMatcher(None, one, name).ratio()

    begin = [one for one in sorted(long, key=alike, reverse=True) if alike(one)[0] >= len("--") + _LEAST]
    longest = [one for one in begin if alike(one)[0] == alike(begin[0])[0]]
    near = longest[:_MOST] or get_close_matches(name, long, n=_MOST)
    guess = f"did you mean {' or '.join(near)}?" if near else "-h lists those that there are"
    return f"No such option {name}; {guess}"
