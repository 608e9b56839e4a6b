"""Phase 8, second part: the pulls on the alignment target, each a constant times a stake, in units of alignment."""

from twochairs.rules import alignment as rule
from twochairs.rules import energy
from twochairs.rules.axis import closeness
from twochairs.rules.dispute import felt_salience
from twochairs.world import mechanisms as term
from twochairs.world.world import World


def read_welfare(world: World) -> None:
    """Material stakes of each state, which its peers watch: % of GDP a year."""
    state, levers, parameters, position = world.state, world.levers, world.parameters, world.structure.position
    rival_owned = world.scratch.rival_owned
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.welfare[c, k] = state.energy_saving[c, k] - state.cutoff_loss[c, k]
        for p in range(len(state.news)):
            for k in range(world.lanes):
                felt = rule.felt_pressure(levers.pressure[p, c, k], closeness(state.alignment[c, k], position[p]))
                risk = rule.trade_at_risk(felt, world.profile.trade[p, c, k], parameters.trade_loss)
                state.welfare[c, k] = state.welfare[c, k] + levers.aid[p, c, k] * state.bid[c, k] - risk
            for k in range(world.lanes):
                loss = levers.energy_sanctions[p, c, k] * rival_owned[p, c, k] * parameters.sanctions_loss
                state.welfare[c, k] = state.welfare[c, k] - loss


def read_rival_firms(world: World) -> None:
    """What energy sanctions of each pole could take in each state."""
    position, rival_owned = world.structure.position, world.scratch.rival_owned
    for p in range(len(position)):
        for c in range(len(world.state.alignment)):
            for k in range(world.lanes):
                rival_owned[p, c, k] = 0.0
            for owner in range(len(position)):
                for k in range(world.lanes):
                    owned = world.profile.energy_ownership[owner, c, k]
                    stake = rule.energy_sanctions_stake(position[p], position[owner], owned)
                    rival_owned[p, c, k] = rival_owned[p, c, k] + stake
            for k in range(world.lanes):
                rival_owned[p, c, k] = rival_owned[p, c, k] * rule.share_of_one(rival_owned[p, c, k])


def read_favours(world: World) -> None:
    """What each state gets from each pole and may lose: shield, supply and saving on its gas; stakes without unit.

    A shield counts by the dispute in which it is needed most, and never in one with the pole itself.
    """
    state, profile, parameters = world.state, world.profile, world.parameters
    for c in range(len(state.alignment)):
        for p in range(len(state.news)):
            sells = 1.0 if world.structure.seller[c] == p else 0.0
            for k in range(world.lanes):
                state.shield[p, c, k] = 0.0
                left_over = energy.uncovered_share(profile.demand[c, k], profile.alternative[c, k])
                state.supply_stake[p, c, k] = energy.supply_stake(
                    sells * state.gas_dependence[c, k],
                    left_over,
                    world.levers.gas_supply[p, c, k],
                    profile.energy_ownership[p, c, k],
                )
            for d in range(len(state.tension)):
                if world.structure.party[d, c] == 0 or world.structure.pole_party[d, p] == 1:
                    continue
                for k in range(world.lanes):
                    need = felt_salience(profile.salience[d, c, k], state.tension[d, k], parameters.tension_share)
                    left = 1.0 - parameters.patron_answer * state.answered[p, c, k]
                    given = world.levers.patronage[p, c, k] * left * need
                    state.shield[p, c, k] = given if given > state.shield[p, c, k] else state.shield[p, c, k]
            for k in range(world.lanes):
                saving = sells * rule.response(state.energy_saving[c, k])
                saved = saving if saving > 0.0 else 0.0
                state.favours[p, c, k] = state.shield[p, c, k] + state.supply_stake[p, c, k] + saved


def add_pulls(world: World) -> None:
    """R9: every pull's contribution."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.west_benefit[c, k] = 0.0
            state.east_benefit[c, k] = 0.0
    _add_energy(world)
    for p in range(len(state.news)):
        _add_supply(p, world)
        _add_aid(p, world)
        _add_accession_offer(p, world)
        _add_patronage(p, world)
        _add_arms(p, world)
        _add_threat(p, world)
    _add_pressure(world)
    _add_energy_sanctions(world)
    _add_security_guarantee(world)
    _add_street(world)
    _add_unexplained(world)
    _add_own_pulls(world)


def _offer(m: int, p: int, c: int, k: int, amount: float, world: World) -> None:
    """A benefit from a pole pulls towards it, and counts as drawn from its side."""
    state, position = world.state, world.structure.position[p]
    state.contribution[m, c, k] = state.contribution[m, c, k] + position * amount
    drawn = abs(position) * (amount if amount > 0.0 else 0.0)
    state.west_benefit[c, k] = state.west_benefit[c, k] + (drawn if position > 0.0 else 0.0)
    state.east_benefit[c, k] = state.east_benefit[c, k] + (drawn if position < 0.0 else 0.0)


def _pull(m: int, c: int, k: int, amount: float, world: World) -> None:
    contribution = world.state.contribution
    contribution[m, c, k] = contribution[m, c, k] + amount


def _add_energy(world: World) -> None:
    state = world.state
    for c in range(len(state.alignment)):
        p = world.structure.seller[c]
        if p < 0:
            continue
        for k in range(world.lanes):
            amount = world.parameters.b_energy * rule.response(state.energy_saving[c, k])
            _offer(term.ENERGY, p, c, k, amount, world)


def _add_supply(p: int, world: World) -> None:
    state, position = world.state, world.structure.position[p]
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            _pull(term.SUPPLY, c, k, position * world.parameters.b_supply * state.supply_stake[p, c, k], world)


def _add_aid(p: int, world: World) -> None:
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            amount = world.parameters.b_aid * rule.response(world.levers.aid[p, c, k] * state.bid[c, k])
            _offer(term.AID, p, c, k, amount, world)


def _add_accession_offer(p: int, world: World) -> None:
    """What is still ahead of a candidate attracts it; what a member has binds it (commitment)."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            credible = world.levers.accession_credibility[p, c, k] * (1.0 - state.accession[p, c, k])
            amount = world.parameters.b_accession_offer * credible * state.bid[c, k]
            _offer(term.ACCESSION_OFFER, p, c, k, amount, world)


def _add_patronage(p: int, world: World) -> None:
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            amount = world.parameters.b_patronage * state.shield[p, c, k] * state.bid[c, k]
            _offer(term.PATRONAGE, p, c, k, amount, world)


def _add_arms(p: int, world: World) -> None:
    state, parameters = world.state, world.parameters
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            given = world.levers.arms_supply[p, c, k] * (1.0 - parameters.patron_answer * state.answered[p, c, k])
            amount = parameters.b_arms * given * world.profile.arms[p, c, k] * state.bid[c, k]
            _offer(term.ARMS, p, c, k, amount, world)


def _add_threat(p: int, world: World) -> None:
    state, position = world.state, world.structure.position[p]
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            amount = world.parameters.b_threat * world.profile.rivalry[k] * state.threat[p, c, k]
            _pull(term.THREAT, c, k, -position * amount, world)


def _add_pressure(world: World) -> None:
    """Of the poles of a side the one that draws most, by what all of them could withhold."""
    state, levers, side = world.state, world.levers, world.structure.side
    trade, offer, drawn = world.scratch.of_side, world.scratch.offer_of_side, world.scratch.drawn_of_side
    for c in range(len(state.alignment)):
        for s in range(len(trade)):
            for k in range(world.lanes):
                trade[s, k] = 0.0
                offer[s, k] = 0.0
        for p in range(len(state.news)):
            for k in range(world.lanes):
                held = world.profile.trade[p, c, k]
                ahead = rule.membership_ahead(levers.accession_credibility[p, c, k], state.accession[p, c, k])
                trade[side[p], k] = held if held > trade[side[p], k] else trade[side[p], k]
                offer[side[p], k] = ahead if ahead > offer[side[p], k] else offer[side[p], k]
        for p in range(len(state.news)):
            for k in range(world.lanes):
                _demand(
                    p, c, k, levers.pressure[p, c, k], rule.pressure_stake(trade[side[p], k], offer[side[p], k]), world
                )
        for s in range(len(drawn)):
            for k in range(world.lanes):
                _pull(term.PRESSURE, c, k, world.parameters.b_pressure * drawn[s, k], world)
                drawn[s, k] = 0.0


def _add_energy_sanctions(world: World) -> None:
    """Sanctions on the energy firms that rivals own in the country; of the poles of a side those that draw most."""
    state, lever, stake = world.state, world.levers.energy_sanctions, world.scratch.rival_owned
    drawn = world.scratch.drawn_of_side
    for c in range(len(state.alignment)):
        for p in range(len(state.news)):
            for k in range(world.lanes):
                _demand(p, c, k, lever[p, c, k], stake[p, c, k], world)
        for s in range(len(drawn)):
            for k in range(world.lanes):
                _pull(term.ENERGY_SANCTIONS, c, k, world.parameters.b_energy_sanctions * drawn[s, k], world)
                drawn[s, k] = 0.0


def _demand(p: int, c: int, k: int, lever: float, stake: float, world: World) -> None:
    """A pole asks a state to come to it; of the poles of a side the one that draws most is heard."""
    drawn, side = world.scratch.drawn_of_side, world.structure.side[p]
    move = rule.demanded_move(lever, stake, world.structure.position[p], world.state.alignment[c, k])
    drawn[side, k] = move if abs(move) > abs(drawn[side, k]) else drawn[side, k]


def _add_security_guarantee(world: World) -> None:
    """What the poles of a side guarantee a state draws it there; together they guard it wholly at most."""
    state, side, guarded = world.state, world.structure.side, world.scratch.of_side
    for c in range(len(state.alignment)):
        for s in range(len(guarded)):
            for k in range(world.lanes):
                guarded[s, k] = 0.0
        for p in range(len(state.news)):
            for k in range(world.lanes):
                guarded[side[p], k] = guarded[side[p], k] + world.levers.security_guarantee[p, c, k]
        for p in range(len(state.news)):
            for k in range(world.lanes):
                given = world.levers.security_guarantee[p, c, k] * rule.share_of_one(guarded[side[p], k])
                _offer(term.SECURITY_GUARANTEE, p, c, k, world.parameters.b_guarantee * given, world)


def _add_street(world: World) -> None:
    state, parameters = world.state, world.parameters
    for g in range(len(world.profile.share)):
        c = world.structure.public_country[g]
        for k in range(world.lanes):
            gap = state.orientation[g, k] - state.alignment[c, k]
            push = rule.street_pressure(gap, parameters.street_tolerance, world.profile.share[g, k])
            _pull(term.STREET, c, k, parameters.b_street * push, world)


def _add_unexplained(world: World) -> None:
    for c in range(len(world.state.alignment)):
        for k in range(world.lanes):
            _pull(term.UNEXPLAINED, c, k, world.profile.unexplained[c, k], world)


def _add_own_pulls(world: World) -> None:
    """The place of a modeller's own pulls (`twochairs.world.own_mechanisms`); the package has none."""
