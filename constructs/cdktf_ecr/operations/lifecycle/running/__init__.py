"""Which images of a repository run: one file for each service that knows of some."""
