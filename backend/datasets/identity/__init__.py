"""Which data a run was trained on: fingerprints, the record in the run's folder, and what has changed since."""
