"""What the loop is fed with: reading the data, samples on the device or streamed, their order, the data of a continued run."""
