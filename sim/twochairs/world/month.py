"""The order of a month, in one place."""

from twochairs.world.phases.accession import read_requirements, step_accession
from twochairs.world.phases.acts import expect_declarations, open_rounds, read_joining, step_acts, step_declarations
from twochairs.world.phases.alignment import read_bids, read_target, read_threats, read_ties, step_alignments
from twochairs.world.phases.chance import take_draws
from twochairs.world.phases.dispute import read_crises, read_incidents, read_pushes, step_disputes
from twochairs.world.phases.election import step_elections
from twochairs.world.phases.energy import read_savings, step_contracts, step_dependence, step_hub_price
from twochairs.world.phases.foothold import step_footholds
from twochairs.world.phases.opinion import read_heard, read_media, read_messages, read_polls, step_favourability
from twochairs.world.phases.record import count_costs, read_outcomes
from twochairs.world.phases.steering import apply_policies, apply_timeline
from twochairs.world.world import Draws, World

ORDER = (
    ("the month's draws", "chance.py"),
    ("timeline and events", "steering.py"),
    ("policies of the poles", "steering.py"),
    ("R12 bids for swing states", "alignment.py"),
    ("R1 hub price", "energy.py"),
    ("R2 gas contracts", "energy.py"),
    ("R3 gas dependence", "energy.py"),
    ("R4 footholds", "foothold.py"),
    ("R5 favourability", "opinion.py"),
    ("R6 polls", "opinion.py"),
    ("R7 disputes", "dispute.py"),
    ("R8 elections", "election.py"),
    ("R9 alignment", "alignment.py"),
    ("R10 acts and the answer to them", "acts.py"),
    ("R11 accession", "accession.py"),
    ("record", "record.py"),
)
"""The order as it can be printed: what happens, and the file in phases/ that holds it."""


def month(t: int, world: World, draws: Draws) -> None:
    """Advance every lane by one month; t counts from 1, the first month of the clock."""
    take_draws(t, world, draws)
    steps(t, world)


def steps(t: int, world: World) -> None:
    """The month itself, once its draws are laid out; what the compiled engine runs too."""
    apply_timeline(t, world)
    apply_policies(t, world)
    read_bids(world)
    step_hub_price(t, world)
    step_contracts(world)
    step_dependence(world)
    read_savings(world)
    step_footholds(world)
    read_media(world)
    read_messages(world)
    read_heard(world)
    step_favourability(world)
    read_polls(world)
    read_pushes(world)
    read_incidents(world)
    step_disputes(world)
    read_crises(world)
    step_elections(t, world)
    read_ties(world)
    read_threats(world)
    read_target(t, world)
    step_alignments(world)
    open_rounds(world)
    read_joining(world)
    step_acts(world)
    step_declarations(t, world)
    read_requirements(world)
    step_accession(world)
    read_outcomes(world)
    count_costs(world)


def read_start(world: World) -> None:
    """Everything that follows from the state at the start, before the first month."""
    read_bids(world)
    read_savings(world)
    read_media(world)
    read_messages(world)
    read_heard(world)
    read_polls(world)
    read_pushes(world)
    read_incidents(world)
    read_crises(world)
    read_ties(world)
    read_threats(world)
    read_target(0, world)
    read_joining(world)
    expect_declarations(world)
    read_requirements(world)
    read_outcomes(world)
