"""Leaving Docker Hub: looking for what names it, copying images, proving that nothing pulls from it."""
