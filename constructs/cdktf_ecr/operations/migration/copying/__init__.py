"""Copying images from one registry to another."""
