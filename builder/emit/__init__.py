"""The network as Python source: the one text that is shown, trained and exported.

A chain of three or more modules becomes one named ``nn.Sequential`` (a "run"), so that forward shows the structure of
the network instead of every module. Shorter chains stay single statements, since a container around two lines hides more
than it says; so do modules that are called twice and results that several statements read. A run ends at a Flatten, where
the prefix of the names changes (``enc1_``, ``enc2_``), and at groups. Blocks keep their names in a run, so that
``features.conv1.weight`` is the weight of conv1.

The modules, in the order of the work: symbolic_pass (sizes of groups as expressions), call_templates (how a call is
written), group_classes (one class per group), class_body (the lines of one class), module_source (the whole text);
compile and observe run the text in torch. May import builder up to analysis, groups and cost; torch only inside of
functions.
"""

from builder.emit.module_source import emit
from builder.emit.source import EmitError, Source, class_name

__all__ = ["EmitError", "Source", "class_name", "emit"]
