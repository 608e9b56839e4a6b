"""The science: one file per mechanism, pure scalar functions of numbers.

A rule never sees an agent, a state or chance. It returns a value or a probability; the month gathers what it needs
and draws. Rules import `elementary` (and the axis) and nothing else.
"""
