"""The registry's scanning."""
