"""Files of a project, read for what they say about registries: one kind of file each."""
