"""Declarations joined: `acts.declarations`, as a kind of its own."""

from twochairs.figures.declared import Figure, single
from twochairs.figures.runs import acts

FIGURE = Figure(single(acts.declarations), 70, ("declared_rate",))
