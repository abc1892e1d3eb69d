"""Which view shows the predictions of a kind of task; views are made when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gui.insight.predictions.class_view import ClassificationView
from gui.insight.predictions.label_view import MultiLabelView
from gui.insight.predictions.mask_view import SegmentationView
from gui.insight.predictions.picture_view import PicturesView
from gui.insight.predictions.prediction_view import PredictionView


def _regression_view() -> PredictionView:
    from gui.insight.predictions.number_view import RegressionView  # pyqtgraph takes 0.3 s to import

    return RegressionView()


VIEWS: Mapping[str, Callable[[], PredictionView]] = {
    "classification": ClassificationView,
    "multilabel": MultiLabelView,
    "segmentation": SegmentationView,
    "regression": _regression_view,
    "reconstruction": PicturesView,
    "super-resolution": PicturesView,
}
