"""What a state buys from a pole: gas, unless a scenario calls it otherwise; its name and its units in every label."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from twochairs.world.quantity import Parameter, Quantity

_GAS, _VOLUME, _PRICE = "gas", "bcm/year", "USD/1000 m3"
_SPOKEN = re.compile(rf"\b(?:[Gg]as|[Ee]nergy)\b|{_VOLUME}|{_PRICE}")
_DEMAND = f".{_GAS}.demand"

Declared = TypeVar("Declared", bound=Quantity | Parameter)


def _on_one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("it must stand on one line, in letters and signs that print")
    return text


Word = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_on_one_line)]


class Commodity(BaseModel):
    """What states buy from a pole; one unit of volume at one of price comes to a million USD a year."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Word = _GAS
    volume: Word = _VOLUME
    price: Word = _PRICE

    def said(self, text: str) -> str:
        """A text of the package, which speaks of gas in its units, as this case has it; never a text of a user."""
        return _SPOKEN.sub(lambda found: self._word(found[0]), text)

    def _word(self, word: str) -> str:
        if word in (_VOLUME, _PRICE):
            return self.volume if word == _VOLUME else self.price
        if self.name == _GAS:
            return word
        return f"{self.name[:1].upper()}{self.name[1:]}" if word[0].isupper() else self.name

    def of(self, declared: Declared) -> Declared:
        """A declaration under its name and in its units."""
        return replace(declared, meaning=self.said(declared.meaning), unit=self.said(declared.unit))

    @staticmethod
    def is_bought(data: Mapping[str, Any]) -> bool:
        """Whether any state of a scenario has any demand for it, at the start or by what comes later.

        Parameters
        ----------
        data : the scenario, resolved, as plain data
        """
        items = [*(data.get("timeline") or ()), *(data.get("policies") or ())]
        paths = [str(path) for item in items for key in ("set", "add", "ramp", "do") for path in item.get(key) or ()]
        states = [state.get("gas") or {} for state in data["countries"].values()]
        return any(gas.get("demand") for gas in states) or any(path.endswith(_DEMAND) for path in paths)


GAS = Commodity()
ANY = Commodity(name="commodity", volume="its own volume a year", price="its own price")
"""Of several scenarios that do not buy the same."""
