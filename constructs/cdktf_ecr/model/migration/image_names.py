"""Names of images wherever they come from, and which of them mean Docker Hub."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .variables import VARIABLE, shown

DOCKER_HUB = "docker.io"
# What means Docker Hub besides no host at all ("Name and reference format", Docker documentation: "docker.io" is the
# default; index and registry-1 are what it resolves to, and registry.hub.docker.com an older name that still works).
HUB_HOSTS = ("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com")
OFFICIAL = "library/"

# The grammar of github.com/distribution/reference: components of lower-case words joined by separators.
_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_NAME = re.compile(
    rf"(?P<repository>{_COMPONENT}(?:/{_COMPONENT})*)(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{{0,127}}))?"
    r"(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)
_LOOPBACK = re.compile(r"(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageName:
    """An image, or a repository, by its full name.

    Args:
        host: The registry's host, with its port; "docker.io" for every name of Docker Hub.
        repository: Name of the repository; of an official image with "library/". Variables in it that are not known
            are as they were written.
        tag: The tag; None without one.
        digest: "sha256:..."; None without one.
    """

    host: str
    repository: str
    tag: str | None = None
    digest: str | None = None

    @property
    def on_docker_hub(self) -> bool:
        """Whether it is on Docker Hub."""
        return self.host == DOCKER_HUB

    @property
    def is_known(self) -> bool:
        """Whether the name of the repository is known to its end."""
        return _NAME.fullmatch(self.repository) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A reference of which nobody can say here where it leads.

    Args:
        reason: Why, in words that go after the reference.
    """

    reason: str


def parse_image_name(text: str) -> ImageName | None:
    """Return the image that ``text`` names as Docker reads it; None if it is no name of an image.

    Args:
        text: A reference without variables: "nginx", "team/api:1.2", "ghcr.io/team/api@sha256:...".
    """
    host, path = split_host(text)
    found = _NAME.fullmatch(path)
    if found is None or (host and not _HOST.fullmatch(host)):
        return None
    repository = found["repository"]
    if not host or host in HUB_HOSTS:
        host = DOCKER_HUB
        repository = repository if "/" in repository else OFFICIAL + repository
    return ImageName(host=host, repository=repository, tag=found["tag"], digest=found["digest"])


def split_host(text: str) -> tuple[str, str]:
    """Part the host from the path as Docker does: a first part with a dot or a port, or "localhost", is a host."""
    first, _, rest = text.partition("/")
    if rest and ("." in first or ":" in first or first == "localhost"):
        return first, rest
    return "", text


def is_loopback(host: str) -> bool:
    """Return whether a registry is on this machine: like Docker, we then ask it without TLS."""
    return _LOOPBACK.fullmatch(host) is not None


def name_with_variables(text: str) -> ImageName | UnknownName | None:
    """Return the image that a reference names in which some variables may not be known.

    A variable in the tag changes nothing about the registry; one in the host, or where a host could be, does.

    Args:
        text: The reference, its unknown variables marked as `variables.Variables` marks them.

    Returns:
        None if it is no name of an image, whatever the variables are.
    """
    if not VARIABLE.search(text):
        return parse_image_name(text)
    first, slash, _ = text.partition("/")
    plain = _parsed(text)
    if not slash:
        named, colon, _ = text.partition(":")
        if colon and named and not VARIABLE.search(named):
            return plain
        return _unknown(text)
    if not VARIABLE.search(first):
        return plain or _unknown(text)
    if _may_be_hub(first) or not {".", ":"} & set(VARIABLE.sub("", first)):
        return _unknown(text)
    return plain or _unknown(text)


def _parsed(text: str) -> ImageName | None:
    """Return what a reference names with something in place of its variables, and these in its repository's name."""
    # A digit may stand in a port, a name and a tag.
    plain = parse_image_name(VARIABLE.sub("0", text))
    named = text.partition("@")[0]
    beginning, slash, last = named.rpartition("/")
    _, path = split_host(f"{beginning}{slash}{last.partition(':')[0]}")
    if plain is None or not VARIABLE.search(path):
        return plain
    return replace(plain, repository=shown(path))


def _may_be_hub(first: str) -> bool:
    """Return whether a host with variables in it could be one of Docker Hub's."""
    pattern = ".*".join(re.escape(part) for part in VARIABLE.split(first))
    return any(re.fullmatch(pattern, host) for host in HUB_HOSTS)


def _unknown(text: str) -> UnknownName:
    names = dict.fromkeys(shown(found[0]) for found in VARIABLE.finditer(text))
    return UnknownName(reason=f"depends on {', '.join(names)}")
