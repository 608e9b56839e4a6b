"""What moved a country from the first year to the last: `why.change`, as a kind of its own."""

from twochairs.figures.declared import Figure, by_country
from twochairs.figures.runs import why

FIGURE = Figure(by_country(why.change), 30, why.NEEDS)
