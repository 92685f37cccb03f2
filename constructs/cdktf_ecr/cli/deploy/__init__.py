"""``cdktf-ecr deploy``: an image that passed the gate onto the hosts of its service."""

from .command import deploy

__all__ = ["deploy"]
