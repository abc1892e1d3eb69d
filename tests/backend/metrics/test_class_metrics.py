"""Metrics of a classification, compared with scikit-learn on values that vary."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from backend.metrics import class_metrics as ours
from backend.metrics.confusion import Counts
from backend.metrics.ranking import average_precision, roc_auc
from tests.support.lanes import draws

CLASSES = 4


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """scikit-learn warns where a class is missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@st.composite
def samples(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Class numbers (n,) and scores (n, 4) with many ties; classes may be missing."""
    n = draw(st.integers(1, 30))
    targets = draw(st.lists(st.integers(0, draw(st.integers(0, CLASSES - 1))), min_size=n, max_size=n))
    scores = draw(st.lists(st.lists(st.integers(-3, 3), min_size=CLASSES, max_size=CLASSES), min_size=n, max_size=n))
    return np.array(targets), np.array(scores, np.float32) / 2


@settings(max_examples=draws(40), deadline=None)
@given(samples())
def test_counts_are_those_of_scikit_learn(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    targets, scores = drawn
    predictions = scores.argmax(1)
    confusion = ours.confusion_matrix(targets, predictions, CLASSES)
    assert (confusion == sk.confusion_matrix(targets, predictions, labels=range(CLASSES))).all()
    counts = Counts.of_confusion(confusion)
    quick = ours.class_counts(targets, predictions, CLASSES)
    assert all((getattr(counts, name) == getattr(quick, name)).all() for name in ("hits", "actual", "predicted"))
    assert ours.accuracy(targets, predictions) == pytest.approx(sk.accuracy_score(targets, predictions))
    expected = sk.precision_recall_fscore_support(targets, predictions, labels=range(CLASSES), zero_division=0)
    occurs = np.isin(np.arange(CLASSES), np.concatenate([targets, predictions]))
    for name, values in zip(("precision", "recall", "f1"), expected, strict=False):
        found = getattr(counts, name)()
        assert np.isnan(found[~occurs]).all()
        assert found[occurs] == pytest.approx(values[occurs])
    for average in ("macro", "micro", "weighted"):
        *whole, _ = sk.precision_recall_fscore_support(targets, predictions, average=average, zero_division=0)
        assert [*counts.averaged(average).values()] == pytest.approx(whole)


@settings(max_examples=draws(40), deadline=None)
@given(samples())
def test_rankings_are_those_of_scikit_learn(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    targets, scores = drawn
    shares = ours.softmax(scores)
    assert shares == pytest.approx(np.exp(scores) / np.exp(scores).sum(1, keepdims=True))
    auc, precision = ours.one_vs_rest(targets, shares)
    for each in range(CLASSES):
        positive = targets == each
        if positive.any():
            assert precision[each] == pytest.approx(sk.average_precision_score(positive, shares[:, each]))
        else:
            assert math.isnan(precision[each])
        if positive.any() and not positive.all():
            assert auc[each] == pytest.approx(sk.roc_auc_score(positive, shares[:, each]))
        else:
            assert math.isnan(auc[each])
    if len(np.unique(targets)) == CLASSES:
        expected = sk.roc_auc_score(targets, shares, multi_class="ovr")
        assert ours.macro_ranking(targets, shares) == pytest.approx((expected, precision.mean()))


@settings(max_examples=draws(40), deadline=None)
@given(samples(), st.integers(1, CLASSES + 2))
def test_top_k_counts_the_first_of_equal_scores(drawn: tuple[np.ndarray, np.ndarray], k: int) -> None:
    targets, scores = drawn
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    assert ours.top_k_accuracy(targets, scores, k) == (order == targets[:, None]).any(1).mean()
    assert ours.top_k_accuracy(targets, scores, 1) == ours.accuracy(targets, scores.argmax(1))


def test_what_has_no_value_is_nan() -> None:
    none = np.zeros(0, np.int64)
    assert math.isnan(ours.accuracy(none, none))
    assert math.isnan(ours.top_k_accuracy(none, np.zeros((0, 3)), 2))
    assert all(math.isnan(value) for value in ours.macro_ranking(none, np.zeros((0, 3))))
    counts = ours.class_counts(none, none, 3)
    assert all(math.isnan(value) for average in ("macro", "micro", "weighted") for value in counts.averaged(average).values())
    positive = np.array([True, False, True])
    assert roc_auc(positive, np.zeros(3)) == 0.5
    assert average_precision(positive, np.zeros(3)) == pytest.approx(2 / 3)
    assert math.isnan(roc_auc(positive, np.array([0.1, math.nan, 0.2])))
    assert math.isnan(average_precision(~positive & positive, np.arange(3.0)))
    assert np.isnan(ours.softmax(np.array([[0.0, math.inf], [0.0, 1.0]]))).tolist() == [[True, True], [False, False]]


def test_a_score_that_is_nan_is_wrong() -> None:
    scores = np.array([[math.nan, 0.0], [0.0, math.nan]])
    assert ours.target_ranks(np.array([0, 0]), scores).tolist() == [1, 0]


def test_class_numbers_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="predictions are class numbers below 3, not 0 to 3"):
        ours.confusion_matrix(np.array([0, 1]), np.array([0, 3]), 3)
    with pytest.raises(ValueError, match="targets"):
        ours.confusion_matrix(np.array([-1]), np.array([0]), 3)
