"""``convas datasets``: the data sets there are, and where they lie."""

from __future__ import annotations

import click

from backend.cli.terminal import in_language, say
from backend.datasets.registry import sources
from builder.check_report import table
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.quantities import bytes_text


@click.command("datasets", help=QT_TRANSLATE_NOOP("CommandLine", "List the data sets there are, and where they lie."))
def command() -> None:
    """Print the data sets as a table."""
    heads = (
        QT_TRANSLATE_NOOP("CommandLine", "name"),
        QT_TRANSLATE_NOOP("CommandLine", "data"),
        QT_TRANSLATE_NOOP("CommandLine", "images"),
        QT_TRANSLATE_NOOP("CommandLine", "size"),
        QT_TRANSLATE_NOOP("CommandLine", "classes"),
        QT_TRANSLATE_NOOP("CommandLine", "where"),
    )
    download = QT_TRANSLATE_NOOP("CommandLine", "{size} to download to {folder}")
    rows = [tuple(map(in_language, heads))]
    remarks: dict[str, list[str]] = {}
    for name, each in sources().items():
        info = each.info()
        where = in_language(each.location())
        if not each.ready():
            where = in_language(Message.of(download, size=bytes_text(info.bytes_to_download), folder=where))
        for remark in each.remarks():
            remarks.setdefault(in_language(remark), []).append(name)
        size = "×".join(map(str, info.input_shape))
        rows.append((name, in_language(info.title), f"{info.total:,}", size, str(len(info.classes)), where))
    say(table(rows, right=(2, 4)))
    for text, names in remarks.items():
        say(QT_TRANSLATE_NOOP("CommandLine", "{names}: {remark}"), names=", ".join(names), remark=text)
    say(
        QT_TRANSLATE_NOOP(
            "CommandLine",
            "Your own will do too, by their path: a folder with one folder of images for each class, a folder of images "
            "and one of masks, a table (.csv) of image files, or NumPy files (.npz, .npy).",
        )
    )
