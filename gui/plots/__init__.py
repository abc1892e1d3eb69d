"""Pictures of numbers: curves, feature maps, predictions."""
