"""What a lifecycle policy would do to the images of a repository, and what of it runs."""
