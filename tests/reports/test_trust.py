"""How far to trust it: counts of what there is, and the hindcast's own numbers."""

from twochairs.evidence.results.shipped import shipped
from twochairs.reports import trust
from twochairs.results.result import Result
from twochairs.world.parameters import PARAMETERS


def test_constants_are_counted_once_each() -> None:
    counts = trust.constants()
    assert sum(counts.values()) == len(PARAMETERS)
    assert counts["record"] == sum(one.fitted is not None for one in PARAMETERS.values())
    assert min(counts.values()) > 0


def test_constants_of_which_the_record_says_nothing_are_told(result: Result) -> None:
    frame = shipped("constants")
    nothing = frame[(frame.contraction.abs() <= 0.1) & (frame["shift"].abs() <= 0.1) & frame.name.isin([*PARAMETERS])]
    assert trust.unspoken() == len(nothing)
    assert f" are fitted to the record (of {len(nothing)} of these it says nothing), " in trust.line(result)


def test_the_line_has_the_numbers_of_the_hindcast(result: Result) -> None:
    frame = shipped("skill")
    row = frame[(frame.split == "rolling") & (frame.forecast == "conditional")].iloc[0]
    told = f"{100 * row.crps_skill:.0f} % ({100 * row.crps_low:.0f} to {100 * row.crps_high:.0f} %)"
    line = trust.line(result)
    assert (
        f"given who governs and what happens beat “nothing changes” by {told}; without that they do not beat it ("
        in line
    )
    assert line.endswith(trust.limits_of(result))
    assert "values of the scenario" not in line  # it has no sources


def test_a_forecast_is_said_to_be_no_better_or_worse_where_it_is() -> None:
    class Row:
        crps_skill, crps_low, crps_high = -0.1, -0.2, -0.05

    assert trust._against(Row, "it") == "are worse than it (−20 to −5 %)"
