"""The rules' constants as they are declared."""

from twochairs.world.parameters import Parameters


def test_every_default_is_a_float() -> None:
    """One kind of numbers is one piece of machine code: a whole number would have the rules compiled a second time."""
    assert {name: value for name, value in Parameters()._asdict().items() if type(value) is not float} == {}
