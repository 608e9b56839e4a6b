"""The page: one HTML file with some scenarios and the model that runs them, which asks for nothing."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from twochairs.dashboard.files import HEAD, together, without_head
from twochairs.dashboard.given import Given, given
from twochairs.dashboard.spread import numbered as spread_numbered
from twochairs.dashboard.spread import parts_of
from twochairs.dashboard.stands import numbered, texts_of
from twochairs.errors import NotPossible
from twochairs.figures.style import POLL
from twochairs.map.colour import colour, ink
from twochairs.page.model import REPLICATES, SEED
from twochairs.reports.page import data, moving, policy_hash, sheet, tool
from twochairs.reports.shown import escaped
from twochairs.scenario.load import Scenario
from twochairs.version import __version__

MOST_BYTES = 5_000_000
"""A page that is larger is refused."""
ANSWERS = {"ally": "ally", "partner": "necessary partner", "rival": "rival", "adversary": "adversary"}
_FOLDER = Path(__file__).parent
_FIRST = ("address", "idle", "pins", "keep", "pictures", "panels", "response", "stands")
_PARTS = (*_FIRST, "levers", "film", "shown", "board")

Progress = Callable[[int, int], None]


def html(scenarios: Mapping[str, Scenario], progress: Progress = lambda done, total: None) -> str:
    """The page of some scenarios: the same scenarios give the same page, byte for byte.

    Parameters
    ----------
    scenarios : by the key that the page's address has of each; the first is shown at first
    progress : called with (scenarios done, scenarios in all)

    Raises
    ------
    NotPossible : where the page would be too large to be sent around, or a scenario cannot run in a page
    NotFinite : where a number of a world stops being finite
    """
    made: dict[str, Given] = {}
    for key, scenario in scenarios.items():
        made[key] = given(scenario)
        progress(len(made), len(scenarios))
    text = _rendered(made, [without_head(scenario) for scenario in scenarios.values()])
    size = len(text.encode())
    if size > MOST_BYTES:
        raise NotPossible(
            f"the page would have {size / 1e6:.1f} MB, and {MOST_BYTES / 1e6:.0f} MB is the most that is sent around\n"
            "  hint: name fewer scenarios"
        )
    return text


def _rendered(made: Mapping[str, Given], texts: list[str]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"hash": policy_hash, "data": data, "model_data": _model_data}
    maps = list(dict.fromkeys(one.map for one in made.values()))
    lines, stretches = together(texts)
    behind = texts_of(one.words["behind"] for one in made.values())
    drawn = parts_of(one.words["spread"] for one in made.values())
    own = "".join(_text(f"{name}.js") for name in _PARTS)
    [script] = {one.model.script for one in made.values()}
    return environment.get_template("page.html.j2").render(
        title=next(iter(made.values())).words["title"],
        version=__version__,
        made={
            key: {
                "data": one.model.data,
                "words": {
                    **one.words,
                    "behind": numbered(one.words["behind"], behind),
                    "spread": spread_numbered(one.words["spread"], drawn),
                    "map": maps.index(one.map),
                    "lines": place,
                },
            }
            for (key, one), place in zip(made.items(), stretches, strict=True)
        },
        maps=maps,
        shared=_shared(lines) | {"behind": behind, "drawn": drawn},
        style=sheet() + _text("page.css"),
        scripts=[tool(), moving(script, own)],
    )


def _shared(lines: list[str]) -> dict[str, Any]:
    """What all scenarios of a page have in common."""
    shades = [colour(place / 100.0) for place in range(-100, 101)]
    return {
        "lines": lines,
        "head": HEAD,
        "replicates": REPLICATES,
        "seed": SEED,
        "shades": shades,
        "inks": {shade: ink(shade) for shade in shades},
        "answers": {key: {"name": name, "colour": POLL[key][0]} for key, name in ANSWERS.items()},
    }


def _model_data(text: str) -> Any:
    from markupsafe import Markup

    return Markup(escaped(text))


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
