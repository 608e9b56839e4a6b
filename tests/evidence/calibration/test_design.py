"""The plan of a design, what is refused with its whole text, and a design that was run read back."""

import pytest

from tests.evidence.calibration.made_up import experiment
from tests.evidence.small import STATES, data, project
from tests.trust.trial import swept
from twochairs.errors import InvalidInput
from twochairs.evidence.calibration.design import design_plan, read_design, record_of, simulated_years
from twochairs.evidence.calibration.paths import paths_of_draws
from twochairs.results.result import Result

OTHER = """\
twochairs: 2
scenario: case.yaml
replicates: 2
seed: 4
design: {kind: sobol, points: 4}
factors:
  parameters.w_public: {prior: true}
  LEA.pressure.SRB: {from: 0, to: 1}
  parameters.w_peer: {from: 0, to: 0.1}
outcomes:
  - alignment[SRB]@end
"""


def plan_of(tmp_path, **changed):
    project(tmp_path, data() | changed)
    return design_plan(experiment(tmp_path, "case.yaml", 8))


def test_the_outcomes_are_every_state_in_every_november(tmp_path):
    plan = plan_of(tmp_path)
    assert simulated_years(plan) == [2006, 2007, 2008, 2009]
    assert plan.experiment.outcomes == [
        *(f"alignment[{state}]@{year}-11" for year in (2006, 2007, 2008, 2009) for state in STATES),
        *(f"unexplained[{state}]@start" for state in STATES),
    ]


@pytest.mark.parametrize(
    "start, months, years",
    [
        ("2006-01", 10, []),
        ("2006-01", 11, [2006]),
        ("2006-01", 22, [2006]),
        ("2006-01", 23, [2006, 2007]),
        ("2006-11", 1, [2006]),
        ("2006-12", 12, [2007]),
        ("2006-07", 17, [2006, 2007]),
        ("2022-01", 120, [2022, 2023]),
    ],
)
def test_years_are_those_whose_november_is_run_through(tmp_path, start, months, years):
    changed = {"clock": {"start": start, "months": months}, "timeline": [], "countries": without_dates()}
    if not years:
        with pytest.raises(InvalidInput):
            plan_of(tmp_path, **changed)
        return
    plan = plan_of(tmp_path, **changed)
    assert simulated_years(plan) == years
    record = record_of(plan)
    assert record.years[-1] == years[-1]
    assert record.states == STATES


def without_dates():
    countries = data()["countries"]
    countries["SRB"] |= {"gas": {"demand": 0}, "government": {"course": 0.2}}
    return countries


def test_what_is_no_prior_cannot_be_calibrated(tmp_path):
    project(tmp_path, data())
    file = tmp_path / "other.yaml"
    file.write_text(OTHER)
    with pytest.raises(InvalidInput) as refused:
        design_plan(file)
    assert str(refused.value) == (
        f"{file} cannot be calibrated: 3 problems\n"
        "  line 8, column 3: factors.LEA.pressure.SRB cannot be calibrated; "
        "each factor must be parameters.NAME: {prior: true}\n"
        "  line 9, column 3: factors.parameters.w_peer cannot be calibrated; "
        "each factor must be parameters.NAME: {prior: true}\n"
        "  line 11, column 3: outcomes are put in by the calibration; leave them out"
    )


def test_a_case_of_which_nothing_is_observed_cannot_be_calibrated(tmp_path):
    text = "the scenario has no state with an ideal point, or no November of 2000 to 2023"
    changed = {"clock": {"start": "2006-01", "months": 8}, "timeline": []}
    with pytest.raises(InvalidInput) as refused:
        plan_of(tmp_path, **changed)
    file = tmp_path / "tiny-calibration.yaml"
    assert str(refused.value) == f"{file} cannot be calibrated: 1 problem\n  line 2, column 11: {text}"


def test_a_finished_sweep_is_read_as_the_paths_of_its_points(tmp_path):
    from twochairs.sweeps.job import Job
    from twochairs.world.rulebook import STANDARD

    plan = plan_of(tmp_path)
    job = Job(plan, STANDARD)
    swept(tmp_path / "out", job)
    made = read_design(plan, Result(tmp_path / "out"))
    assert made.names == ("inertia_rate", "w_public")
    assert made.cube.shape == (8, 2)
    assert ((made.cube >= 0) & (made.cube <= 1)).all()
    points = made.values(made.cube)
    for values, point in zip(points, plan.points, strict=True):
        assert values == pytest.approx({name.removeprefix("parameters."): value for name, value in point.items()})
    assert made.share(points[3]) == pytest.approx(made.cube[3])
    runs = paths_of_draws(plan.fits[0].base, points, [2006, 2007, 2008, 2009], STATES, 2, 4)
    assert made.alignment == pytest.approx(runs.mean(axis=1), abs=1e-6)
