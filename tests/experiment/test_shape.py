"""The shape of a point is that of its scenario, and is found without making it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.experiment.written import planned
from twochairs.experiment import plan as module
from twochairs.experiment.shape import shape_of
from twochairs.scenario.load import load
from twochairs.world.layout import Layout

FACTORS = {
    "LEA.pressure": "[0.1, 0.9]",
    "countries.ALD.noise_key": "[a, zz, D]",
    "countries.ALD.publics.town.noise_key": "[a, z]",
    "countries.ALD.publics.harbour.share": "[0.0, 0.1]",
    "disputes.strait.noise_key": "[a, z]",
    "acts.embargo.noise_key": "[a, z]",
    "poles.LEA.noise_key": "[a, z]",
    "poles.LEA.position": "[0.8, 0.9]",
    "clock.months": "[12, 24]",
    "commodity.name": "[gas, rice]",
    "clock.start": "[2030-01, 2029-11]",
    '"timeline[war].probability"': "[0.1, 0.9]",
    '"timeline[war].at"': "[2030-02, 2030-03]",
    '"timeline[pressure builds].to"': "[2030-08, 2030-09]",
    '"policies[tighten].when"': '["1 > 0", "0 > 1"]',
    "parameters.inertia_rate": "[0.4, 0.8]",
    "switches.media": "[true, false]",
    "scenario": "[tiny.yaml, small.yaml]",
}
SCENARIOS = Path(__file__).parents[1] / "scenario" / "good"
TINY = (SCENARIOS / "tiny.yaml").read_text()


@settings(derandomize=True, deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(names=st.sets(st.sampled_from(sorted(FACTORS)), min_size=1, max_size=3))
def test_the_shape_of_every_point_is_that_of_its_scenario(
    names: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("shape")
    head = "" if "scenario" in names else "scenario: tiny.yaml\n"
    lines = "".join(f"  {name}: {FACTORS[name]}\n" for name in sorted(names))
    try:
        plan = planned(folder, f"{head}factors:\n{lines}", tiny_yaml=TINY)
    except module.InvalidInput:
        return  # what one of the two scenarios lacks, or items that start before the clock
    groups = {(group.file, group.shape): group.count for group in plan.groups}
    counted: dict[object, int] = {}
    for point in range(len(plan.points)):
        try:
            scenario = plan.scenario(point)
        except module.InvalidInput:
            continue  # wrong together
        assert plan.shape(point) == shape_of(scenario.case)
        assert plan.shape(point).layout.start == scenario.start()[0].start == Layout(scenario.names).start
        key = (plan.points[point].get("scenario", "tiny.yaml"), plan.shape(point))
        counted[key] = counted.get(key, 0) + 1
    assert all(groups[key] >= count for key, count in counted.items())  # type: ignore[index]


def test_no_point_is_made_to_know_its_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(
        tmp_path, "factors:\n  LEA.pressure: {from: 0, to: 1, steps: 50}\n  clock.months: [12, 24]\n", tiny_yaml=TINY
    )
    made = []
    find = module.shape_of
    monkeypatch.setattr(module, "shape_of", lambda case: made.append(case) or find(case))
    plan = module.replace(plan)
    assert [(group.shape.months, group.count) for group in plan.groups] == [(12, 50), (24, 50)]
    assert len(made) == 2


def test_outcomes_are_in_the_units_of_the_case() -> None:
    case = load(SCENARIOS / "small.yaml", {"commodity": "{name: rice, price: USD/t}"}).case
    shape = shape_of(case)
    units = {
        text: shape.outcome(text).unit for text in ("contract_price[ALD]@end", "sum(hub_price)", "alignment[ALD]@end")
    }
    assert units == {"contract_price[ALD]@end": "USD/t", "sum(hub_price)": "USD/t x month", "alignment[ALD]@end": "1"}
    assert shape != shape_of(load(SCENARIOS / "small.yaml").case)
