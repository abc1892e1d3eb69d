"""Data, training, measuring and export. Never imports Qt; torch is imported only where tensors are made."""
