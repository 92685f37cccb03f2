"""Deploying an image to a service's hosts through AWS Systems Manager."""
