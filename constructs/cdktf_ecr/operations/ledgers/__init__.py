"""Ignore ledgers in files: ours, and those of Trivy and of Amazon Inspector's action for GitHub."""
