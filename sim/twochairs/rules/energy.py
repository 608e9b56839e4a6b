"""R1 hub price, R2 gas contract, R3 dependence on one seller."""

from math import sqrt

from twochairs.rules.elementary import clip, exp, log, toward

_LN2 = 0.6931471805599453


def hub_price_step(
    price: float, level: float, reversion_rate: float, volatility: float, shock: float, dt: float
) -> float:
    """R1: hub price after dt, a log Ornstein-Uhlenbeck process around a level, exact for any step.

    Parameters
    ----------
    price, level : USD/1000 m3, above 0
    reversion_rate : per year, above 0
    volatility : of the log price, per square root of a year, at least 0
    shock : a standard normal deviate
    dt : years

    Returns
    -------
    USD/1000 m3, above 0

    Source
    ------
    Schwartz 1997, model 1, doi:10.1111/j.1540-6261.1997.tb02721.x
    """
    decay = exp(-reversion_rate * dt)
    spread = volatility * sqrt((1.0 - decay * decay) / (2.0 * reversion_rate))
    return exp(toward(log(price), log(level), reversion_rate, dt) + spread * shock)


def slow_price_step(slow: float, price: float, half_life: float, dt: float) -> float:
    """R1: what long contracts elsewhere charge: an exponential mean of the hub price.

    Parameters
    ----------
    slow, price : of long contracts and of the hub, USD/1000 m3
    half_life : years in which half of a step of the hub price has come through, above 0
    dt : years

    Returns
    -------
    USD/1000 m3

    Source
    ------
    assumed: European border prices follow the hub and oil with half a year to two years
    """
    return toward(slow, price, _LN2 / half_life, dt)


def uncovered_share(demand: float, alternative: float) -> float:
    """R3: share of the demand that nobody but the seller could deliver.

    Parameters
    ----------
    demand, alternative : bcm/year, at least 0

    Returns
    -------
    in [0, 1]; 0 without demand

    Source
    ------
    capacity accounting
    """
    left = clip(1.0 - alternative / clip(demand, 1e-9, 1e12), 0.0, 1.0)
    return left * (0.0 if demand == 0.0 else 1.0)


def captivity(captive_buyer: float, dependence: float, uncovered: float) -> float:
    """R2: part of a discount that a buyer without another seller is left with.

    Parameters
    ----------
    captive_buyer : share of it that a wholly captive buyer does without, in [0, 1]
    dependence, uncovered : shares, in [0, 1]

    Returns
    -------
    factor on the discount, in [0, 1]

    Source
    ------
    prices rise with dependence: Hinchey 2018, doi:10.5547/01956574.39.2.nhin
    """
    return 1.0 - captive_buyer * dependence * uncovered


def discount(gas_discount: float, closeness: float, bid: float) -> float:
    """R2: share off the hub price that the seller grants this buyer in a new contract.

    Parameters
    ----------
    gas_discount : largest share off, for a fully friendly buyer, in [0, 0.8]; a captive buyer's is less (`captivity`)
    closeness : of the buyer's alignment to the seller, in [0, 1]
    bid : how much the seller raises its offer for a swing state, at least 1

    Returns
    -------
    share off the hub price, in [0, 0.8]

    Source
    ------
    assumed; Serbian contract prices of 2021 to 2026 against the hub bound it; Russia charges more to states that move
    west and less to the loyal (Maness & Valeriano 2015)
    """
    return clip(gas_discount * closeness * bid, 0.0, 0.8)


def contract_price(signed_price: float, indexation: float, hub_price: float, hub_at_signing: float) -> float:
    """R2: what a contract in force charges.

    Parameters
    ----------
    signed_price : at signing, USD/1000 m3, above 0
    indexation : share of the price that follows the hub: 0 fixed, 1 fully indexed, in [0, 1]
    hub_price, hub_at_signing : USD/1000 m3, above 0

    Returns
    -------
    USD/1000 m3

    Source
    ------
    definition; Serbia's contract of 2021 was fixed, that of 2022 fully indexed
    """
    return signed_price * ((1.0 - indexation) + indexation * (hub_price / hub_at_signing))


def energy_saving(demand: float, dependence: float, supply: float, elsewhere: float, price: float, gdp: float) -> float:
    """R2: what the contract saves against long contracts elsewhere.

    Parameters
    ----------
    demand : bcm/year
    dependence : share bought from the seller, in [0, 1]
    supply : share of it that is delivered, in [0, 1]
    elsewhere, price : of long contracts elsewhere and of this one, USD/1000 m3
    gdp : bn USD/year, above 0

    Returns
    -------
    % of GDP a year; negative where the contract is dearer

    Source
    ------
    accounting: 1 bcm at 1 USD/1000 m3 is 0.001 bn USD
    """
    return 0.1 * demand * dependence * supply * (elsewhere - price) / gdp


def cutoff_loss(demand: float, dependence: float, supply: float, hub_price: float, gdp: float) -> float:
    """R2: what gas that is not delivered costs the buyer, at the hub's price.

    Parameters
    ----------
    demand : bcm/year
    dependence : share bought from the seller, in [0, 1]
    supply : share of it that is delivered, in [0, 1]
    hub_price : USD/1000 m3
    gdp : bn USD/year, above 0

    Returns
    -------
    % of GDP a year, at least 0

    Source
    ------
    accounting
    """
    return 0.1 * demand * dependence * (1.0 - supply) * hub_price / gdp


def supply_stake(dependence: float, uncovered: float, supply: float, owned: float) -> float:
    """R9: what hangs on a seller's goodwill: gas that nobody else could deliver, and the firms it owns.

    Parameters
    ----------
    dependence : share bought from the seller, in [0, 1]
    uncovered : share of the demand that nobody else could deliver, in [0, 1]
    supply : share of what is bought that is delivered, in [0, 1]
    owned : share of the state's energy firms that the seller has, in [0, 1]

    Returns
    -------
    in [0, 1]; half of what a buyer cut off hopes for stays

    Source
    ------
    assumed form
    """
    return 0.7 * dependence * uncovered * (0.5 + 0.5 * supply) + 0.3 * owned


def gas_bill(demand: float, dependence: float, supply: float, hub_price: float, price: float) -> float:
    """R2: what the country pays for gas: the delivered share at the contract's price, the rest at the hub's.

    Parameters
    ----------
    demand : bcm/year
    dependence, supply : shares, in [0, 1]
    hub_price, price : USD/1000 m3

    Returns
    -------
    bn USD/year, at least 0

    Source
    ------
    accounting
    """
    delivered = dependence * supply
    return 0.001 * demand * (delivered * price + (1.0 - delivered) * hub_price)


def dependence_goal(dependence: float, demand: float, alternative: float, minimum_take: float) -> float:
    """R3: where dependence is heading: what the alternatives cannot cover, never up, never below the minimum take.

    Parameters
    ----------
    dependence : now, in [0, 1]
    demand, alternative : bcm/year, at least 0
    minimum_take : share the contract in force obliges the buyer to take, in [0, 1]

    Returns
    -------
    share, in [0, 1]; 0 without demand

    Source
    ------
    capacity accounting
    """
    left = uncovered_share(demand, alternative)
    held = minimum_take if minimum_take > left else left
    goal = held if held < dependence else dependence
    return goal if demand > 0.0 else 0.0


def dependence_step(
    dependence: float,
    goal: float,
    rate: float,
    support: float,
    support_effect: float,
    rivalry: float,
    rivalry_effect: float,
    dt: float,
) -> float:
    """R3: dependence after dt; diversification support and rivalry speed the way to the goal.

    Parameters
    ----------
    dependence, goal : shares, in [0, 1]
    rate : per year, without support and rivalry
    support, rivalry : in [0, 1]
    support_effect, rivalry_effect : how much faster at 1, as a share of the rate, at least 0
    dt : years

    Returns
    -------
    share, in [0, 1]

    Source
    ------
    assumed form; import shares of Ukraine after 2014 (0.92 to 0 in three years) bound the rate
    """
    return toward(dependence, goal, rate * (1.0 + support_effect * support + rivalry_effect * rivalry), dt)
