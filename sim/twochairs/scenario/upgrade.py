"""Files of format 1, of scenarios and of experiments, rewritten in format 2.

What has another name is renamed where it stands, comments and all. What has no counterpart is left out and told: the
pulls of the first version were divided by weights and those of the second are not, so their values mean another thing.
"""

import re
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from twochairs.scenario.schema import FORMAT

_RENAMED = {
    "public_weight": "w_public",
    "partner_scale": "w_partner",
    "peer_weight": "w_peer",
    "commitment_weight": "w_commit",
    "middle_weight": "w_middle",
    "act_temperature": "act_width",
}
"""Constants that mean the same under another name."""
_GONE = {
    "stake_weight": "b_energy, b_aid, b_pressure and b_energy_sanctions",
    "accession_weight": "b_accession_offer",
    "patronage_weight": "b_patronage",
    "arms_weight": "b_arms",
    "threat_weight": "b_threat",
    "security_weight": "b_guarantee",
    "street_weight": "b_street",
}
"""Constants whose values do not carry over, and those in their places, which are in units of alignment."""
_DIFFICULTIES = ("easy_difficulty", "hard_difficulty")
_QUANTITIES = {"ideal": "course", "partner_ideal": "partner_course"}
_QUANTITY = re.compile(r"\b(partner_ideal|ideal)(?=\[)")
_PATH = re.compile(r"\bgovernment\.(partner\.)?ideal\b")


def upgraded(text: str) -> tuple[str, list[str]]:
    """The text of a file in the present format, and what was left out of it.

    Raises
    ------
    ValueError : where it is no mapping that says `twochairs: 1`
    """
    yaml = YAML()
    yaml.width = 10_000
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    whole = yaml.load(text)
    version = whole.get("twochairs") if isinstance(whole, CommentedMap) else None
    if version == FORMAT:
        return text, []
    if version != 1:
        raise ValueError("it does not say `twochairs: 1`")
    told: list[str] = []
    whole["twochairs"] = FORMAT
    _of_scenario(whole, told)
    _everywhere(whole)
    out = StringIO()
    yaml.dump(whole, out)
    return out.getvalue(), told


def _of_scenario(whole: CommentedMap, told: list[str]) -> None:
    for country in _maps(whole.get("countries")):
        government = country.get("government")
        if isinstance(government, CommentedMap):
            _of_government(government)
    parameters = whole.get("parameters")
    for section in (parameters, whole.get("overrides"), whole.get("factors"), whole.get("set")):
        if isinstance(section, CommentedMap):
            _of_constants(section, told)
    _of_declarations(whole)
    solved = whole.get("solved")
    if isinstance(solved, CommentedMap):
        solved.pop("ideal", None)  # what was solved for is now left over: unexplained
    switches = whole.get("switches")
    if isinstance(switches, CommentedMap) and "stakes" in switches:
        on = switches["stakes"]
        _renamed(switches, "stakes", "energy")
        switches["aid"] = on


def _of_government(government: CommentedMap) -> None:
    for one in (government, government.get("partner")):
        if isinstance(one, CommentedMap) and "ideal" in one:
            if one["ideal"] == "solve":
                del one["ideal"]
            else:
                _renamed(one, "ideal", "course")


def _of_constants(section: CommentedMap, told: list[str]) -> None:
    """Rename and leave out constants of a mapping whose keys are their names or their dotted paths."""
    for key in list(section):
        name = str(key).removeprefix("parameters.")
        dotted = str(key)[: len(str(key)) - len(name)]
        if name in _RENAMED:
            _renamed(section, key, dotted + _RENAMED[name])
        elif name in _GONE and (dotted or key in _GONE):
            told.append(f"{key} is left out; in its place are {_GONE[name]}, in units of alignment")
            del section[key]
        elif str(key) in {f"declarations.{one}" for one in _DIFFICULTIES}:
            _renamed(section, key, str(key).replace("declarations", "parameters"))


def _of_declarations(whole: CommentedMap) -> None:
    """Difficulties of declarations are constants of the rules."""
    declarations = whole.get("declarations")
    if not isinstance(declarations, CommentedMap):
        return
    moved = {name: declarations.pop(name) for name in _DIFFICULTIES if name in declarations}
    if moved:
        whole.setdefault("parameters", CommentedMap()).update(moved)


def _everywhere(node: Any) -> None:
    """Paths and names of quantities, in keys and in texts."""
    if isinstance(node, CommentedMap):
        for key in list(node):
            if isinstance(key, str) and _spelt(key) != key:
                _renamed(node, key, _spelt(key))
        for key, value in node.items():
            node[key] = _in_place(value)
    elif isinstance(node, CommentedSeq):
        for place, value in enumerate(node):
            node[place] = _in_place(value)


def _in_place(value: Any) -> Any:
    if isinstance(value, CommentedMap | CommentedSeq):
        _everywhere(value)
        return value
    if isinstance(value, str) and _spelt(str(value)) != value:
        return type(value)(_spelt(str(value)))
    return value


def _spelt(text: str) -> str:
    text = _PATH.sub(lambda found: f"government.{found[1] or ''}course", text)
    return _QUANTITY.sub(lambda found: _QUANTITIES[found[1]], text)


def _renamed(node: CommentedMap, key: Any, to: str) -> None:
    """Another name for a key, in its place and with its comments."""
    place = list(node).index(key)
    value, comment = node[key], node.ca.items.pop(key, None)
    del node[key]
    node.insert(place, to, value)
    if comment is not None:
        node.ca.items[to] = comment


def _maps(section: Any) -> list[CommentedMap]:
    return [one for one in section.values() if isinstance(one, CommentedMap)] if isinstance(section, dict) else []
