"""Images and targets in .npz and .npy files; headers are checked before memory is taken."""
