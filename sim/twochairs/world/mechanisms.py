"""Every mechanism, in the order of every attribution: kind, rule, constants, switch and look, once.

What is made of it: the terms of the alignment target and their places, the switches of a scenario file and what they
turn to 0, the order and colours of figures, what an ablation leaves out, and the tables of the documentation.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from twochairs.world.rule import R2, R3, R4, R5, R7, R8, R9, R10, R11, R12, Rule

ANCHOR, BENEFIT, PULL, NO_TERM = "anchor", "benefit", "pull", "no term"
"""A place with a weight; what a pole gives and a state draws from its side; any other pull; at work in another rule."""


@dataclass(frozen=True)
class Mechanism:
    """A mechanism of the model.

    Attributes
    ----------
    name : in results, and of its switch where it has one of its own
    kind : ANCHOR, BENEFIT or PULL for a term of the alignment target, else NO_TERM
    rule : where it is at work
    constants : those of the rules that are 0 where it is switched off; none for one without a switch of its own
    switch : what turns it off: its own name, another's, or "" for what cannot be turned off
    look : colour and hatch in figures; a term without takes a spare one
    by_default : whether it is on in a scenario that does not say
    label : as it is called where it is left out to see what it earns
    by, at : of a modeller's own: the function that gives an anchor's weight, a benefit or a pull, and an anchor's place
    """

    name: str
    kind: str
    rule: Rule
    constants: tuple[str, ...]
    switch: str
    look: tuple[str, str]
    by_default: bool
    label: str
    by: Callable[..., float] | None = None
    at: Callable[..., float] | None = None


DECLARED: list[Mechanism] = []
"""In the order of declaration."""
_COLLECTED = [DECLARED]


@contextmanager
def collected() -> Iterator[list[Mechanism]]:
    """What is declared within belongs to a modeller's file and not to the package."""
    _COLLECTED.append([])
    try:
        yield _COLLECTED[-1]
    finally:
        _COLLECTED.pop()


def mechanism(
    name: str,
    kind: str,
    rule: Rule,
    constants: tuple[str, ...] = (),
    switch: str | None = None,
    look: tuple[str, str] = ("", ""),
    by_default: bool = True,
    label: str = "",
    by: Callable[..., float] | None = None,
    at: Callable[..., float] | None = None,
) -> int:
    """Declare a mechanism; what comes back is its place among the terms of the target, or -1 for no term."""
    terms = [one for declared in _COLLECTED for one in declared if one.kind != NO_TERM]
    chosen = name if switch is None else switch
    told = label or name.replace("_", " ")
    _COLLECTED[-1].append(Mechanism(name, kind, rule, constants, chosen, look, by_default, told, by, at))
    return -1 if kind == NO_TERM else len(terms)


mechanism("captive_buyer", NO_TERM, R2, ("captive_buyer",), label="captive buyers pay more")
mechanism("dependence", NO_TERM, R3, ("dependence_rate",))
mechanism("diversification", NO_TERM, R3, ("support_effect",))
mechanism("foothold", NO_TERM, R4, ("foothold_growth", "foothold_retreat"))
mechanism("media", NO_TERM, R5, ("media_weight",))
mechanism("media_support", NO_TERM, R5, ("media_support_effect",))
mechanism("kin", NO_TERM, R5, ("kin_weight",))
mechanism("influence", NO_TERM, R5, ("influence_strength",))
mechanism("aid_experience", NO_TERM, R5, ("aid_effect",))
mechanism("gas_experience", NO_TERM, R5, ("gas_effect",))
mechanism("backlash", NO_TERM, R5, ("backlash_strength",))
mechanism("dispute_resentment", NO_TERM, R5, ("dispute_resentment",))
mechanism("opinion", NO_TERM, R5, ("favourability_rate",))
mechanism("mediation", NO_TERM, R7, ("mediation_effect",))
mechanism("election_nearness", NO_TERM, R9, ("election_boost",))
mechanism("incidents", NO_TERM, R7, ("incident_base", "incident_self", "incident_push"))
mechanism("salience", NO_TERM, R7, ("tension_share",))
mechanism("elections", NO_TERM, R8, ("elections_held",))

GOVERNMENT = mechanism("government", ANCHOR, R9, switch="", look=("#3B4A6B", ""))
PARTNER = mechanism("partner", ANCHOR, R9, ("w_partner",), look=("#6B2E80", ""), label="coalition partner")
PUBLIC = mechanism("public", ANCHOR, R9, ("w_public",), look=("#44AA99", ""))
PEERS = mechanism("peers", ANCHOR, R9, ("w_peer",), look=("#C9BB7A", ""))
mechanism("dispute_threat", NO_TERM, R9, ("dispute_threat",))
mechanism("imitation", NO_TERM, R9, ("imitation",))
COMMITMENT = mechanism("commitment", ANCHOR, R9, ("w_commit",), look=("#0072B2", ""))
MIDDLE = mechanism("middle", ANCHOR, R9, ("w_middle",), look=("#5f5f5f", ""), label="the middle")
ENERGY = mechanism("energy", BENEFIT, R9, ("b_energy",), look=("#D55E00", "////"), label="cheap gas")
SUPPLY = mechanism("supply", PULL, R9, ("b_supply",), look=("#8C510A", "...."), label="security of supply")
AID = mechanism("aid", BENEFIT, R9, ("b_aid",), look=("#56B4E9", "..."))
PRESSURE = mechanism("pressure", PULL, R9, ("b_pressure", "trade_loss"), look=("#E69F00", "\\\\\\\\"))
ENERGY_SANCTIONS = mechanism(
    "energy_sanctions", PULL, R9, ("b_energy_sanctions", "sanctions_loss"), look=("#F0E442", "xxxx")
)
ACCESSION_OFFER = mechanism("accession_offer", BENEFIT, R9, ("b_accession_offer",), look=("#117733", "////"))
PATRONAGE = mechanism("patronage", BENEFIT, R9, ("b_patronage",), look=("#882255", "\\\\\\\\"))
ARMS = mechanism("arms", BENEFIT, R9, ("b_arms",), look=("#CC6677", "xxxx"))
THREAT = mechanism("threat", PULL, R9, ("b_threat",), look=("#8A8A2B", "..."))
SECURITY_GUARANTEE = mechanism("security_guarantee", BENEFIT, R9, ("b_guarantee",), look=("#332288", "////"))
STREET = mechanism("street", PULL, R9, ("b_street",), look=("#B8B8B8", "||||"))
UNEXPLAINED = mechanism("unexplained", PULL, R9, switch="", look=("#D9D9D9", ""))

mechanism("acts", NO_TERM, R10, ("acts_asked",))
mechanism("pressed_acts", NO_TERM, R10, ("act_pressure",), label="pressure counted in acts")
mechanism("costly_acts", NO_TERM, R10, ("act_cost",), label="favours at stake counted in acts")
mechanism("answer", NO_TERM, R10, ("patron_answer", "discount_withdrawn"))
mechanism("accession", NO_TERM, R11, ("accession_speed",))
mechanism("bidding", NO_TERM, R12, ("bidding",))

TERMS = tuple(one for one in DECLARED if one.kind != NO_TERM)
MECHANISMS = tuple(one.name for one in TERMS)
"""Terms of the alignment target, in the order of every attribution."""
SWITCHES = {one.name: one.constants for one in DECLARED if one.constants}
"""A mechanism's name to the constants that are 0 when it is switched off."""
ON_BY_DEFAULT = {one.name: one.by_default for one in DECLARED if one.constants}
