"""The module as files: Terraform JSON and Markdown."""
