"""The map of a run, month by month."""

import numpy as np

from sim.output.plots import read
from sim.output.result import Result
from sim.report.parts import Film


def film(result: Result, key: str) -> Film:
    """Median alignment of every state, month by month, as colours of a map, or of a network of invented states."""
    from sim.map.colour import colour
    from sim.map.scene import scene
    from sim.map.svg import drawing

    countries = read.countries(result)
    names = {country: result.label("country", country) for country in countries}
    alignment = read.series(result, "alignment").sel(country=countries).transpose("replicate", "month", "country")
    medians = np.median(alignment.to_numpy(), axis=0)
    months = [str(month.astype("datetime64[M]")) for month in read.months(alignment)]
    values = {country: [round(float(one), 3) for one in medians[:, c]] for c, country in enumerate(countries)}
    drawn = scene(countries, names, result.ties)
    last = {country: numbers[-1] for country, numbers in values.items()}
    colours = {country: [colour(one) for one in numbers] for country, numbers in values.items()}
    return Film(key, drawing(drawn, last), months, names, values, colours, drawn.credit)
