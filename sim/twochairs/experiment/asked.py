"""What an experiment file may ask of its runs, a section for each verb that decides; no number of a run hangs on it."""

from pydantic import Field

from twochairs.scenario.schema import Strict


class Sensitivity(Strict):
    """What moves the outcomes, and how surely that is to be known."""

    confidence: float = Field(0.95, ge=0.5, le=0.999, description="of the intervals")
    half_width: float = Field(0.05, ge=0.001, le=1, description="of an index's interval, that is aimed at; only told")
