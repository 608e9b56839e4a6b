"""Share of foreign-policy declarations joined over the last year."""

from twochairs.figures.declared import Figure, single
from twochairs.figures.runs import acts

FIGURE = Figure(single(acts.declarations), 70, ("declared_rate",))
