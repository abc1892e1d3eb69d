"""What analyses of similar graphs share: measurements of layers, and the topology of the last graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.analysis.measurement import Measurements
from builder.analysis.topology import TopologyCache


@dataclass(frozen=True, slots=True)
class AnalysisCache:
    """Held by whoever analyses a network again and again, such as the window; passed to every analysis of it."""

    measurements: Measurements = field(default_factory=Measurements)
    topologies: TopologyCache = field(default_factory=TopologyCache)
