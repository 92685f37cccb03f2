"""Audits, one format a file."""
