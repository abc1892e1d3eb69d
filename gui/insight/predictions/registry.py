"""Which view shows the predictions of a kind of task; views are made when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gui.insight.predictions.classification import ClassificationView
from gui.insight.predictions.multilabel import MultiLabelView
from gui.insight.predictions.pictures import PicturesView
from gui.insight.predictions.segmentation import SegmentationView
from gui.insight.predictions.view import PredictionView


def _regression_view() -> PredictionView:
    from gui.insight.predictions.regression import RegressionView  # pyqtgraph takes 0.3 s to import

    return RegressionView()


VIEWS: Mapping[str, Callable[[], PredictionView]] = {
    "classification": ClassificationView,
    "multilabel": MultiLabelView,
    "segmentation": SegmentationView,
    "regression": _regression_view,
    "reconstruction": PicturesView,
    "super-resolution": PicturesView,
}
