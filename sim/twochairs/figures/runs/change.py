"""What moved a country from the first year to the last, mechanism by mechanism."""

from twochairs.figures.declared import Figure, by_country
from twochairs.figures.runs import why

FIGURE = Figure(by_country(why.change), 30, why.NEEDS)
