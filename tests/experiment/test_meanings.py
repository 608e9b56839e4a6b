"""What names of outcomes mean, in words of an axis."""

from twochairs.experiment.meanings import Meaning, meaning_of_outcome
from twochairs.scenario.commodity import Commodity

LABELS = {"country": {"SRB": "Serbia"}, "act": {"sanctions": "Sanctions"}}


def of(text):
    return meaning_of_outcome(text, "1", LABELS, Commodity())


def test_a_name_that_is_given_stands_for_the_words_and_the_agents():
    named = meaning_of_outcome("alignment[SRB]@end", "1", LABELS, Commodity(), "Where it ends")
    assert named == Meaning("Where it ends", "1", ends=(-1.0, 1.0))


def test_a_quantity_an_act_and_a_derived_quantity():
    assert of("un_ideal_point[SRB]@2031-11") == Meaning("Ideal point", "1", ("SRB",), "2031-11")
    assert of("alignment[SRB]@end") == Meaning("Alignment", "1", ("SRB",), "end", (-1.0, 1.0))
    assert of("sanctions_within[SRB, 24]") == Meaning("Sanctions", "1", ("SRB",), "within 24 months")
    assert of("un_ideal_point[SRB]@end - alignment[SRB]@end") == Meaning("", "1")
