"""The palette: every kind of layer by family, with search; layers are dragged, or added by double-click or Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QMimeData,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from builder.layers import LAYERS, PORTS
from builder.layers.base import Category, Layer
from gui.common.fuzzy_search import layers_for
from gui.common.i18n import say
from gui.common.media_types import LAYER_MIME
from gui.common.theme import RADIUS, SPACE, Role, Theme, family_icon, font, glyph, icon
from gui.common.theme_watch import theme_watch
from gui.model.workspace import Workspace
from gui.palette.groups_section import GroupMenu, Section, sections, visible_state
from gui.palette.rows import FOLD, KIND, NOTE, ROW, Row

Find = Callable[[str], type[Layer] | None]


class Palette(QWidget):
    """The kinds of layer with a search above; a chosen one is added to the workspace."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """A palette for `workspace`, without the groups until `load`."""
        super().__init__(parent)
        self._workspace = workspace
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Layers"))
        self.setMinimumWidth(22 * SPACE)
        self.search = QLineEdit(self)
        self.search.setObjectName("paletteSearch")
        self.search.setAccessibleName(self.tr("Search layers"))
        self.search.setPlaceholderText(self.tr("Search layers"))
        self.search.setToolTip(self.tr("Type a few letters; Enter adds the first layer found after the selected block."))
        self.search.setClearButtonEnabled(True)
        self._glass = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._with_groups = False
        self._seen: tuple[object, ...] = ()
        self.tree = LayerTree(self._add, workspace.kind, self)
        self.tree.menu_wanted.connect(self._open_menu)
        self._nothing = QLabel(self)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self._nothing)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE, 0, SPACE, SPACE)
        top.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._pages)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._show_hits)
        self.search.returnPressed.connect(self._add_hit)
        self.search.installEventFilter(self)
        for signal in (workspace.changed, workspace.entered, workspace.reset, workspace.group_library.changed):
            signal.connect(self._follow)
        self._show_hits("")
        theme_watch(self, self._redraw)

    def load(self) -> None:
        """Show the groups too; reading and building them takes a moment, so not before the first paint."""
        if not self._with_groups:
            self._with_groups = True
            self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down moves from the search into the list, Esc clears the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.tree.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _redraw(self) -> None:
        self._glass.setIcon(icon("search", Theme.current().muted))
        self._show_hits(self.search.text())

    def _follow(self) -> None:
        """Show the list again when the groups, or the ends of the level, have changed."""
        # Compared first: this runs after every edit, and filling the tree takes milliseconds.
        if self._with_groups and self._seen != self._state(sections(self._workspace)):
            place = self.tree.verticalScrollBar().value()
            self._show_hits(self.search.text())
            self.tree.verticalScrollBar().setValue(place)

    def _state(self, groups: list[Section]) -> tuple[object, ...]:
        return (bool(self._workspace.way), *visible_state(groups))

    def _show_hits(self, query: str) -> None:
        self._with_groups = self._with_groups or bool(query.strip())
        groups = sections(self._workspace) if self._with_groups else []
        self._seen = self._state(groups)
        hits = layers_for(query, self._workspace.kinds() if self._with_groups else None)
        if query.strip():
            self.tree.show_flat(hits)
        else:
            self.tree.show_families([kind for kind in hits if kind.category is not Category.GROUP], groups)
        words = self.tr("No layer is called “{0}”. Try what it does, for example “pool” or “dense”.")
        self._nothing.setText(words.format(query))
        self._pages.setCurrentIndex(0 if hits else 1)

    def _add_hit(self) -> None:
        kind = self.tree.current_kind()
        if self.search.text().strip() and kind is not None:
            self._add(kind)
            self.search.selectAll()

    def _add(self, kind: str) -> None:
        self._workspace.append(kind)

    def _open_menu(self, kind: str, place: QPoint) -> None:
        """Open the context menu of a group."""
        if kind not in LAYERS and kind not in PORTS:
            menu = GroupMenu(self._workspace, kind, self.tree.viewport(), place)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.tree.viewport().mapToGlobal(place))


class LayerTree(QTreeWidget):
    """Families with their kinds, or the hits of a search; draggable. `menu_wanted` carries a kind and a point."""

    menu_wanted = Signal(str, QPoint)

    def __init__(self, add: Callable[[str], None], find: Find, parent: QWidget | None = None) -> None:
        """`add` takes the name of a kind to add, `find` returns the kind of a name."""
        super().__init__(parent)
        self._add = add
        self._find = find
        self._open: dict[str, bool] = {}
        self.setObjectName("paletteList")
        self.setAccessibleName(self.tr("Layers by family"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(Row(self))
        self.itemActivated.connect(self._activate)
        self.itemClicked.connect(self._fold)
        self.itemCollapsed.connect(lambda item: self._open.update({item.data(0, FOLD): False}))
        self.itemExpanded.connect(lambda item: self._open.update({item.data(0, FOLD): True}))

    def show_families(self, kinds: Sequence[type[Layer]], groups: Sequence[Section] = ()) -> None:
        """Show `kinds` by family, the common ones first and the others folded below them; then `groups`, section by section."""
        self.clear()
        for category in Category:
            members = [kind for kind in kinds if kind.category is category]
            common = [kind for kind in members if kind.common]
            others = [kind for kind in members if not kind.common]
            if not members:
                continue
            head = QTreeWidgetItem(self, [self._family_name(category)])
            head.setIcon(0, family_icon(category))
            head.setData(0, Qt.ItemDataRole.AccessibleTextRole, self.tr("Family {0}").format(head.text(0)))
            if not common or len(others) <= 1:
                head.addChildren([self._item(kind) for kind in common + others])
            else:
                head.addChildren([self._item(kind) for kind in common])
                more = QTreeWidgetItem(head, [self.tr("{0} more").format(len(others))])
                more.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{head.text(0)}, {more.text(0)}")
                more.addChildren([self._item(kind) for kind in others])
                self._let_fold(more, f"{category.value}.more", opened=False)
            self._let_fold(head, category.value, opened=bool(common))
        self._show_groups([section for section in groups if section.kinds or section.note])

    def _show_groups(self, groups: Sequence[Section]) -> None:
        if not groups:
            return
        head = QTreeWidgetItem(self, [self._family_name(Category.GROUP)])
        head.setIcon(0, family_icon(Category.GROUP))
        head.setData(0, Qt.ItemDataRole.AccessibleTextRole, self.tr("Family {0}").format(head.text(0)))
        for section in groups:
            part = QTreeWidgetItem(head, [section.title])
            part.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{head.text(0)}, {section.title}")
            part.addChildren([self._item(kind) for kind in section.kinds])
            if section.note:
                note = QTreeWidgetItem(part, [section.note])
                note.setFlags(Qt.ItemFlag.ItemIsEnabled)
                note.setToolTip(0, section.tip)
                note.setData(0, NOTE, True)
            self._let_fold(part, section.name, opened=True)
        self._let_fold(head, Category.GROUP.value, opened=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the context menu of the row."""
        item, kind = self.currentItem(), self.current_kind()
        if item is not None and kind is not None:
            self.menu_wanted.emit(kind, self.visualItemRect(item).bottomLeft() + QPoint(2 * SPACE, 0))

    def show_flat(self, kinds: Sequence[type[Layer]]) -> None:
        """Show `kinds` in this order; the first becomes current."""
        self.clear()
        items = [self._item(kind) for kind in kinds]
        self.addTopLevelItems(items)
        if items:
            self.setCurrentItem(items[0])

    def current_kind(self) -> str | None:
        """The kind of the current row; None on a family."""
        item = self.currentItem()
        return None if item is None else item.data(0, KIND)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the kind, with a card at the cursor."""
        name = self.current_kind()
        kind = None if name is None else self._find(name)
        if name is None or kind is None:
            return
        drag = QDrag(self)
        drag.setMimeData(layer_mime(name))
        card = layer_card(kind, self.devicePixelRatioF())
        drag.setPixmap(card)
        drag.setHotSpot(QRect(0, 0, round(card.width() / card.devicePixelRatio()), ROW).center())
        drag.exec(Qt.DropAction.CopyAction)

    def _let_fold(self, item: QTreeWidgetItem, name: str, *, opened: bool) -> None:
        """Let `item` fold; it is folded or open as it was the last time, `opened` the first time."""
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setData(0, FOLD, name)
        item.setExpanded(self._open.get(name, opened))

    def _item(self, kind: type[Layer]) -> QTreeWidgetItem:
        title = say(kind.title) or kind.__name__
        item = QTreeWidgetItem([title])
        item.setIcon(0, family_icon(kind.category))
        item.setData(0, KIND, kind.__name__)
        summary = say(kind.help).partition("\n\n")[0].replace("\n", " ")
        item.setToolTip(0, f"<b>{title}</b> · {kind.__name__}<p>{summary}</p>")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{title}, {kind.__name__}")
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, summary)
        return item

    def _activate(self, item: QTreeWidgetItem) -> None:
        kind = item.data(0, KIND)
        if kind is not None:
            self._add(kind)
        else:
            item.setExpanded(not item.isExpanded())

    def _fold(self, item: QTreeWidgetItem) -> None:
        if item.data(0, KIND) is None:
            item.setExpanded(not item.isExpanded())

    def _family_name(self, category: Category) -> str:
        return {
            Category.ENDS: self.tr("Input, output, constants"),
            Category.CONVOLUTION: self.tr("Convolution"),
            Category.POOLING: self.tr("Pooling"),
            Category.LINEAR: self.tr("Linear"),
            Category.RECURRENT: self.tr("Recurrent"),
            Category.ATTENTION: self.tr("Attention"),
            Category.NORMALIZATION: self.tr("Normalisation"),
            Category.ACTIVATION: self.tr("Activation"),
            Category.REGULARIZATION: self.tr("Regularisation"),
            Category.SHAPE: self.tr("Shape"),
            Category.PADDING: self.tr("Padding and cropping"),
            Category.JOIN: self.tr("Join and split"),
            Category.GROUP: self.tr("Groups"),
        }.get(category, category.value.capitalize())


def layer_mime(kind: str) -> QMimeData:
    """A kind of layer as drag data."""
    mime = QMimeData()
    mime.setData(LAYER_MIME, QByteArray(kind.encode()))
    return mime


def layer_card(kind: type[Layer], ratio: float) -> QPixmap:
    """The picture of a layer under the cursor while it is dragged, sharp at the device pixel ratio `ratio`."""
    theme = Theme.current()
    size = QSize(18 * SPACE, 4 * SPACE + SPACE // 2)
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.surface)
    painter.setPen(theme.accent)
    box = QRect(0, 0, size.width(), size.height()).adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    glyph(kind.category).render(painter, QRect(SPACE, SPACE, 20, 20).toRectF())
    painter.setFont(font(Role.BODY))
    painter.setPen(theme.text)
    painter.drawText(box.adjusted(SPACE * 4, 0, -SPACE, 0), Qt.AlignmentFlag.AlignVCenter, say(kind.title))
    painter.end()
    return picture
