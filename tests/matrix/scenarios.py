"""Sound scenarios, each at an edge of what a scenario may be: without something, with one of it, with very many."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

Tree = dict[str, Any]

MARKUP = "<script>alert(1)</script> & $x_{ \\n %s {0} _under"
OTHER_SCRIPTS = {
    "AAA": "Србија и Косово",
    "BBB": "القدس والجزيرة",
    "CCC": "中华人民共和国",
    "DDD": "日本 🐟🇷🇸",
}


def whole() -> Tree:
    """Two poles, four states, and one of everything else."""
    return {
        "twochairs": 2,
        "title": "Whole",
        "description": "A small case with one of everything.",
        "clock": {"start": "2020-01", "months": 18},
        "poles": {"WWW": {"name": "Westland", "position": 1}, "EEE": {"name": "Eastland", "position": -1}},
        "countries": {
            "AAA": {
                "name": "Alland",
                "alignment": 0.1,
                "gdp": 50,
                "hedging": 1.0,
                "government": {
                    "challenger": 0.6,
                    "partner": {"name": "Farmers", "course": -0.5, "weight": 0.2},
                    "elections": ["2020-09"],
                },
                "publics": {
                    "town": {"share": 0.6, "favourability": {"WWW": 0.3, "EEE": -0.1}},
                    "land": {"share": 0.4, "kin": "BBB", "favourability": {"WWW": -0.2, "EEE": 0.4}},
                },
                "gas": {
                    "seller": "EEE",
                    "demand": 2.0,
                    "dependence": 0.9,
                    "contract": {"price": 200, "until": "2020-09"},
                },
                "trade": {"WWW": 0.6, "EEE": 0.2},
                "ties": {"BBB": 0.4},
                "arms": {"EEE": 0.5},
                "foothold": {"EEE": 0.2},
            },
            "BBB": {
                "name": "Bealand",
                "alignment": -0.4,
                "gdp": 20,
                "publics": {"all": {"favourability": {"WWW": 0.0, "EEE": 0.2}}},
                "ties": {"AAA": 0.5},
            },
            "CCC": {"name": "Cealand", "alignment": 0.8, "gdp": 10},
            "DDD": {"name": "Dealand", "alignment": 0.3, "gdp": 15, "government": {"elections": ["2021-01"]}},
        },
        "disputes": {
            "border": {
                "name": "The border",
                "between": ["AAA", "BBB"],
                "salience": {"AAA": 0.8, "BBB": 0.5},
                "tension": 0.4,
            }
        },
        "acts": {
            "vote": {"name": "A vote", "difficulty": -0.2, "every": "3 months"},
            "sanctions": {"difficulty": 0.3, "every": "3 months", "sticky": True, "against": "EEE"},
        },
        "levers": {
            "WWW": {"aid": 1.0, "pressure": {"AAA": 0.3}, "accession_credibility": {"AAA": 0.4}},
            "EEE": {"gas_discount": 0.4, "patronage": {"AAA": 0.7}, "arms_supply": {"AAA": 0.5}},
        },
        "timeline": [
            {"at": "2020-06", "name": "pressure grows", "set": {"WWW.pressure.AAA": 0.6}},
            {"at": "2021-02", "name": "an incident", "add": {"disputes.border.tension": 0.2}},
        ],
        "policies": [
            {"name": "reward", "every": "6 months", "when": "alignment[AAA] > 0.0", "do": {"WWW.aid.AAA": 2.0}}
        ],
    }


def bare() -> Tree:
    """Poles and countries alone."""
    return {
        "twochairs": 2,
        "title": "Bare",
        "clock": {"start": "2020-01", "months": 12},
        "poles": {"WWW": {"position": 1}, "EEE": {"position": -1}},
        "countries": {"AAA": {"alignment": 0.2, "gdp": 50}, "BBB": {"alignment": -0.3, "gdp": 20}},
    }


def _without_publics() -> Tree:
    tree = whole()
    for country in tree["countries"].values():
        country.pop("publics", None)
    return tree


def _without_disputes() -> Tree:
    tree = whole()
    del tree["disputes"], tree["timeline"][1], tree["levers"]["EEE"]["patronage"]
    return tree


def _without_acts() -> Tree:
    tree = whole()
    del tree["acts"]
    tree["declarations"] = {"per_year": 0}
    return tree


def _without_gas() -> Tree:
    tree = whole()
    del tree["countries"]["AAA"]["gas"], tree["levers"]["EEE"]["gas_discount"]
    return tree


def _without_ties() -> Tree:
    tree = whole()
    for country in tree["countries"].values():
        country.pop("ties", None)
    return tree


def _without_elections() -> Tree:
    tree = whole()
    for country in tree["countries"].values():
        country.get("government", {}).pop("elections", None)
    return tree


def _without_levers_and_timeline() -> Tree:
    tree = whole()
    del tree["levers"], tree["timeline"], tree["policies"]
    return tree


def _without_government() -> Tree:
    tree = whole()
    for country in tree["countries"].values():
        country.pop("government", None)
    return tree


def _one_country() -> Tree:
    tree = bare()
    tree["countries"].pop("BBB")
    return tree


def _one_country_whole() -> Tree:
    tree = whole()
    tree["countries"] = {"AAA": tree["countries"]["AAA"]}
    tree["countries"]["AAA"].pop("ties")
    tree["countries"]["AAA"]["publics"]["land"].pop("kin")
    tree["disputes"]["border"] |= {"between": ["AAA"], "salience": {"AAA": 0.8}}
    return tree


def _a_dispute_with_a_pole() -> Tree:
    tree = whole()
    tree["disputes"]["border"]["between"].append("EEE")
    return tree


def _one_pole() -> Tree:
    tree = bare()
    tree["poles"].pop("EEE")
    tree["levers"] = {"WWW": {"aid": 1.0, "pressure": 0.2}}
    return tree


def _one_pole_in_the_middle() -> Tree:
    tree = _one_pole()
    tree["poles"]["WWW"]["position"] = 0
    return tree


def _three_poles_between() -> Tree:
    tree = whole()
    tree["poles"]["WWW"]["position"], tree["poles"]["EEE"]["position"] = 0.5, -0.25
    tree["poles"]["MMM"] = {"name": "Middleland", "position": 0.0}
    return tree


def _many() -> Tree:
    tree = bare()
    keys = [f"C{n:02d}" for n in range(60)]
    tree["countries"] = {
        key: {"name": f"Country number {n}", "alignment": -0.9 + 0.03 * n, "gdp": 5 + n, "ties": {keys[n - 1]: 0.3}}
        for n, key in enumerate(keys)
    }
    tree["levers"] = {"WWW": {"aid": 0.5}, "EEE": {"pressure": {"C05": 0.2}}}
    return tree


def _long_names() -> Tree:
    tree = whole()
    for group in ("poles", "countries", "disputes", "acts"):
        for key, one in tree[group].items():
            one["name"] = f"{key} {'name that does not end ' * 5}"[:99] + "!"
    tree["title"] = ("A title that goes on " * 5)[:100]
    return tree


def _other_scripts() -> Tree:
    tree = whole()
    for key, country in tree["countries"].items():
        country["name"] = OTHER_SCRIPTS[key]
    tree["poles"]["WWW"]["name"], tree["poles"]["EEE"]["name"] = "Ευρώπη", "รัสเซีย"
    tree["disputes"]["border"]["name"] = "граница 边界 حدود"
    tree["acts"]["vote"]["name"] = "हाँ या नहीं"
    tree["title"] = "Стул, 椅子, كرسي 🪑"
    return tree


def _one_month() -> Tree:
    tree = whole()
    tree["clock"]["months"] = 1
    tree["timeline"], tree["countries"]["DDD"]["government"] = [], {}
    tree["countries"]["AAA"]["government"]["elections"] = ["2020-01"]
    return tree


def _no_noise() -> Tree:
    return whole() | {"switches": {"noise": False}}


def _all_off() -> Tree:
    from twochairs.world.parameters import SWITCHES

    return whole() | {"switches": dict.fromkeys((*SWITCHES, "noise"), False)}


def _shares_of_0_and_1() -> Tree:
    tree = whole()
    publics = tree["countries"]["AAA"]["publics"]
    publics["town"]["share"], publics["land"]["share"] = 1.0, 0.0
    return tree


def _markup() -> Tree:
    tree = whole()
    tree["title"] = tree["description"] = tree["notice"] = MARKUP
    for group in ("poles", "countries", "disputes", "acts"):
        for one in tree[group].values():
            one["name"] = MARKUP
    for number, item in enumerate((*tree["timeline"], *tree["policies"])):
        item["name"] = f"{MARKUP} {number}"
    return tree


def _one_act_never() -> Tree:
    tree = bare()
    tree["acts"] = {"hard": {"difficulty": 1.0, "every": "12 months"}}
    return tree


def _closed_act() -> Tree:
    tree = bare()
    tree["acts"] = {"later": {"difficulty": 0.0, "every": "12 months", "open": False}}
    return tree


def _at_the_ends() -> Tree:
    tree = bare()
    tree["countries"]["AAA"]["alignment"], tree["countries"]["BBB"]["alignment"] = 1.0, -1.0
    return tree


SCENARIOS: dict[str, Callable[[], Tree]] = {
    "whole": whole,
    "bare": bare,
    "without-publics": _without_publics,
    "without-disputes": _without_disputes,
    "without-acts": _without_acts,
    "without-gas": _without_gas,
    "without-ties": _without_ties,
    "without-elections": _without_elections,
    "without-levers": _without_levers_and_timeline,
    "without-government": _without_government,
    "one-country": _one_country,
    "one-country-whole": _one_country_whole,
    "a-dispute-with-a-pole": _a_dispute_with_a_pole,
    "one-pole": _one_pole,
    "one-pole-in-the-middle": _one_pole_in_the_middle,
    "three-poles-between": _three_poles_between,
    "sixty-countries": _many,
    "long-names": _long_names,
    "other-scripts": _other_scripts,
    "one-month": _one_month,
    "no-noise": _no_noise,
    "all-off": _all_off,
    "shares-of-0-and-1": _shares_of_0_and_1,
    "markup": _markup,
    "an-act-never-done": _one_act_never,
    "an-act-not-open": _closed_act,
    "at-the-ends": _at_the_ends,
}
"""Name of a scenario to what makes it."""


def text(name: str) -> str:
    """A scenario file; YAML that is JSON too."""
    return json.dumps(deepcopy(SCENARIOS[name]()), ensure_ascii=False, indent=1)
