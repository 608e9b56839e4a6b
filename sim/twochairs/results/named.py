"""What outcomes and agents of a result are called in words."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twochairs.results.result import Result

_WHEN = {"end": "at the end", "start": "at the start", "mean": "mean over the months"}
_WHEN |= {"max": "largest of the months", "min": "smallest of the months"}


def outcome(result: "Result", text: str) -> str:
    """An outcome in words where it is one quantity, else as it is written."""
    about = result.about(text)
    words, when = said(result, about), _WHEN.get(about.get("when", ""), about.get("when", ""))
    return ", ".join(part for part in (words, when) if part) if words else text


def said(result: "Result", about: dict[str, Any]) -> str:
    """What is declared of a factor or an outcome in words, with the names of its agents."""
    meaning = str(about.get("meaning", ""))
    names = [agent(result, str(key)) for key in about["agents"]]
    return f"{meaning}, {', '.join(names)}" if meaning and names else meaning


def agent(result: "Result", key: str) -> str:
    """The name of a country, a pole, a dispute, an act, or of a country's public."""
    for names in result.manifest["labels"].values():
        if key in names:
            return str(names[key])
    country, dot, public = key.partition(".")
    named = result.manifest["labels"].get("country", {}).get(country)
    return f"{named} ({public.replace('_', ' ')})" if dot and named else key
