"""What two scenarios differ in, once resolved."""

from typing import Any

from twochairs.scenario.load import Scenario


def differences(first: Scenario, second: Scenario) -> list[tuple[str, Any, Any]]:
    """(path, value in the first, value in the second) for every value that is not the same; None where absent.

    Timeline items and policies are compared by name.
    """
    told = {"description", "notice", "reference", "sources"}
    one, other = (
        _flat({key: value for key, value in scenario.resolved().items() if key not in told})
        for scenario in (first, second)
    )
    paths = sorted(one.keys() | other.keys())
    return [(path, one.get(path), other.get(path)) for path in paths if one.get(path) != other.get(path)]


def _flat(data: Any, path: str = "") -> dict[str, Any]:
    if isinstance(data, list) and all(isinstance(item, dict) and "name" in item for item in data):
        data = {f"[{item['name']}]": {k: v for k, v in item.items() if k != "name"} or True for item in data}
    if data in ({}, []):
        return {}
    if isinstance(data, dict):
        flat: dict[str, Any] = {}
        for key, value in data.items():
            joined = f"{path}{key}" if str(key).startswith("[") else f"{path}.{key}" if path else str(key)
            flat |= _flat(value, joined)
        return flat
    return {path: data}
