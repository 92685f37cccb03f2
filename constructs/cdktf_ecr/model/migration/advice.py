"""What to do about each thing that names Docker Hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import mentions as kinds
from .image_names import OFFICIAL
from .uses import OWN, UNKNOWN

if TYPE_CHECKING:
    from .destination import Destination
    from .uses import Use

_STATEMENTS = {
    kinds.VARIABLE: "remove it here, and from the settings of the project or the context once nothing logs in with it",
    kinds.HOST: "name the ECR registry instead",
    kinds.CIRCLECI_CONTEXT: "remove it from the workflow; a context with AWS credentials, or OIDC, takes its place",
    kinds.CIRCLECI_ORB: "use circleci/aws-ecr, or docker commands after a login to ECR",
}


def advice(use: Use, destination: Destination) -> str:
    """Return what to do about a use, in one sentence.

    Args:
        use: What stands there.
        destination: The registry that takes Docker Hub's place.
    """
    if use.state == UNKNOWN:
        return f"{use.reason}: say what it is with --variable NAME=VALUE, or see for yourself"
    if use.kind in _STATEMENTS:
        return _STATEMENTS[use.kind]
    if use.kind == kinds.LOGIN:
        return f"names no registry but Docker Hub: {destination.login}"
    if use.kind == kinds.LOGIN_ACTION:
        return f"use aws-actions/amazon-ecr-login, or registry: {destination.host}"
    return _image(use, destination)


def _image(use: Use, destination: Destination) -> str:
    replacement = destination.replacement(use)
    if use.role == OWN:
        return f"the service's own image: {replacement}"
    if use.kind == kinds.DOCKERFILE_SYNTAX:
        return f"leave it out, as BuildKit brings a frontend of its own; or {replacement} (pull-through cache)"
    if use.image is not None and use.image.repository.startswith(OFFICIAL):
        return f"{replacement} (Docker's official images on ECR Public)"
    auth = ", with aws_auth beside it" if use.kind == kinds.CIRCLECI_IMAGE else ""
    return f"{replacement} (pull-through cache{auth}), or a copy of it"
