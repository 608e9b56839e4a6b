"""What a user writes who uses all of it; it is checked with `mypy --strict`, and its first half is run."""

import sys
from pathlib import Path

import twochairs as tc
from twochairs.mesa_model import Country

CASE = Path("mycase/balkans/serbia-2022.yaml")
VARIANT = {"twochairs": 2, "title": "A harder line", "extends": str(CASE), "levers": {"EU": {"pressure": 0.5}}}
EXPERIMENT = f"""
twochairs: 2
scenario: {CASE}
months: 3
replicates: 2
factors: {{EU.pressure.SRB: [0, 0.9]}}
outcomes: ["alignment[SRB]@end"]
"""


def scenarios() -> None:
    """Files, text and data."""
    if not CASE.exists():
        files: list[Path] = tc.init("mycase")
        assert CASE in files
    scenario = tc.load(CASE, {"clock.months": 3})
    name: str = scenario.name
    notes: tuple[str, ...] = tc.validate(VARIANT).notes
    pressures = tc.explain(scenario, "EU.pressure")
    print(name, len(notes), len(pressures), len(tc.diff(CASE, VARIANT)), tc.schema()["type"], tc.order()[0])


def runs() -> None:
    """Runs, figures and pages."""
    base = tc.run(CASE, replicates=2, seed=1, months=3, out="base", replace=True)
    other = tc.run(VARIANT, replicates=2, seed=1, months=3, out="other", jobs=0, outcomes=["alignment[SRB]@end"])
    alignment = base.series("alignment").sel(point=0, country="SRB").median("replicate")
    causes = tc.why(base, countries=["SRB"])
    odds, apart = tc.why(base, act="sanctions", month="all"), tc.why(base, other)
    sheets: list[Path] = tc.export(base, csv=True, dta=True, netcdf=True, out="export")
    assert len(odds) > len(apart) > 0 and all(path.exists() for path in sheets)
    table = tc.compare(base, other)
    files: list[Path] = tc.plot(base, only=["trajectories"], out="figures")
    page: Path = tc.report(base, other, out="page.html")
    assert base.to_netcdf("base.nc").stat().st_size > 0
    print(float(alignment[-1]), len(causes), list(table.columns), len(files), page.name, tc.verify("base").sound)


def sweeps() -> None:
    """Experiments, shards, and a run again."""
    seconds: float = tc.estimate(EXPERIMENT, jobs=0).seconds
    whole = tc.sweep(EXPERIMENT, jobs=0, out="whole")
    halves = [tc.sweep(EXPERIMENT, jobs=0, shard=f"{n}/2", out=f"half-{n}").folder for n in (1, 2)]
    merged = tc.merge(halves, out="merged")
    done: int = tc.status("whole").points_done
    everything: list[str] = [one.kind for one in tc.status(results=".")]
    assert everything.count("sweep") >= 2, everything
    differing: list[str] = tc.replay("whole", "0/0").differing
    print(seconds, float(whole.grid("alignment[SRB]@end")[0]), merged.complete, done, differing)


def models() -> None:
    """One run, steered by hand."""

    def mean(model: tc.TwoChairs) -> float:
        """Mean alignment of all countries."""
        alignments: list[float] = [country.alignment for country in model.countries.values()]
        return sum(alignments) / len(alignments)

    model = tc.TwoChairs(CASE, seed=1, model_reporters={"mean": mean}, agenttype_reporters={Country: {"gdp": "gdp"}})
    model.run(2)
    branch: tc.TwoChairs = model.copy()
    branch.poles["EU"].pressure = {"SRB": 0.9}
    branch.step()
    serbia: Country = branch.countries["SRB"]
    driven = tc.write(branch, "driven", replace=True)
    print(branch.month, serbia.alignment, driven.complete)


def data() -> None:
    """What was observed."""
    votes = tc.data.show("un_votes", country="SRB", first=2022)
    print(len(votes), len(tc.data.list_tables()), len(tc.data.sources()))


def learnt() -> None:
    """The constants, from the record; it takes minutes."""
    found = tc.calibrate("experiments/calibration.yaml", upto=2020, jobs=2)
    print(found.emulator_explains, found.folder)


def main() -> int:
    """All but what takes minutes."""
    try:
        scenarios()
        runs()
        sweeps()
        models()
        data()
    except tc.TwochairsError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
