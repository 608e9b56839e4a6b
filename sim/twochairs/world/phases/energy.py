"""Phases 2 and 3: hub price, gas contracts, dependence."""

from twochairs.rules import energy
from twochairs.rules.axis import closeness
from twochairs.rules.elementary import clip, normal_quantile
from twochairs.world.world import MONTH, World


def step_hub_price(t: int, world: World) -> None:
    """R1; an observed price, where the scenario gives one for the month, takes its place."""
    state, profile = world.state, world.profile
    observed = world.structure.hub_observed[t]
    for k in range(world.lanes):
        price = energy.hub_price_step(
            state.hub_price[k],
            profile.hub_level[k],
            profile.hub_reversion[k],
            profile.hub_volatility[k],
            normal_quantile(world.chance.hub[k]),
            MONTH,
        )
        state.hub_price[k] = clip(observed if observed > 0.0 else price, 1.0, 1e5)
        state.hub_slow[k] = energy.slow_price_step(
            state.hub_slow[k], state.hub_price[k], world.parameters.hub_half_life, MONTH
        )


def step_contracts(world: World) -> None:
    """R2: a contract runs down, and a new one is struck when it has ended."""
    state, levers, profile = world.state, world.levers, world.profile
    withdrawn, captive_buyer = world.parameters.discount_withdrawn, world.parameters.captive_buyer
    for c in range(len(state.alignment)):
        p = world.structure.seller[c]
        if p < 0:
            continue
        position = world.structure.position[p]
        for k in range(world.lanes):
            hub = state.hub_price[k]
            near = closeness(state.alignment[c, k], position)
            left_over = energy.uncovered_share(profile.demand[c, k], profile.alternative[c, k])
            captivity = energy.captivity(captive_buyer, state.gas_dependence[c, k], left_over)
            offered = levers.gas_discount[p, c, k] * (1.0 - withdrawn * state.answered[p, c, k]) * captivity
            struck = hub * (1.0 - energy.discount(offered, near, state.bid[c, k]))
            left = state.contract_months[c, k] - 1.0
            ended = left < 0.0
            state.signed_price[c, k] = struck if ended else state.signed_price[c, k]
            state.hub_at_signing[c, k] = hub if ended else state.hub_at_signing[c, k]
            state.indexation[c, k] = profile.next_indexation[c, k] if ended else state.indexation[c, k]
            state.contract_months[c, k] = profile.next_contract_months[c, k] - 1.0 if ended else left


def step_dependence(world: World) -> None:
    """R3: what the alternatives and support allow."""
    state, levers, profile, parameters = world.state, world.levers, world.profile, world.parameters
    support = world.scratch.support
    for c in range(len(state.alignment)):
        if world.structure.seller[c] < 0:
            continue
        for k in range(world.lanes):
            support[c, k] = 0.0
        for p in range(len(state.news)):
            for k in range(world.lanes):
                support[c, k] = support[c, k] + levers.diversification_support[p, c, k]
        for k in range(world.lanes):
            dependence, demand = state.gas_dependence[c, k], profile.demand[c, k]
            goal = energy.dependence_goal(dependence, demand, profile.alternative[c, k], profile.minimum_take[c, k])
            state.gas_dependence[c, k] = energy.dependence_step(
                dependence,
                goal,
                parameters.dependence_rate,
                clip(support[c, k], 0.0, 1.0),
                parameters.support_effect,
                profile.rivalry[k],
                parameters.rivalry_effect,
                MONTH,
            )


def read_savings(world: World) -> None:
    """What the contracts in force cost and save, and what is lost where gas is not delivered."""
    state, levers, profile, undelivered = world.state, world.levers, world.profile, world.scratch.undelivered
    for c in range(len(state.alignment)):
        p = world.structure.seller[c]
        for k in range(world.lanes):
            hub, demand, dependence = state.hub_price[k], profile.demand[c, k], state.gas_dependence[c, k]
            if p < 0:
                state.gas_bill[c, k] = energy.gas_bill(demand, 0.0, 1.0, hub, hub)
                continue
            supply = levers.gas_supply[p, c, k]
            price = energy.contract_price(
                state.signed_price[c, k], state.indexation[c, k], hub, state.hub_at_signing[c, k]
            )
            state.contract_price[c, k] = price
            gdp = profile.gdp[c, k]
            state.energy_saving[c, k] = energy.energy_saving(demand, dependence, supply, state.hub_slow[k], price, gdp)
            state.cutoff_loss[c, k] = energy.cutoff_loss(demand, dependence, supply, hub, gdp)
            state.gas_bill[c, k] = energy.gas_bill(demand, dependence, supply, hub, price)
            undelivered[c, k] = dependence * (1.0 - supply) if demand > 0.0 else 0.0
