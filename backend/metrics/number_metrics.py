"""Metrics of numbers: absolute and squared errors, and the share of the variance that is explained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.metrics.confusion import Array, Floats, divide, mean_of_present

_ROUNDING, _CENTRE_ROUNDING = 1e-12, 1e-28
"""Below these shares of its squares, and of those of its centre, the spread of a number is rounding."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ErrorSums:
    """Sums for each number (..., numbers) over samples: of absolute and squared errors, values and squared values, and how
    many samples (...) they are of. `centre` (numbers,) was taken off the values first, so that squares do not cancel.
    """

    absolute: Floats
    squared: Floats
    values: Floats
    squares: Floats
    count: Floats
    centre: Floats

    def mae(self) -> Floats:
        """The mean absolute error of each number (..., numbers); NaN without samples."""
        return divide(self.absolute, self.count[..., None])

    def rmse(self) -> Floats:
        """The square root of the mean squared error of each number (..., numbers); NaN without samples."""
        return np.asarray(np.sqrt(divide(self.squared, self.count[..., None])))

    def r2(self) -> Floats:
        """1 minus the squared error over the spread around the mean, of each number (..., numbers).

        NaN for a number that is the same in all samples, where there is nothing to explain; below 0 where the mean is better.
        """
        mean = divide(self.values, self.count[..., None])
        spread = self.squares - self.values * mean
        varied = spread > _ROUNDING * self.squares + _CENTRE_ROUNDING * self.count[..., None] * self.centre**2
        return 1.0 - divide(self.squared, np.where(varied, spread, 0.0))


def sample_errors(targets: Array, predictions: Array) -> ErrorSums:
    """The terms of the sums for each sample, (n, numbers), of targets and predictions (n, numbers) float.

    Predictions that are NaN or infinite make NaN of what they are in.
    """
    values, given = np.asarray(targets, np.float64), np.asarray(predictions, np.float64)
    errors = np.where(np.isfinite(given), given, np.nan) - values
    centre = values.mean(0) if len(values) else np.zeros(values.shape[1])
    values = values - centre
    return ErrorSums(
        absolute=np.abs(errors),
        squared=errors * errors,
        values=values,
        squares=values * values,
        count=np.ones(len(values)),
        centre=centre,
    )


def error_sums(targets: Array, predictions: Array) -> ErrorSums:
    """The sums over all samples, for targets and predictions (n, numbers)."""
    return sums_of(sample_errors(targets, predictions), None)


def sums_of(each: ErrorSums, weights: Array | None) -> ErrorSums:
    """The sums of the terms (n, numbers) of samples, for `weights` (rows, n): how often each counts; once by default."""

    def total(part: Floats) -> Floats:
        return np.asarray(part.sum(0) if weights is None else weights @ part)

    return ErrorSums(
        absolute=total(each.absolute),
        squared=total(each.squared),
        values=total(each.values),
        squares=total(each.squares),
        count=total(each.count),
        centre=each.centre,
    )


def mean_errors(sums: ErrorSums) -> dict[str, Floats]:
    """MAE, RMSE and R2 as means over the numbers (...); a number without an R2 is left out of its mean."""
    return {"mae": sums.mae().mean(-1), "rmse": sums.rmse().mean(-1), "r2": mean_of_present(sums.r2())}
