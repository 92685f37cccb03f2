"""What a file says that has to do with a registry."""

from __future__ import annotations

from dataclasses import dataclass

# References to images.
DOCKERFILE_FROM = "Dockerfile FROM"
DOCKERFILE_COPY = "Dockerfile --from"
DOCKERFILE_SYNTAX = "Dockerfile syntax"
COMPOSE = "compose image"
CIRCLECI_IMAGE = "CircleCI executor"
GITHUB_IMAGE = "GitHub Actions image"
GITLAB_IMAGE = "GitLab CI image"
KUBERNETES = "Kubernetes image"
ECS = "ECS task definition"
TERRAFORM = "Terraform image"
COMMAND = "command"
BUILD_ACTION = "GitHub Actions build"
OTHER_IMAGE = "image"

# Statements about Docker Hub itself.
VARIABLE = "variable"
HOST = "address"
LOGIN = "docker login"
LOGIN_ACTION = "docker/login-action"
CIRCLECI_CONTEXT = "CircleCI context"
CIRCLECI_ORB = "CircleCI orb"

STATEMENTS = (VARIABLE, HOST, CIRCLECI_CONTEXT, CIRCLECI_ORB)
LOGINS = (LOGIN, LOGIN_ACTION)

# What is done with the image.
PULLED = "pulled"
BUILT = "built"
PUSHED = "pushed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A reference to an image, or a statement about a registry, in a file.

    Args:
        file: The file, from the directory that is looked at, with "/".
        line: The line, from 1.
        kind: One of this module's kinds.
        text: The reference, or the registry of a login ("" for none), its unknown variables marked; of a statement,
            what stands there.
        action: `PULLED`, `BUILT` (the name is given to what is built) or `PUSHED`.
    """

    file: str
    line: int
    kind: str
    text: str
    action: str = PULLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file, or a part of one, that could not be looked at.

    Args:
        file: The file.
        reason: Why.
    """

    file: str
    reason: str
