"""P7, P8, P10, P11: neighbours, history, clusters of crises, and who governs."""

import numpy as np
import pytest

SHOCK = "../../tests/patterns/temporary-shock"


@pytest.mark.parametrize("neighbour", ["BIH", "MNE", "MKD", "XKX"])
def test_p7_an_unpunished_hedger_lowers_its_neighbours_alignment(run, neighbour):
    """Paired noise, 12 replicates: the mean difference over 2024 to 2026 is below 0."""
    short = {"clock.months": "60"}
    unpunished = run("contagion-unpunished", 12, short)("alignment", neighbour)
    punished = run("contagion-punished", 12, short)("alignment", neighbour)
    assert (unpunished - punished)[:, 24:].mean() < 0.0


@pytest.fixture
def past(run):
    return run("hindcast-2006", 12)


def yearly(ensemble, country, year):
    months = slice(ensemble.at(f"{year}-01"), ensemble.at(f"{year}-12") + 1)
    return ensemble("alignment", country)[:, months].mean()


def test_p8_serbia_steps_down_in_2008_and_hardly_in_2014_or_2022(past):
    """Down by more than 0.2 from 2007 to 2009; by less than a third of that around 2014 and 2022."""
    step = yearly(past, "SRB", 2007) - yearly(past, "SRB", 2009)
    assert step > 0.2
    assert abs(yearly(past, "SRB", 2015) - yearly(past, "SRB", 2013)) < step / 3
    assert abs(yearly(past, "SRB", 2023) - yearly(past, "SRB", 2021)) < step / 3


def test_p8_ukraine_steps_up_in_2014(past):
    """By more than 0.2 from 2013 to 2015; observed 0.46 to 0.83."""
    assert yearly(past, "UKR", 2015) - yearly(past, "UKR", 2013) > 0.2


def test_p8_moldova_rises_in_2022(past):
    """By more than 0.05 from 2021 to 2022; observed 0.41 to 0.71."""
    assert yearly(past, "MDA", 2022) - yearly(past, "MDA", 2021) > 0.05


CALM = ("kosovo", "bosnia", "macedonia", "transnistria", "abkhazia_south_ossetia")


def clustering(ensemble):
    """Variance over mean of yearly counts after the first year, mean over the disputes that are not at war."""
    ratios = []
    for dispute in CALM:
        incidents = ensemble("incident", dispute)[:, 13:]
        counts = incidents.reshape(len(incidents), -1, 12).sum(axis=2)
        ratios.append(counts.var() / counts.mean())
    return float(np.mean(ratios))


def test_p10_incidents_cluster(run):
    """Above 1 with no dated event to help, and above what the same rate gives when incidents do not feed on tension."""
    undated = {"clock.months": "72", "timeline": "[]"}
    fed = run("serbia-2022", 30, undated)
    alone = run("serbia-2022", 30, undated | {"parameters.incident_self": "0", "parameters.incident_base": "1.2"})
    assert clustering(fed) > 1.0
    assert clustering(fed) > clustering(alone) + 0.05


def test_p11_governments_change_and_change_back_more_often_where_media_are_free(run):
    """After the same shock to opinion in 2023, which fades: twice as many runs with two changes or more."""
    twice = [
        (
            run(SHOCK, 12, {"countries.SRB.media_freedom": media, "clock.months": "98"})("governments", "SRB")[:, -1]
            >= 2
        ).mean()
        for media in ("0", "1")
    ]
    assert twice[1] > 2.0 * twice[0]
    assert twice[1] > 0.5


def test_an_alliance_near_the_patron_holds_montenegro_back(run):
    """S12, paired noise, 6 replicates: from 2026 on the target is lower by more than 0.1, accession behind by the end.

    Alliance, threat and guarantee hold the target near or beyond the end of the axis, so alignment falls by less.
    """
    short = {"clock.months": "84"}
    alliance, base = run("montenegro-alliance", 6, short), run("serbia-2022", 6, short)
    assert (alliance("target", "MNE") - base("target", "MNE"))[:, 48:].mean() < -0.1
    assert (alliance("alignment", "MNE") - base("alignment", "MNE"))[:, 48:].mean() < 0.0
    assert np.all(alliance("accession", "EU", "MNE")[:, -1] < base("accession", "EU", "MNE")[:, -1])
