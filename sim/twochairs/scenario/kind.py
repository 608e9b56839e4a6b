"""Which of two kinds a file is: a scenario, or an experiment on scenarios."""

from twochairs.scenario.schema import FILE_KEYS, Case
from twochairs.scenario.tree import Node

_OF_BOTH = {"twochairs", "title", "description"}
SCENARIO_KEYS = {*Case.model_fields, *FILE_KEYS} - _OF_BOTH
"""Keys that only a scenario has."""
EXPERIMENT_KEYS = {
    "scenario", "months", "set", "replicates", "seed", "common_random_numbers", "parameters_from", "parameter_draws",
    "design", "factors", "constraints", "keep", "outcomes", "called", "figures", "sensitivity", "discover", "game",
    "worlds", "robust",
}  # fmt: skip
"""Keys that only an experiment has."""
_MARKS = {"scenario", "factors", "design"}

IS_EXPERIMENT = "which is an experiment; name a scenario file"
"""What is wrong with a file that is named where a scenario belongs."""


def is_experiment(tree: Node) -> bool:
    """Whether a file is an experiment, by the keys it has; one of neither kind's keys is a scenario."""
    keys = set(tree.value)
    more = len(keys & EXPERIMENT_KEYS) - len(keys & SCENARIO_KEYS)
    return more > 0 or (more == 0 and bool(keys & _MARKS))
