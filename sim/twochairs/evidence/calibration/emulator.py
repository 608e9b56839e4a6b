"""Simulated paths as a smooth function of the rules' constants, learnt from a design of runs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

DEGREE = 2
_FOLDS = 5
_STRENGTHS = (0.01, 0.1, 1.0, 10.0, 100.0)


@dataclass(frozen=True)
class Emulator:
    """Polynomial ridge regression of every year and state on the constants.

    Attributes
    ----------
    cube : points it was learnt from, shape (points, constants), in [0, 1]
    paths : alignment there, shape (points, years, states)
    """

    cube: np.ndarray
    paths: np.ndarray

    def __call__(self, cube: np.ndarray) -> np.ndarray:
        """Alignment at other points.

        Parameters
        ----------
        cube : shape (points, constants), in [0, 1]

        Returns
        -------
        shape (points, years, states)
        """
        found = self._features(cube) @ self._fitted.coef_.T + self._fitted.intercept_
        return np.asarray(found).reshape(len(cube), *self.paths.shape[1:])

    @cached_property
    def error(self) -> np.ndarray:
        """Root mean square error on points it had not seen, by cross-validation, shape (years, states)."""
        from sklearn.model_selection import cross_val_predict

        flat = self.paths.reshape(len(self.paths), -1)
        features = self._features(self.cube)
        told = cross_val_predict(self._regression(self._fitted.alpha_), features, flat, cv=_FOLDS)
        return np.asarray(np.sqrt(np.mean((told - flat) ** 2, axis=0)).reshape(self.paths.shape[1:]))

    @property
    def explained(self) -> float:
        """Share of the design's variance that it foretells on points it had not seen."""
        return float(1.0 - np.sum(self.error**2) / np.sum(np.var(self.paths, axis=0)))

    @cached_property
    def _fitted(self) -> Any:
        from sklearn.linear_model import RidgeCV
        from threadpoolctl import threadpool_limits

        # each year by itself, so that nothing of later years is in the path of earlier ones
        regression = RidgeCV(alphas=_STRENGTHS, alpha_per_target=True)
        with threadpool_limits(limits=1):  # the same bits however many processors there are
            return regression.fit(self._features(self.cube), self.paths.reshape(len(self.paths), -1))

    @staticmethod
    def _regression(strength: np.ndarray) -> Any:
        from sklearn.linear_model import Ridge

        return Ridge(alpha=strength)

    @cached_property
    def _polynomial(self) -> Any:
        from sklearn.preprocessing import PolynomialFeatures

        return PolynomialFeatures(DEGREE, include_bias=False).fit(self.cube)

    def _features(self, cube: np.ndarray) -> Any:
        return self._polynomial.transform(2.0 * cube - 1.0)
