"""The network as Python source: the one text that is shown, trained and exported.

A run of three or more modules, each feeding only the next, reads better as one ``nn.Sequential`` with a name than as so
many statements: forward then tells how the network goes, and not every step. Shorter ones stay plain, since a container
around two lines hides more than it says; so does whatever is called twice, joined, or written without a module.
Runs end where another part begins: at a Flatten, where names begin anew (``enc1_``, ``enc2_``), and at groups. Blocks
keep their names in a run, so that ``features.conv1.weight`` is the weight of conv1.
"""

from builder.emit.module_source import emit
from builder.emit.source import EmitError, Source, class_name

__all__ = ["EmitError", "Source", "class_name", "emit"]
