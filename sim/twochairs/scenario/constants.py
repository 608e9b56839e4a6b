"""The rules' constants of a case, and what a case says in words that stand for them."""

from typing import Any

from twochairs.scenario.once import made_once
from twochairs.scenario.schema import Case
from twochairs.world.layout import QUANTITIES
from twochairs.world.parameters import Parameters, switched_off, with_values


def parameters_of(case: Case, switches: bool = True) -> Parameters:
    """The rules' constants of a case; those of a mechanism that is switched off are 0."""
    given, left = _parameters(case.parameters, case.switches)
    return left if switches else given


@made_once
def _parameters(values: Any, switches: Any) -> tuple[Parameters, Parameters]:
    """The constants as they are given, and with those of mechanisms that are switched off at 0."""
    parameters = with_values({name: value for name, value in values.model_dump().items() if name in Parameters._fields})
    off = [name for name, on in switches.model_dump().items() if not on and name != "noise"]
    return parameters, switched_off(parameters, off)


def constant_of(quantity: str, word: str) -> str:
    """The constant of the rules that a word stands for, said of a quantity."""
    return dict(QUANTITIES[quantity].words)[word]


def courses_of(country: Any) -> dict[str, Any]:
    """Courses of the government, its challenger and its partner, by quantity: words or numbers.

    A government without one stands where its state stands, and a challenger without one where the government does.
    """
    government = country.government
    own = country.alignment if government.course is None else government.course
    against = own if government.challenger is None else government.challenger
    partner = 0.0 if government.partner is None else government.partner.course
    return {"course": own, "challenger": against, "partner_course": partner}
