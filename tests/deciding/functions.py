"""Functions whose indices are known, with chance added: what an estimator has to find."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from twochairs.experiment.samples import saltelli

_G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
_EACH = 1 / 3 / (1 + _G) ** 2
_ALL = np.prod(1 + _EACH) - 1


@dataclass(frozen=True)
class Known:
    """A function of shares in [0, 1], and what is known of it."""

    of: Callable[[np.ndarray], np.ndarray]
    first: np.ndarray
    whole: np.ndarray
    variance: float

    @property
    def factors(self) -> int:
        return len(self.first)

    def rows(self, rows: int, groups: int, replicates: int, chance: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Values of each run, shape (rows, factors + 2, replicates), and the group of each row.

        Parameters
        ----------
        chance : its standard deviation, in those of the function
        """
        exact = self.of(saltelli(rows, groups, self.factors, seed))
        drawn = np.random.default_rng([seed, 1]).standard_normal((*exact.shape, replicates))
        return exact[..., None] + chance * self.variance**0.5 * drawn, np.repeat(np.arange(groups), rows // groups)


def ishigami(share: np.ndarray) -> np.ndarray:
    """Ishigami, T., Homma, T. (1990), with a = 7 and b = 0.1."""
    x = (2 * share - 1) * np.pi
    return np.asarray(np.sin(x[..., 0]) + 7 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0]))


def product(share: np.ndarray) -> np.ndarray:
    """Sobol' G."""
    return np.asarray(np.prod((np.abs(4 * share - 2) + _G) / (1 + _G), axis=-1))


_WHOLE = np.array([one * np.prod(1 + np.delete(_EACH, at)) for at, one in enumerate(_EACH)]) / _ALL
KNOWN = {
    "ishigami": Known(ishigami, np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437]), 13.8445),
    "product": Known(product, _EACH / _ALL, _WHOLE, float(_ALL)),
}
