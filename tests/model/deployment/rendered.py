"""What Terraform makes of the text of a template in which nothing is left to it."""

from __future__ import annotations


def plain(template: str) -> str:
    """Return the text."""
    assert "${" not in template.replace("$${", "")
    assert "%{" not in template.replace("%%{", "")
    return template.replace("$${", "${").replace("%%{", "%{")
