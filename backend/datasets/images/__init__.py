"""Files of images as bytes: what can be read and why not, depth and range of pixels, sizes. Numpy and Pillow."""
