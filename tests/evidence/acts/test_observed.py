"""Which acts are known by a year, and which come after it."""

from tests.evidence.acts.made_up import circumstances, made_up_acts, turning
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.observed import Acts, observed_acts
from twochairs.evidence.acts.rounds import Joining


def test_an_act_under_way_is_neither_known_nor_to_come():
    under_way = Acts([], [Rate("A", "2016-10", "2018-02", 10, 64, "I")], [Joining("A", "2016-03", True)])
    assert not under_way.upto(2017).rates and not under_way.after(2017).rates
    assert not under_way.upto(2017).joinings and not under_way.after(2016).joinings
    assert under_way.upto(2018).joinings and under_way.upto(2018).rates
    assert under_way.begun(2016).joinings and not under_way.begun(2016).rates


def test_every_settled_act_is_on_one_side_or_under_way():
    acts = made_up_acts(turning(3))
    before, after = acts.upto(2015), acts.after(2015)
    assert len(before.votes) + len(after.votes) == len(acts.votes)
    assert len(before.rates) + len(after.rates) == len(acts.rates)
    assert {one.state for one in acts.of("S1").votes} == {"S1"}


def test_states_and_months_without_a_path_are_left_out():
    assert not observed_acts(circumstances([[0.1]])).votes
