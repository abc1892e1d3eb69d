"""What a network costs: memory, receptive field, layer calls. Imports model, layers, groups and analysis."""
