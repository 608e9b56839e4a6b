"""Sections to one HTML page, all text from files escaped, under a policy that lets nothing in and nothing out."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from twochairs.reports.parts import Film, Screen, Section, Table, Workbench
from twochairs.reports.readout import caption, table
from twochairs.reports.shown import coded, escaped
from twochairs.reports.vector import Looks

_FOLDER = Path(__file__).parent
_LEVERS = ("words", "plot", "chart", "runs", "slide", "tables")
_FIGURE = re.compile(r"[−+-]?[\d,]*\.?\d+(e[+-]?\d+)?( ± [\d.]+)?( %)?\Z")
_ONWARDS = {"L", "EN", "ES", "ET", "CS", "NSM", "BN", "B", "S", "WS", "ON", ""}
"""Classes of what is written from left to right, or as what stands around it."""
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def page(
    title: str,
    names: list[str],
    version: str,
    sections: list[Section],
    looks: Looks,
    screen: Screen | None = None,
) -> str:
    """The whole page.

    Parameters
    ----------
    title : of the page
    names : of the results it is made from
    version : of what made it
    looks : of its figures
    screen : what it begins with, if there is something
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=lambda value: coded(value) if type(value) is str else value,  # not what is markup already
    )
    environment.filters |= {
        "hash": policy_hash,
        "panels": _panels,
        "like": _like,
        "numbers": table,
        "caption": caption,
        "film_data": _film_data,
        "model_data": _model_data,
        "data": data,
    }
    environment.tests |= {
        "table": lambda part: isinstance(part, Table),
        "film": lambda part: isinstance(part, Film),
        "workbench": lambda part: isinstance(part, Workbench),
        "figure": lambda cell: bool(_FIGURE.match(cell)),
        "turned": turned,
    }
    return environment.get_template("page.html.j2").render(
        title=title,
        names=names,
        version=version,
        sections=sections,
        groups=_groups(sections),
        screen=screen,
        hatches=looks.hatches(),
        style=sheet() + looks.sheet(),
        scripts=[tool(), *_models(sections)],
    )


def turned(text: str) -> bool:
    """Whether a text has what is written from right to left: others need no word on their direction."""
    return any(bidirectional(one) not in _ONWARDS for one in text)


def _groups(sections: list[Section]) -> list[list[Section]]:
    """Each section of level 2 with those of level 3 that follow."""
    groups: list[list[Section]] = []
    for section in sections:
        if section.level == 2 or not groups:
            groups.append([])
        groups[-1].append(section)
    return groups


def _models(sections: list[Section]) -> list[str]:
    """The script of the model that is in a page, with what moves its levers, if there is one."""
    found = [part.script for section in sections for part in section.parts if isinstance(part, Workbench)]
    return [moving(script, _text("lever.js")) for script in found]


def moving(model: str, own: str) -> str:
    """One script of a model and of what moves its levers.

    Parameters
    ----------
    model : that runs, as `page.model` has it
    own : what is the page's own, after what pages share
    """
    shared = "".join(_text(f"lever_{name}.js") for name in _LEVERS)
    return f'{model}(() => {{\n"use strict";\n{shared}{own}}})();\n'


def sheet() -> str:
    """The style sheet that pages share."""
    return _text("page.css")


def tool() -> str:
    """The script that reads values and plays maps, which pages share."""
    return _text("page.js")


def _model_data(of: Workbench) -> Any:
    from markupsafe import Markup

    return Markup(escaped(of.data))


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def policy_hash(text: str) -> str:
    """What a content security policy calls an inline style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def data(value: Any) -> Any:
    """JSON that ends no script element and opens none."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(escaped(text).translate(_UNSAFE))


def _panels(panels: list[dict[str, Any]]) -> Any:
    """Panels without the names of their places where those are the same as of the panel before."""
    befores = [None, *(panel["places"] for panel in panels)]
    pairs = zip(panels, befores, strict=False)
    return data([panel if panel["places"] != before else {**panel, "places": None} for panel, before in pairs])


def _like(panels: list[dict[str, Any]], broad: list[dict[str, Any]]) -> Any:
    """Panels of a narrow figure, without the places and numbers that those of the broad one have."""
    shared = ("places", "numbers")
    pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]] = zip_longest(panels, broad[: len(panels)], fillvalue={})
    return data([{**one, **{name: None for name in shared if one[name] == other.get(name)}} for one, other in pairs])


def _film_data(film: Film) -> Any:
    told = ("months", "names", "values", "colours", "inks", "happens")
    return data({name: getattr(film, name) for name in told})
