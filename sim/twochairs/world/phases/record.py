"""Phase 11: what is read off the month, and what the levers cost their owners."""

from twochairs.rules import outcome
from twochairs.rules.elementary import clip
from twochairs.world.world import MONTH, World


def read_outcomes(world: World) -> None:
    """Hedging and liability of each state."""
    state, position = world.state, world.structure.position
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.hedging_index[c, k] = outcome.hedging_index(state.west_benefit[c, k], state.east_benefit[c, k])
            paid, held = 0.0, 0.0
            for p in range(len(state.news)):
                donor = clip(position[p], 0.0, 1.0)
                aid = world.levers.aid[p, c, k] * state.bid[c, k]
                paid = paid + donor * outcome.misalignment_liability(state.alignment[c, k], position[p], aid)
                held = held + clip(-position[p], 0.0, 1.0) * state.foothold[p, c, k]
            state.aid_liability[c, k] = paid
            state.tension_liability[c, k] = world.scratch.worst[c, k]
            state.foothold_liability[c, k] = clip(held, 0.0, 1.0)
            state.liability[c, k] = paid + state.tension_liability[c, k] + state.foothold_liability[c, k]


def count_costs(world: World) -> None:
    """Money for aid, and gas revenue forgone by discounts and cut-offs; lever-years for everything else."""
    state, levers, gdp, effort = world.state, world.levers, world.profile.gdp, world.scratch.effort
    countries = len(state.alignment)
    for p in range(len(state.news)):
        for c in range(countries):
            sells = 1.0 if world.structure.seller[c] == p else 0.0
            for k in range(world.lanes):
                effort[c, k] = 0.0
            for lever in range(len(world.structure.effort)):
                slot = world.structure.effort[lever] + p * countries + c
                for k in range(world.lanes):
                    effort[c, k] = effort[c, k] + world.values[slot, k]
            for k in range(world.lanes):
                aid = 0.01 * (levers.aid[p, c, k] * state.bid[c, k] + sells * state.energy_saving[c, k]) * gdp[c, k]
                unsold = 0.001 * sells * world.profile.demand[c, k] * world.scratch.undelivered[c, k]
                money = aid + unsold * state.contract_price[c, k]
                state.money_spent[p, k] = state.money_spent[p, k] + money * MONTH
                state.effort_spent[p, k] = state.effort_spent[p, k] + effort[c, k] * MONTH
