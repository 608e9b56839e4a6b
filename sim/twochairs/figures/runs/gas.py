"""What gas costs a country, and what its contract saves it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.errors import NothingToShow
from twochairs.figures import events, observed, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import by_country
from twochairs.figures.events import Event
from twochairs.figures.style import Sheet
from twochairs.scenario.grammar import Spoken

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _TALL, _LOW, _GAP = 0.75, 2.0, 1.3, 0.42


@style.styled
def draw(result: "Result", country: str) -> Figure:
    """Hub and contract price, the year's bill, and the saving against long contracts: medians with bands.

    Raises
    ------
    NotPossible : where the country is not in the result
    NothingToShow : where it buys no gas
    """
    read.countries(result, [country])
    if country not in read.buyers(result):
        raise NothingToShow(_no_gas(result, country))
    hub = read.series(result, "hub_price")
    months = read.months(hub)
    mine = {
        quantity: read.series(result, quantity).sel(country=country).to_numpy()
        for quantity in ("contract_price", "gas_bill", "energy_saving")
    }
    name = read.spoken(result, "country", country, 3.5, style.TITLE)
    width = style.inner() - _LEFT
    prices_mean = np.stack([hub.to_numpy().mean(axis=0), mine["contract_price"].mean(axis=0)])
    least = _BITES * float(np.median(prices_mean))
    names = events.Names(events.biting(_own(result, months, country), months, prices_mean, least), months, width)
    panels = [_TALL, _LOW, _LOW]
    first = 0.3 + names.height
    lowest = first + sum(panels) + _GAP * (len(panels) - 1) + 0.3
    seen = {
        "hub, observed": observed.hub_prices(result, months),
        "contract, observed": observed.contract_prices(result, country, months),
    }
    subtitle = f"{style.titled(result)} {style.runs(len(hub['replicate']))}"
    said, unit = result.commodity.said, words.unit(result.commodity.price)
    title = f"{said('Gas')}: {_found(name, hub.to_numpy(), mine, unit)}"
    notes = [said(_SAVING), *([observed.PRICES] if any(map(len, seen.values())) else [])]
    sheet = Sheet([result], title, subtitle, lowest, notes)

    def prices(axes: Axes, x: np.ndarray) -> None:
        style.band(axes, x, hub.to_numpy(), style.ORANGE, "--")
        style.band(axes, x, mine["contract_price"], style.BLUE)
        for one, colour in zip(seen.values(), (style.VERMILION, style.INK), strict=True):
            observed.draw(axes, one, colour, 2.2 if colour == style.VERMILION else 4.2)
        axes.set_ylim(0, None)
        axes.set_ylabel(words.fit(f"Price ({unit})", _TALL, style.BODY))
        numbers = {f"hub, {key}": values for key, values in readings.of_bands(hub.to_numpy()).items()}
        own = readings.of_bands(mine["contract_price"])
        numbers |= {f"contract, {key}": values for key, values in own.items()}
        numbers |= {key: observed.noted(one, months)["observed"] for key, one in seen.items() if len(one)}
        readings.note_months(axes, "Price", months, x, numbers, f" {unit}", 0)

    def bill(axes: Axes, x: np.ndarray) -> None:
        style.band(axes, x, mine["gas_bill"], style.BLUE)
        axes.set_ylim(0, None)
        axes.set_ylabel(f"{words.fit(said('Gas bill'), _LOW, style.BODY)}\n(bn USD a year)")
        readings.note_months(axes, said("Gas bill"), months, x, readings.of_bands(mine["gas_bill"]), " bn USD a year")

    def saving(axes: Axes, x: np.ndarray) -> None:
        style.band(axes, x, mine["energy_saving"], style.BLUE)
        axes.axhline(0.0, color=style.GREY, linewidth=0.7, zorder=1.5)
        axes.set_ylabel("Saving\n(% of GDP a year)")
        readings.note_months(axes, "Saving", months, x, readings.of_bands(mine["energy_saving"]), " % of GDP")

    entries = [
        (Line2D([], [], color=style.ORANGE, linestyle="--", linewidth=1.5), "hub price"),
        (Line2D([], [], color=style.BLUE, linewidth=1.5), f"what {name.within} {name.does('pays')} by contract"),
    ]
    sheet.legend(_LEFT, 0.04, entries)
    top = first
    drawn: list[Callable[[Axes, np.ndarray], None]] = [prices, bill, saving]
    for place, height in enumerate(panels):
        axes = sheet.axes(_LEFT, top, width, height)
        x = style.date_axis(axes, months, width, labels=place == len(panels) - 1)
        events.ground(axes, result, months, told=place == len(panels) - 1)
        if place:
            events.mark(axes, names.events)
        style.grid(axes)
        drawn[place](axes, x)
        axes.yaxis.set_label_coords(-0.48 / width, 0.5)
        if place == 0:
            names.draw(axes, height)
        top += height + _GAP
    return sheet.figure


_BITES = 0.1
"""Share of the usual price by which an event's month moves a price, or it goes without its name."""


def _own(result: "Result", months: np.ndarray, country: str) -> list[Event]:
    """Events about prices, supply or contracts, but for those of other countries alone."""
    own = [one for event in events.dated(result, months) if (one := events.about(result, event, country))]
    return events.changing(result, own, lambda path: "gas" in path or path.endswith("hub_price"))


def _found(name: Spoken, hub: np.ndarray, mine: dict[str, np.ndarray], unit: str) -> str:
    """What it pays in the end, and what for."""
    own, other = (float(np.median(values[:, -1])) for values in (mine["contract_price"], hub))
    saved = float(np.median(mine["energy_saving"][:, -1]))
    kind = name.does("saves" if saved >= 0.0 else "loses")
    told = f"{name.within} {name.does('pays')} {own:.0f} in the end, the hub {other:.0f} {unit}"
    return f"{told}; {name.it} {kind} {abs(saved):.2f} % of GDP a year"


def _no_gas(result: "Result", country: str) -> str:
    name = result.spoken("country", country)
    told = f"{name.first} {name.does('buys')} no {result.commodity.name} in these runs"
    buyers = read.buyers(result)
    return f"{told}; {', '.join(buyers)} do{'' if len(buyers) > 1 else 'es'}" if buyers else told


_SAVING = (
    "Saving: what the gas would cost more by long contracts elsewhere, which follow the hub slowly, as a share of GDP; "
    "below 0 this one is dearer."
)

FIGURE = Declared(by_country(draw), 90, ("hub_price", "contract_price", "gas_bill", "energy_saving"))
