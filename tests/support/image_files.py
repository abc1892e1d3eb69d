"""Folders of small image files for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image


def noise_files(folder: Path, count: int, size: tuple[int, int] = (12, 10), seed: int = 0) -> list[str]:
    """So many colour pictures of noise (height, width), no two alike; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    paths = [folder / f"{number}.png" for number in range(count)]
    for path in paths:
        Image.fromarray(random.integers(0, 256, (*size, 3), dtype=np.uint8)).save(path, compress_level=1)
    return [str(path) for path in paths]


def mask_folders(root: Path, count: int, size: tuple[int, int] = (12, 10)) -> Path:
    """Pictures of noise with a bright rectangle, and masks of it."""
    random = np.random.default_rng(0)
    for name in ("images", "masks"):
        (root / name).mkdir(parents=True)
    for number in range(count):
        pixels, mask = random.integers(0, 120, (*size, 3), dtype=np.uint8), np.zeros(size, np.uint8)
        top, left = random.integers(0, size[0] - 5), random.integers(0, size[1] - 5)
        pixels[top : top + 5, left : left + 5] += 120
        mask[top : top + 5, left : left + 5] = 255
        Image.fromarray(pixels).save(root / "images" / f"{number}.png", compress_level=1)
        Image.fromarray(mask).save(root / "masks" / f"{number}.png", compress_level=1)
    return root


def class_folders(root: Path, count: int, size: tuple[int, int] = (12, 10), names: tuple[str, ...] = ("cat", "dog")) -> Path:
    """One folder for each class with so many pictures of noise; the later classes are brighter."""
    for label, name in enumerate(names):
        (root / name).mkdir(parents=True)
        random = np.random.default_rng(label)
        for number in range(count):
            pixels = random.integers(60 * label, 120 + 60 * label, (*size, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(root / name / f"{number}.png", compress_level=1)
    return root
