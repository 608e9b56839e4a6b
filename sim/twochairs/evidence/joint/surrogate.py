"""What simulated draws say of a log likelihood anywhere near them: a quadratic ridge regression."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

DEGREE = 2
_STRENGTHS = (0.1, 1.0, 10.0, 100.0)
_FOLDS = 10


@dataclass(frozen=True, eq=False)
class Surrogate:
    """A log likelihood as a polynomial of the constants, over the spread of the draws it is learnt from.

    Attributes
    ----------
    cube : draws, (draws, constants)
    log_likelihood : of each, nats, (draws,)
    """

    cube: np.ndarray
    log_likelihood: np.ndarray

    def __call__(self, cube: np.ndarray) -> np.ndarray:
        """Nats at other points, (points,)."""
        return np.asarray(self._fitted.predict(self._features(cube)))

    @cached_property
    def error(self) -> float:
        """Root mean square error on draws it had not seen, by cross-validation, nats."""
        from sklearn.linear_model import Ridge
        from sklearn.model_selection import cross_val_predict

        regression = Ridge(alpha=self._fitted.alpha_)
        told = cross_val_predict(regression, self._features(self.cube), self.log_likelihood, cv=_FOLDS)
        return float(np.sqrt(np.mean((told - self.log_likelihood) ** 2)))

    @property
    def explained(self) -> float:
        """Share of the draws' variance that it foretells on draws it had not seen; 1 where they do not vary."""
        variance = float(np.var(self.log_likelihood))
        return 1.0 - self.error**2 / variance if variance else 1.0

    @cached_property
    def _fitted(self) -> Any:
        from sklearn.linear_model import RidgeCV
        from threadpoolctl import threadpool_limits

        with threadpool_limits(limits=1):  # the same bits however many processors there are
            return RidgeCV(alphas=_STRENGTHS).fit(self._features(self.cube), self.log_likelihood)

    @cached_property
    def _polynomial(self) -> Any:
        from sklearn.preprocessing import PolynomialFeatures

        return PolynomialFeatures(DEGREE, include_bias=False).fit(self.cube)

    def _features(self, cube: np.ndarray) -> np.ndarray:
        spread = self.cube.std(axis=0)
        away = (cube - self.cube.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
        return np.asarray(self._polynomial.transform(away))
