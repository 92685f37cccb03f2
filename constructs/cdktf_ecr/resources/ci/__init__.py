"""A CI pipeline's identity in AWS."""
