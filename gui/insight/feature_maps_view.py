"""The feature maps that a block computes from one image, and its filters, live while the network trains."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from backend.datasets.base import Splits
from backend.insight.saved_run import observe_saved_run
from backend.protocol.events import BlockRef, Captured
from builder.edits.sharing import owner_of
from builder.groups.levels import blocks_to
from builder.layers.base import Category
from builder.model.graph import Block
from gui.common.empty_state import EmptyState
from gui.common.theme import SPACE
from gui.common.theme_watch import theme_watch
from gui.common.worker import Worker
from gui.insight.feature_maps_header import MapsHeader
from gui.insight.mosaic_view import MosaicView
from gui.insight.sample_list import SampleList
from gui.model.samples import Samples
from gui.model.workspace import Workspace
from gui.plots.bars import BarPicture
from gui.training.training_session import TrainingSession


class FeatureMapsView(QWidget):
    """Follows the selected block (the first convolution while nothing is selected) and the chosen validation image.

    While a training runs the pictures come from it; afterwards they are computed from the best weights of the run.
    """

    def __init__(
        self, workspace: Workspace, session: TrainingSession, samples: Samples | None = None, parent: QWidget | None = None
    ) -> None:
        """Pictures of the run of `session`; `samples` are the images to choose from, read again where None."""
        super().__init__(parent)
        self.setObjectName("featureMaps")
        self.setAccessibleName(self.tr("Feature maps"))
        self._workspace, self._session = workspace, session
        self._samples = samples or Samples(workspace, self)
        self._pictures: dict[str, Captured] = {}
        self._worker = Worker(self)
        self._block: BlockRef | None = None
        self._name = ""
        self._lay_out()
        # One request per turn of the event loop: an edit changes selection, level and analysis at once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)
        self._connect()
        self._ask()
        theme_watch(self, self._mosaic.redraw)

    @property
    def picture(self) -> Captured | None:
        """The picture that is shown."""
        return self._pictures.get(self._header.kind)

    def shut_down(self) -> bool:
        """End the threads of this view; False when one still runs after some seconds."""
        self._worker.forget()
        return self._worker.join() and self._list.shut_down() and self._samples.shut_down()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for pictures again."""
        super().showEvent(event)
        self._samples.want()
        self._soon.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the pictures of the training while they are not seen."""
        super().hideEvent(event)
        self._session.capture(frozenset())

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._list = SampleList()
        self._mosaic, self._bars, self._empty = MosaicView(), BarPicture(), EmptyState("maps", "featureMapsEmpty")
        self._header = MapsHeader()
        self._stack = QStackedWidget()
        for view in (self._empty, self._mosaic, self._bars):
            self._stack.addWidget(view)
        heading = QLabel(self.tr("IMAGE"))
        heading.setProperty("role", "section")
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(heading)
        left.addWidget(self._list, 1)
        self._left = QWidget()
        self._left.setFixedWidth(26 * SPACE)
        self._left.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self._header)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, SPACE + SPACE // 2)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._left)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        session, workspace = self._session, self._workspace
        session.bridge.watch(self)
        session.captured.connect(self._take_picture)
        session.opened.connect(self._forget)
        session.state_changed.connect(self._ask_soon)
        workspace.selected.connect(self._ask_soon)
        workspace.entered.connect(self._ask_soon)
        workspace.analysed.connect(self._ask_soon)
        self._samples.loaded.connect(self._offer)
        self._samples.cleared.connect(self._offer)
        self._list.chosen.connect(self._ask_soon)
        self._header.changed.connect(self._draw)
        self._mosaic.canvas.hovered.connect(self._header.show_value)
        self._bars.hovered.connect(self._header.show_value)
        self._worker.done.connect(self._take_pictures)
        self._worker.failed.connect(self._fail)

    # -- asking --------------------------------------------------------------------------------------------------

    def _trained_blocks(self) -> tuple[Block, ...]:
        """The block and the groups around it in the network that was trained; empty where it is not in that network."""
        trained = self._session.run.graph
        return blocks_to(trained, self._block) if trained is not None and self._block is not None else ()

    def _ask(self) -> None:
        """Ask for the pictures of the block to show; only while the view is visible."""
        wanted = block_to_show(self._workspace)
        place = None if wanted is None else path_of(self._workspace, wanted)
        self._name = "" if wanted is None else self._workspace.graph.blocks[wanted].name
        if place != self._block:
            self._block, self._pictures = place, {}
        self._draw()
        if not self.isVisible() or place is None or not self._trained_blocks():
            return
        self._samples.want()
        # While it trains the weights in memory are newer than those of the run folder.
        if self._session.active:
            self._worker.forget()
            self._session.capture(frozenset({place}), self._list.sample)
        else:
            self._ask_saved_run(place)

    def _ask_saved_run(self, block: BlockRef) -> None:
        store, splits = self._session.run.store, self._samples.splits
        if store is None or splits is None or not len(splits.val) or not (store.best.is_file() or store.last.is_file()):
            return
        sample = min(self._list.sample, len(splits.val) - 1)
        images, label = splits.val.images, int(splits.val.strata[sample])
        self._worker.start(
            lambda _progress, _cancelled: observe_saved_run(
                store, frozenset({block}), images[sample], index=sample, label=label
            ),
            name="feature maps",
        )

    def _offer(self, splits: Splits | None = None) -> None:
        self._list.show_splits(splits)
        self._soon.start(0)

    def _ask_soon(self) -> None:
        self._soon.start(0)

    def _forget(self) -> None:
        self._pictures = {}
        self._soon.start(0)

    def _take_pictures(self, pictures: list[Captured]) -> None:
        for picture in pictures:
            self._take_picture(picture)

    def _fail(self, text: str) -> None:
        if self._block is not None and not self._pictures:
            self._empty.say(self.tr("These maps cannot be shown"), text)

    def _take_picture(self, picture: Captured) -> None:
        if picture.block == self._block:
            self._pictures[picture.kind] = picture
            # Maps and filters arrive separately: only the kind that is shown is worth a repaint.
            if self.isVisible() and (self.picture is picture or self.picture is None):
                self._draw()

    # -- drawing -------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        picture, trained = self.picture, self._trained_blocks()
        self._header.setVisible(bool(trained))
        self._left.setVisible(bool(trained))
        if picture is None or not trained:
            self._say_why()
            return
        self._header.show_block(_path_text(trained), picture)
        if picture.array.ndim == 1:
            classes = self._session.run.classes
            names = classes if len(classes) == picture.total else ()
            self._bars.show_values(picture.array, names, picture.label if names else None)
            self._stack.setCurrentWidget(self._bars)
        else:
            self._stack.setCurrentWidget(self._mosaic)
            channels = self._channels(picture)
            self._mosaic.show_maps(picture.array, _captions(len(picture.array), channels), self._header.each, channels)

    def _channels(self, picture: Captured) -> int:
        """How many pictures belong to one filter: one per input channel."""
        block = self._workspace.graph.blocks.get(_own_id(picture.block))
        report = self._workspace.analysis.blocks.get(owner_of(block)) if block is not None else None
        weight = report.parameter_shapes.get("weight", ()) if report else ()
        return weight[1] if picture.kind == "filters" and len(weight) == 4 else 1

    def _say_why(self) -> None:
        """Say why there is nothing to show, and what would help."""
        self._stack.setCurrentWidget(self._empty)
        trained = self._trained_blocks()
        if self._block is None:
            self._empty.say(
                self.tr("No network yet"), self.tr("Draw one, or begin with one from the welcome page; then train it.")
            )
        elif self._session.run.graph is None:
            more = self.tr(
                "Train, and see here what {0} makes of an image while it learns. Select another block to look at that one."
            )
            self._empty.say(self.tr("Nothing has been trained yet"), more.format(self._name))
        elif not trained:
            more = self.tr("Train again to see what it makes of an image, or select a block that was trained.")
            self._empty.say(self.tr("{0} is not in the network that was trained").format(self._name), more)
        elif self._header.kind == "filters" and "maps" in self._pictures:
            more = self.tr("Only blocks that slide a window of weights over an image have them. See its maps instead.")
            self._empty.say(self.tr("{0} has no filters").format(trained[-1].name), more)
            self._header.show_block(_path_text(trained))
        else:
            self._header.show_block(_path_text(trained))
            self._empty.say(self._samples.error or self.tr("Looking inside {0}…").format(trained[-1].name))


def block_to_show(workspace: Workspace) -> int | None:
    """The last selected block, else the first convolution, else the first block, of the level that is shown."""
    graph = workspace.graph
    order = graph.order()
    chosen = [id for id in order if id in workspace.selection]
    if chosen:
        return chosen[-1]
    convolutions = [id for id in order if graph.blocks[id].layer.category is Category.CONVOLUTION]
    return next(iter(convolutions or order), None)


def path_of(workspace: Workspace, id: int) -> BlockRef:
    """The path of a block of the level that is shown, as a training knows it: ids, behind a repeated group its pass."""
    way = [part for step in workspace.steps for part in (step.block.id, step.number)[: 1 + (step.layer.times > 1)]]
    return (*way, id) if way else id


def _own_id(place: BlockRef) -> int:
    """The block's own id."""
    return place[-1] if isinstance(place, tuple) else place


def _path_text(blocks: tuple[Block, ...]) -> str:
    """A block with the groups around it: "layer1 / conv1"."""
    return " / ".join(block.name for block in blocks)


def _captions(count: int, channels: int) -> tuple[str, ...]:
    """Numbers of maps; filters over several channels are numbered "filter·channel"."""
    return tuple(f"{place // channels}·{place % channels}" if channels > 1 else str(place) for place in range(count))
