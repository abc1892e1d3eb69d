"""Data, training, measuring and export.

May import builder, and neither gui nor Qt; torch is imported only where tensors are made.
"""

import os

# Torch's threads wait for each other by spinning, for milliseconds. When anything else takes a core for a moment, that
# cost LeNet-5 up to 98% of its speed; with this limit, set before torch comes, it is 84%, and nothing on a quiet machine.
os.environ.setdefault("GOMP_SPINCOUNT", "10000")
