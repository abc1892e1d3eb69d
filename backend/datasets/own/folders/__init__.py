"""A folder with one folder of images for each class: walking, scanning, reading."""
