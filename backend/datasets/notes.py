"""What was done to the images of a data set, as remarks: one table by the codes that run files keep."""

from __future__ import annotations

from collections.abc import Mapping

from builder.common.messages import QT_TRANSLATE_NOOP, Template

_SIZES: Mapping[str, Template] = {
    "resized": QT_TRANSLATE_NOOP("Data", "{height}×{width} images are resized to {high}×{wide}."),
    "folder-resized": QT_TRANSLATE_NOOP("Data", "Images of {first} are resized to {target}."),
    "folder-resized-many": QT_TRANSLATE_NOOP("Data", "Images of {first} to {last} are resized to {target}."),
    "enlarged-targets": QT_TRANSLATE_NOOP(
        "Data",
        "Images of about {height}×{width} are enlarged to {high}×{wide} to learn from, {times:.1f} times as many pixels as "
        "they have: the added pixels hold no detail to restore, and measures look better than on larger images. "
        "Use larger images or a smaller Input.",
    ),
    "all-letterbox": QT_TRANSLATE_NOOP("Data", "They are shown whole, with a black border, since the proportions differ."),
    "all-crop": QT_TRANSLATE_NOOP("Data", "Only the middle of each is used, since the proportions differ."),
    "all-stretch": QT_TRANSLATE_NOOP("Data", "They are stretched, since the proportions differ."),
    "letterbox": QT_TRANSLATE_NOOP("Data", "Images of other proportions, shown whole with a black border: {count:,}."),
    "crop": QT_TRANSLATE_NOOP("Data", "Images of other proportions, of which the middle is used: {count:,}."),
    "stretch": QT_TRANSLATE_NOOP("Data", "Images of other proportions, stretched: {count:,}."),
}
_COLOURS: Mapping[str, Template] = {
    "grey-to-colour": QT_TRANSLATE_NOOP("Data", "Grey images are given three equal colour channels."),
    "colour-to-grey": QT_TRANSLATE_NOOP("Data", "Colour images are made grey."),
    "colour-among-grey": QT_TRANSLATE_NOOP("Data", "{count:,} of {total:,} images show colours; they are made grey."),
    "grey-among-colour": QT_TRANSLATE_NOOP(
        "Data", "{count:,} of {total:,} images are grey; they are given three equal colour channels."
    ),
    "transparent": QT_TRANSLATE_NOOP("Data", "{count:,} transparent images are shown on white."),
    "several-pictures": QT_TRANSLATE_NOOP(
        "Data", "Files with several pictures (animations or pages), of which the first is used: {count:,}."
    ),
    "nearly-black": QT_TRANSLATE_NOOP(
        "Data", "The images are nearly black: no pixel is more than {most} of 255. Are they masks, or dark by mistake?"
    ),
}
_RANGES: Mapping[str, Template] = {
    "pixel-range": QT_TRANSLATE_NOOP(
        "Data", "Images with more than 8 bits: {count:,}. In all of them the values {low} to {high} become 0 to 255."
    ),
    "pixel-range-found": QT_TRANSLATE_NOOP("Data", "The values found in them are {least} to {most}."),
    "pixel-range-cut": QT_TRANSLATE_NOOP(
        "Data", "About {share:.2%} of the values lie outside of that range and are cut: without them it would be far wider."
    ),
    "pixel-range-mixed": QT_TRANSLATE_NOOP("Data", "The other {count:,} images have 8 bits and keep their values."),
    "not-numbers": QT_TRANSLATE_NOOP("Data", "Images with values that are no numbers, which become 0: {count:,}."),
}
_UNREADABLE: Mapping[str, Template] = {
    "unreadable-file": QT_TRANSLATE_NOOP("Data", "Left out 1 file that cannot be read: {files}."),
    "unreadable-files": QT_TRANSLATE_NOOP("Data", "Left out {count:,} files that cannot be read: {files}."),
    "unreadable-empty": QT_TRANSLATE_NOOP("Data", "Left out as empty: {count:,} ({files}). Copy or download them again."),
    "unreadable-truncated": QT_TRANSLATE_NOOP(
        "Data", "Left out since they break off before their end: {count:,} ({files}). Copy or download them again."
    ),
    "unreadable-no-picture": QT_TRANSLATE_NOOP("Data", "Left out since they hold no picture: {count:,} ({files})."),
    "unreadable-text": QT_TRANSLATE_NOOP(
        "Data", "Left out since they hold {detail} instead of a picture: {count:,} ({files}). Download them again."
    ),
    "unreadable-other-format": QT_TRANSLATE_NOOP(
        "Data",
        "Left out since they are a kind of {detail} that cannot be read here: {count:,} ({files}). "
        "Convert them to PNG, JPEG or TIFF.",
    ),
    "unreadable-too-large": QT_TRANSLATE_NOOP(
        "Data", "Left out as too large ({detail} in one): {count:,} ({files}). Make them smaller, or save them as JPEG."
    ),
    "unreadable-damaged": QT_TRANSLATE_NOOP("Data", "Left out as damaged ({detail}): {count:,} ({files})."),
    "unreadable-refused": QT_TRANSLATE_NOOP(
        "Data", "Left out since the system does not give them ({detail}): {count:,} ({files})."
    ),
    "unreadable-memory": QT_TRANSLATE_NOOP(
        "Data", "Left out since they need more memory than there is: {count:,} ({files}). Make them smaller."
    ),
}
_FOLDERS: Mapping[str, Template] = {
    "empty-folders": QT_TRANSLATE_NOOP("Data", "Left out, since they hold no images: {folders}."),
    "system-files": QT_TRANSLATE_NOOP("Data", "Left out as hidden or of the system: {names}."),
    "other-pictures": QT_TRANSLATE_NOOP(
        "Data", "Left out {kind} pictures, which cannot be read here: {count:,}. Convert them to PNG, JPEG or TIFF."
    ),
    "volumes": QT_TRANSLATE_NOOP(
        "Data", "Left out {kind} files: {count:,}. Export their slices as PNG or TIFF, or all of them as one .npz."
    ),
    "videos": QT_TRANSLATE_NOOP("Data", "Left out videos: {count:,}. Save their frames as pictures to learn from them."),
    "archives": QT_TRANSLATE_NOOP("Data", "Left out archives: {count:,}. Unpack them to learn from what they hold."),
    "arrays": QT_TRANSLATE_NOOP("Data", "Left out NumPy files: {count:,}. One of them can be chosen as the data by itself."),
    "other-files": QT_TRANSLATE_NOOP("Data", "Left out since they are no pictures: {names}."),
    "loose-pictures": QT_TRANSLATE_NOOP(
        "Data",
        "Left out since they lie beside the folders of classes in {folder}: {count:,} pictures. "
        "Move each into the folder of its class.",
    ),
    "flat-split": QT_TRANSLATE_NOOP(
        "Data",
        "Left out {folder}, whose {count:,} pictures are of no class. "
        "Sort them into folders named like those of the training part.",
    ),
    "folder-beside": QT_TRANSLATE_NOOP(
        "Data", "Left out {folder}, which lies beside the training part: {count:,} pictures. Name it val or test to use it."
    ),
    "too-deep": QT_TRANSLATE_NOOP("Data", "Left out folders nested more than {most} deep: {count:,}. Move them up."),
    "links-back": QT_TRANSLATE_NOOP("Data", "Left out links that lead to folders that were read already: {count:,}."),
    "special-files": QT_TRANSLATE_NOOP(
        "Data", "Left out since they are no files but pipes, sockets or devices: {count:,}. Save pictures as files."
    ),
    "links-nowhere": QT_TRANSLATE_NOOP("Data", "Left out links that lead nowhere: {count:,}. Copy the files themselves."),
}
_CLASSES: Mapping[str, Template] = {
    "no-classes": QT_TRANSLATE_NOOP(
        "Data", "The images have no classes. To learn classes, make one folder for each and put its images there."
    ),
    "single-images": QT_TRANSLATE_NOOP(
        "Data", "Classes of a single image, which cannot be both learned and measured: {names}. Add images."
    ),
    "imbalance": QT_TRANSLATE_NOOP(
        "Data",
        "The classes are of unequal size: {large} has {most:,} training images, {small} has {least:,}. "
        "Whoever always says {large} is right in {share:.0%} of them.",
    ),
}
_MASKS: Mapping[str, Template] = {
    "images-without-mask": QT_TRANSLATE_NOOP("Data", "Left out images without a mask of the same name: {count:,} ({files})."),
    "masks-without-image": QT_TRANSLATE_NOOP("Data", "Left out masks without an image of the same name: {count:,} ({files})."),
    "masks-of-one-image": QT_TRANSLATE_NOOP(
        "Data", "Left out further masks of images that have one: {count:,}. Join the masks of an image into one file."
    ),
    "mask-size": QT_TRANSLATE_NOOP(
        "Data", "Left out since the mask has another size than the image: {count:,} ({files}). Export the masks again."
    ),
    "mask-unreadable": QT_TRANSLATE_NOOP("Data", "Left out since the mask cannot be read: {count:,} ({files}; {reason})."),
    "mask-colours": QT_TRANSLATE_NOOP("Data", "Each of {count} colours in the masks stands for a class."),
    "mask-values-unknown": QT_TRANSLATE_NOOP(
        "Data", "Pixels of masks whose value is not in the list of classes do not count: {names}."
    ),
    "mask-not-counted": QT_TRANSLATE_NOOP(
        "Data", "Pixels that the masks leave open (255, or the border's colour) do not count."
    ),
    "soft-masks": QT_TRANSLATE_NOOP(
        "Data",
        "Masks saved as JPEG, which blurs them: {count:,}. What is nearer to white is the object. PNG keeps masks as they are.",
    ),
}
_CONTINUED: Mapping[str, Template] = {
    "data-accepted": QT_TRANSLATE_NOOP(
        "Data",
        "The data have changed since this run began: {known:,} images stay in the part that they were in, {fresh:,} new ones "
        "are divided.",
    ),
}
_READING: Mapping[str, Template] = {
    "read-whole": QT_TRANSLATE_NOOP("Data", "Read whole: {size}."),
    "streamed": QT_TRANSLATE_NOOP("Data", "Streamed: {size} are read from their files while the network learns."),
    "streamed-too-large": QT_TRANSLATE_NOOP(
        "Data",
        "Streamed: {size} do not fit into the {free} of memory that are free, so files are read while the network learns.",
    ),
}
_ARRAYS: Mapping[str, Template] = {
    "array-range": QT_TRANSLATE_NOOP("Data", "In all arrays of images the values {low:g} to {high:g} become 0 to 255."),
    "arrays-unused": QT_TRANSLATE_NOOP("Data", "Arrays that are not used: {names}."),
}
_TABLES: Mapping[str, Template] = {
    "table-encoding": QT_TRANSLATE_NOOP(
        "Data", "The table is not UTF-8; it is read as Windows-1252. Look at letters with accents."
    ),
    "rows-ragged": QT_TRANSLATE_NOOP("Data", "Rows with more or fewer cells than there are columns: {count:,} (rows {rows})."),
    "rows-without-file": QT_TRANSLATE_NOOP("Data", "Left out rows whose image is not there: {count:,} (row {rows}: {name})."),
    "rows-without-value": QT_TRANSLATE_NOOP("Data", "Left out rows without a value in {column}: {count:,} (rows {rows})."),
    "rows-no-number": QT_TRANSLATE_NOOP(
        "Data", "Left out rows whose {column} is no number: {count:,} (rows {rows}), such as {value!r}."
    ),
    "rows-no-label": QT_TRANSLATE_NOOP(
        "Data", "Left out rows whose {column} is neither yes nor no: {count:,} (rows {rows}), such as {value!r}."
    ),
    "rows-other-part": QT_TRANSLATE_NOOP(
        "Data", "Left out rows whose {column} is not train, val or test: {count:,} (rows {rows}), such as {value!r}."
    ),
    "column-constant": QT_TRANSLATE_NOOP(
        "Data", "The column {column} is not used: there is nothing to learn where every row holds {value!r}."
    ),
    "column-empty": QT_TRANSLATE_NOOP("Data", "The column {column} is not used: no row has a value in it."),
    "files-in-several-rows": QT_TRANSLATE_NOOP(
        "Data", "Files that several rows name: {count:,}. They may be learned from and measured with as well."
    ),
}

NOTES: Mapping[str, Template] = {
    **_SIZES,
    **_COLOURS,
    **_RANGES,
    **_UNREADABLE,
    **_FOLDERS,
    **_CLASSES,
    **_MASKS,
    **_CONTINUED,
    **_READING,
    **_TABLES,
    **_ARRAYS,
}
"""Code -> sentence. A code is never given another meaning: earlier runs are read with it."""
