"""What verbs take: each argument and option once, for every verb that has it."""

from pathlib import Path
from typing import Annotated

import typer

from twochairs.scenario.given import MAX_SEED

HELP = {"help_option_names": ["-h", "--help"]}
"""How help is asked for, of the command and of every verb."""

ScenarioFile = Annotated[Path, typer.Argument(help="a scenario file (YAML)", show_default=False)]
ExperimentFile = Annotated[Path, typer.Argument(help="an experiment file (YAML)", show_default=False)]
PriorsFile = Annotated[Path, typer.Argument(help="an experiment file whose factors are priors of constants (YAML)")]
Folder = Annotated[Path, typer.Argument(help="a result folder", show_default=False)]
ExperimentOrFolder = Annotated[
    Path, typer.Argument(help="an experiment file (YAML), or the folder of its result", show_default=False)
]

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="a value over everything else, e.g. EU.pressure=0.6; repeatable"),
]
Rules = Annotated[
    Path | None,
    typer.Option(help="a Python file of your own: rules in the places of others, and mechanisms that it adds"),
]
Parameters = Annotated[
    str | None,
    typer.Option(
        metavar="best|posterior|prior",
        help="where the rules' constants come from: the scenario (best), a calibration, or their declared priors",
    ),
]
DrawCount = Annotated[
    int | None,
    typer.Option(
        min=1, max=10_000, help="sets of constants that replicates are spread over, of the posterior or the prior [16]"
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(min=0, max=1024, help="worker processes; as many as processors unless given, 0 for none"),
]
Dask = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="a Dask scheduler, local:2 for a cluster on this machine, or slurm:2 for two worker jobs",
    ),
]
ShareOf = Annotated[str | None, typer.Option(metavar="I/N", help="run only the I-th of N shares; then merge")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="check everything and say what it takes; run nothing")]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        min=0.001, metavar="SECONDS", help="end a run that takes longer; it counts as failed", show_default=False
    ),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="TEXT", help="a number read off each run beside the standard ones; repeatable"),
]
Asked = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="TEXT", help="an outcome that is asked about; repeatable, all unless given"),
]
Lots = Annotated[int, typer.Option("--seed", min=0, max=MAX_SEED, help="of what is drawn by lot in the analysis")]
KeepSeries = Annotated[
    str,
    typer.Option(metavar="all|quantiles|none|NAMES", help="series that are kept: of every run, or of some quantities"),
]
From = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="FOLDER", help="a result whose runs are used again; repeatable"),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="replace another result that the folder holds, with runs that this one lacks")
]
Out = Annotated[Path | None, typer.Option(help="result folder, instead of results/NAME-HASH")]
Results = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="where results are, instead of results/; TWOCHAIRS_RESULTS says it for all"),
]

Countries = Annotated[
    list[str] | None,
    typer.Option(
        "--country", "--state", help="a state by key or name, e.g. SRB or Serbia; repeatable", show_default=False
    ),
]
OneAct = Annotated[
    str | None,
    typer.Option(
        "--act",
        metavar="KEY",
        help="the act that it is about, e.g. sanctions, instead of the one by the rule above; a wrong one lists all",
        show_default=False,
    ),
]
Incomplete = Annotated[
    bool, typer.Option("--incomplete", help="go on with what is there of a sweep that has not come to its end")
]
Point = Annotated[
    list[str] | None,
    typer.Option(
        "--point",
        metavar="NUMBER|KEY=VALUE",
        help="a point of a sweep, by its number or by a factor's value (repeatable); its runs are made again in full",
        show_default=False,
    ),
]
Figures = Annotated[bool, typer.Option("--figures", help="draw the figures too")]
Json = Annotated[bool, typer.Option("--json", help="print JSON for a script")]


def settings_of(pairs: list[str] | None) -> dict[str, str]:
    """Key and value of every `--set KEY=VALUE`."""
    settings = {}
    for pair in pairs or []:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise typer.BadParameter(f"{pair!r} has no '='; write --set KEY=VALUE, e.g. --set EU.pressure=0.6")
        settings[key.strip()] = value.strip()
    return settings
