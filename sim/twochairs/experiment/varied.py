"""What differs from point to point of an experiment: its factors, the players of its game, or levers and worlds."""

from dataclasses import dataclass

from twochairs.experiment.asked import IN_TABLE
from twochairs.experiment.constraint import Constraint
from twochairs.experiment.design import Design, design_of
from twochairs.experiment.factor import Factor
from twochairs.experiment.factors import factors_of, factors_of_table, table_of
from twochairs.experiment.file import ExperimentFile
from twochairs.experiment.players import players_of
from twochairs.experiment.report import Report
from twochairs.experiment.schema import TABLE, Experiment
from twochairs.experiment.schema import Design as DesignAsked
from twochairs.experiment.settings import LEVERS, laid_out, stepped
from twochairs.experiment.table import Table

_OF_SETTINGS = ("robust", "search", "file")


@dataclass(frozen=True)
class Varied:
    """What differs.

    Attributes
    ----------
    factors : in the order of their names, levers among them
    sound : names of those whose levels make sense by themselves
    table : of points, or of lever settings
    levers : those that somebody decides, where lever settings are looked for; else none
    """

    factors: list[Factor]
    sound: set[str]
    table: Table | None = None
    levers: tuple[Factor, ...] = ()

    @property
    def uncertain(self) -> list[Factor]:
        """Factors that nobody decides."""
        return [one for one in self.factors if one not in self.levers]

    @property
    def constrained(self) -> list[Factor]:
        """Factors that constraints are on: levers, where there are any."""
        return list(self.levers) or self.factors

    def design(self, experiment: Experiment, constraints: list[Constraint], report: Report) -> Design:
        """The points; with problems reported, none."""
        if experiment.robust is None:
            return design_of(experiment, self.factors, constraints, self.table, report)
        return laid_out(experiment, list(self.levers), self.uncertain, constraints, self.table, report)


def varied_in(file: ExperimentFile, sound: set[str], report: Report) -> Varied:
    """What differs in an experiment; problems are reported.

    Parameters
    ----------
    sound : names of the factors and levers whose levels make sense by themselves
    """
    experiment = file.experiment
    if experiment.robust is not None:
        return _decided(file, sound, report)
    if experiment.game is not None:
        players = players_of(experiment.game, report)
        return Varied(players, {player.name for player in players})
    factors = factors_of(experiment.factors, report)
    if experiment.design.kind != TABLE:
        return Varied(factors, sound)
    table = table_of(file, report)
    if table is None:
        return Varied(factors, set())
    factors = factors_of_table(experiment.factors, table, report)
    return Varied(factors, {factor.name for factor in factors}, table)


def _decided(file: ExperimentFile, sound: set[str], report: Report) -> Varied:
    experiment, table = file.experiment, None
    uncertain = factors_of(experiment.factors, report)
    levers = stepped(factors_of(experiment.levers, report, LEVERS))
    if experiment.robust is not None and experiment.robust.search.kind == IN_TABLE:
        table = table_of(file, report, _OF_SETTINGS)
        levers = factors_of_table(experiment.levers, table, report, LEVERS) if table is not None else levers
        sound = sound | {lever.name for lever in levers} if table is not None else sound
    factors = sorted([*levers, *uncertain], key=lambda factor: factor.name)
    return Varied(factors, sound, table, tuple(levers))


def as_laid_out(experiment: Experiment) -> Experiment:
    """The experiment as its plan has it: of lever settings in worlds, the design is a table of points."""
    if experiment.robust is None:
        return experiment
    return experiment.model_copy(update={"design": DesignAsked(kind=TABLE)})
