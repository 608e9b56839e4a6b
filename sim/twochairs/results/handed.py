"""What a result hands out: whatever is done to it stays with who asked, and reaches nothing that is kept."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Generic, NoReturn, Self, TypeVar, cast, overload

from twochairs.errors import NotPossible

T = TypeVar("T")


class handed(Generic[T]):
    """A property that is made once, and of which everyone who asks gets a copy of their own."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make, self.__doc__, self.kept = make, make.__doc__, f"_kept_{make.__name__}"

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        if self.kept not in vars(instance):
            vars(instance)[self.kept] = self.make(instance)
        kept: T = vars(instance)[self.kept]
        return own(kept)


def own(value: T) -> T:
    """A copy; of a table one that takes no room until it is changed, where pandas knows how to."""
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        return cast(T, value.copy(deep=int(pd.__version__.partition(".")[0]) < 3))
    return deepcopy(value)


def _refuse(*given: Any, **named: Any) -> NoReturn:
    raise NotPossible("what a result says of itself cannot be changed\n  hint: copy.deepcopy gives a copy of your own")


class ReadOnlyDict(dict[str, Any]):
    """A dict that can be read and copied, and not changed."""

    __setitem__ = __delitem__ = __ior__ = update = pop = popitem = clear = setdefault = _refuse

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        return {key: deepcopy(value, memo) for key, value in self.items()}

    def __reduce__(self) -> Any:
        return dict, (deepcopy(self),)


class ReadOnlyList(list[Any]):
    """A list that can be read and copied, and not changed."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = append = extend = insert = pop = remove = _refuse
    clear = sort = reverse = _refuse

    def __deepcopy__(self, memo: Any) -> list[Any]:
        return [deepcopy(value, memo) for value in self]

    def __reduce__(self) -> Any:
        return list, (deepcopy(self),)


def read_only(value: Any) -> Any:
    """Plain data that cannot be changed, however deep."""
    if isinstance(value, dict):
        return ReadOnlyDict({key: read_only(of) for key, of in value.items()})
    return ReadOnlyList(map(read_only, value)) if isinstance(value, list | tuple) else value
