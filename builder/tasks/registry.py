"""The kinds of task by their names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture

TARGETS: Mapping[str, type[Target]] = MappingProxyType(
    {each.kind: each for each in (Classes, Labels, PixelClasses, Numbers, SamePicture, LargerPicture)}
)
"""Every kind of task, in the order in which they are offered."""

PICTURE_KINDS = (SamePicture.kind, LargerPicture.kind)
"""The kinds that any set of images can teach, since the pictures themselves are what is to be given."""
