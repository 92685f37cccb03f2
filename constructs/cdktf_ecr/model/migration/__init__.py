"""Leaving Docker Hub: what names it, what to do about that, and in which order."""
