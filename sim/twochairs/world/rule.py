"""The rules by number and title, as values: what constants and mechanisms are declared to belong to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule of the model: its number, as in R9, and its title."""

    number: int
    title: str

    def __str__(self) -> str:
        return f"R{self.number}"


R1 = Rule(1, "Hub price")
R2 = Rule(2, "Gas contract")
R3 = Rule(3, "Dependence")
R4 = Rule(4, "Foothold")
R5 = Rule(5, "Favourability")
R6 = Rule(6, "Polls")
R7 = Rule(7, "Disputes")
R8 = Rule(8, "Elections")
R9 = Rule(9, "Alignment")
R10 = Rule(10, "Acts")
R11 = Rule(11, "Accession")
R12 = Rule(12, "Bidding")
RULES = (R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12)
