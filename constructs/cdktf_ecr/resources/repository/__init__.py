"""Repositories, created or existing, one or many."""
