"""The construct layer: thin wiring of AWS resources around the model's value objects."""
