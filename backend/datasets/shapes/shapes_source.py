"""Shapes as a data set: what each kind of task learns from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

import numpy as np

from backend.datasets.base import Cancel, DataError, DatasetInfo, DataSource, Images, LoadedData, Size, never, quiet
from backend.datasets.images.resizing import check_memory
from backend.datasets.shapes.kinds import KINDS
from backend.datasets.shapes.layout import SceneRules
from backend.datasets.shapes.options import COUNT, POSE, ROOM, ShapesOptions, room_for
from backend.datasets.shapes.scenes import Scenes, draw_scenes
from backend.datasets.time_left import with_time_left
from builder.common.fields import FieldError, value_text
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.progress import Progress
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.registry import PICTURE_KINDS
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses

TRAIN, TEST = 0, 1
"""The numbers of the splits: an image depends on seed, split and index."""

SEVERAL = 4
"""The most figures of an image where a person left it open and the task has no one figure in mind."""

COPIES = 4
"""Bytes per pixel and channel while images are drawn: themselves, their chunks, masks and targets."""

MOST_PIXELS = 2_000_000_000
"""The most pixels that are drawn, about four minutes."""


@dataclass(frozen=True, slots=True)
class ShapesSource(DataSource):
    """Images that are drawn when they are asked for, from `options` and the `seed` of the project's data."""

    options: ShapesOptions = field(default_factory=ShapesOptions)
    seed: int = 0

    options_class: ClassVar = ShapesOptions
    title: ClassVar = QT_TRANSLATE_NOOP("Data", "Shapes")

    def info(self) -> DatasetInfo:
        """What the options say; nothing is drawn."""
        options, kinds = self.options, self.options.kinds
        targets = {
            Classes.kind: Classes(kinds),
            Labels.kind: Labels(kinds),
            PixelClasses.kind: PixelClasses(("ground", *kinds)),
            Numbers.kind: Numbers(self._numbers()),
        }
        return DatasetInfo(
            name=self.name,
            title=self.title,
            description=QT_TRANSLATE_NOOP(
                "Data",
                "Circles, squares, triangles and crosses on a textured ground, drawn by Convas at any size: for classes, "
                "labels, masks, positions, angles and counts.",
            ),
            input_shape=(3 if options.colour else 1, options.size, options.size),
            classes=kinds,
            counts={"train": options.train_count, "test": options.test_count},
            targets=targets,
            any_size=True,
            licence="CC0",
        )

    def ready(self) -> bool:
        """They always are."""
        return True

    def location(self) -> str:
        """Nowhere: they are drawn."""
        return QT_TRANSLATE_NOOP("Data", "drawn by Convas")

    def with_options(self, options: Mapping[str, Any], *, seed: int = 0) -> Self:
        """The source that draws as `options` say (fields of ShapesOptions); raises :class:`DataError` with the field."""
        try:
            parsed = ShapesOptions(**options)
        except FieldError as error:
            raise DataError(
                QT_TRANSLATE_NOOP("Data", "{place}: {expected}, not {value}"),
                place=f"{self.name}.{error.field}",
                expected=error.expected,
                value=value_text(error.value),
            ) from error
        return replace(self, options=parsed, seed=seed)

    def option_values(self) -> dict[str, Any]:
        """The fields that differ from the defaults."""
        usual = ShapesOptions().record()
        return {name: value for name, value in self.options.record().items() if value != usual[name]}

    def settings(self) -> Mapping[str, bool | int | float | str | None]:
        """The options that decide the images; at another size the same scenes are drawn."""
        return {name: value for name, value in self.options.record().items() if name != "size"} | {"seed": self._seed}

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Images with their class, at the size of the options."""
        info = self.info()
        return self.load_for(info.input_shape, info.target(), progress, cancelled)

    def check_for(self, size: Size, target: Target) -> None:
        """Whether there is room for the figures at the height and width of `size`, and memory and time for all images."""
        info = self.info()
        info.target(target.kind)
        self._rules(target.kind, size)
        drawn = (info.input_shape[0], *size[1:])
        check_memory(info.total, drawn, copies=COPIES)
        _check_time(info.total, drawn)

    def load_for(
        self, size: Size, target: Target, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
    ) -> LoadedData:
        """Images that are drawn at the height and width of `size`, with what `target` asks for.

        Raises DataError where there is no room for the figures, or the images are too many, and DataCancelled.
        """
        del fit
        self.check_for(size, target)
        progress = with_time_left(progress)
        info, options = self.info(), self.options
        rules, drawn, total = self._rules(target.kind, size), (info.input_shape[0], *size[1:]), info.total
        parts = []
        for split, count, done in ((TRAIN, options.train_count, 0), (TEST, options.test_count, options.train_count)):
            shown = _progress_after(progress, done, total)
            scenes = draw_scenes(rules, drawn, (self._seed, split), range(count), progress=shown, cancelled=cancelled)
            parts.append(self._images(scenes, target.kind))
        return LoadedData(info, parts[0], test=parts[1], location=self.location())

    @property
    def _seed(self) -> int:
        return self.seed if self.options.seed is None else self.options.seed

    def _numbers(self) -> tuple[str, ...]:
        if self.options.numbers == COUNT:
            return ("count",)
        return ("x", "y", "angle") if self._directed() else ("x", "y")

    def _directed(self) -> tuple[str, ...]:
        """The kinds that show a direction."""
        return tuple(kind for kind in self.options.kinds if KINDS[kind].has_direction)

    def _rules(self, kind: str, size: Size) -> SceneRules:
        """What is drawn for a kind of task at `size` (C, H, W)."""
        options = self.options
        pose = kind == Numbers.kind and options.numbers == POSE
        single = pose or kind == Classes.kind
        room = room_for(*size[1:])
        if not room:
            small = QT_TRANSLATE_NOOP("Data", "Shapes need images of at least {side}×{side} pixels, not {height}×{width}.")
            raise DataError(small, side=ROOM, height=size[1], width=size[2])
        most = min(max(options.fewest, 1 if single else SEVERAL), room) if options.most is None else options.most
        for name, count in (("fewest", options.fewest), ("most", most)):
            if count > room:
                full = QT_TRANSLATE_NOOP(
                    "Data", "{place}: images of {height}×{width} have room for at most {room} figures, not {count}."
                )
                place = f"{self.name}.{name}"
                raise DataError(full, place=place, height=size[1], width=size[2], room=room, count=count)
        return SceneRules(
            kinds=options.kinds,
            fewest=options.fewest,
            most=most,
            colour=options.colour,
            noise=0.0 if kind in PICTURE_KINDS else options.noise,
            texture=options.texture,
            overlap=options.overlap,
            standout=single,
            main_kinds=self._directed() if pose else (),
        )

    def _images(self, scenes: Scenes, kind: str) -> Images:
        """The images with the targets of a kind of task."""
        images, classes = scenes.images, scenes.classes
        if kind == Classes.kind:
            return Images.of_classes(images, classes)
        if kind == Labels.kind:
            return Images(images, scenes.labels, classes)
        if kind == PixelClasses.kind:
            return Images(images, scenes.semantic, classes)
        if kind == Numbers.kind:
            counted = self.options.numbers == COUNT
            numbers = scenes.counts[:, None].astype(np.float32) if counted else scenes.pose[:, : len(self._numbers())]
            return Images(images, numbers, classes)
        return Images(images, images, classes)


def _check_time(count: int, size: Size) -> None:
    most = MOST_PIXELS // (size[1] * size[2])
    if count > most:
        long = QT_TRANSLATE_NOOP(
            "Data",
            "Drawing {count:,} images of {height}×{width} would take too long; at most {most:,} of this size are drawn. Make "
            "the images smaller at the Input block, or use fewer.",
        )
        raise DataError(long, count=count, height=size[1], width=size[2], most=most)


def _progress_after(progress: Progress, done: int, total: int) -> Progress:
    return lambda text, here, _total: progress(text, done + here, total)
