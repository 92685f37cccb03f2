"""Which arguments of commands that handle images are images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import BUILT, PULLED, PUSHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# An image, what is done with it, and whether it is the registry of a login.
Found = tuple[str, str, bool]

_DOCKER_LIKE = {"docker", "podman", "nerdctl", "buildah", "finch"}
_GROUPS = {"image", "container", "buildx", "manifest", "builder", "service", "imagetools"}

# Options without a value, of `docker run` and `docker create` (docker run --help): every other takes one.
_RUN_FLAGS = {
    "--detach",
    "--init",
    "--interactive",
    "--no-healthcheck",
    "--oom-kill-disable",
    "--privileged",
    "--publish-all",
    "--quiet",
    "--read-only",
    "--rm",
    "--sig-proxy",
    "--tty",
    "--disable-content-trust",
    "--use-api-socket",
    "--replace",
}
_RUN_SHORT_FLAGS = set("diPqt")
# Options with a value, of the other commands: every other takes none.
_VALUED: Mapping[str, set[str]] = {
    "login": {"-u", "--username", "-p", "--password", "--authfile", "--cert-dir", "--get-login"},
    "pull": {"--platform", "--authfile", "--arch", "--os", "--creds"},
    "push": {"--platform", "--authfile", "--creds", "--digestfile", "--format", "-f"},
    "tag": set(),
    "save": {"-o", "--output", "--format", "--platform"},
}
_INDEX_VALUED = {"-t", "--tag", "-f", "--file", "--builder", "--arch", "--os", "--variant", "--annotation"}
_GLOBAL_VALUED = {"-H", "--host", "--config", "-c", "--context", "-l", "--log-level", "--root", "--storage-driver"}
_SKOPEO_VALUED = {"--authfile", "--format", "-f", "--multi-arch", "--retry-times", "--override-arch", "--override-os"}
_CRANE_VALUED = {"--platform", "-j", "--jobs", "-t", "--new_tag", "-f", "--new_layer", "-b", "--base"}
_SKOPEO_PREFIX = "docker://"


def images_in(words: Sequence[str]) -> Iterator[Found]:
    """Yield the images that one command handles.

    Args:
        words: The command: the program and its arguments.
    """
    program, arguments = words[0].rpartition("/")[2], list(words[1:])
    if program in _DOCKER_LIKE:
        yield from _docker(arguments)
    elif program == "skopeo":
        yield from _copied(arguments, _SKOPEO_VALUED, _SKOPEO_PREFIX)
    elif program == "crane":
        yield from _copied(arguments, _CRANE_VALUED, "")
    elif program == "kubectl":
        yield from _kubectl(arguments)


def _docker(arguments: list[str]) -> Iterator[Found]:
    while arguments and arguments[0].startswith("-"):
        arguments = arguments[2 if arguments[0] in _GLOBAL_VALUED else 1 :]
    if arguments and arguments[0] == "compose":
        return
    groups = [one for one in arguments[:2] if one in _GROUPS]
    arguments = arguments[len(groups) :]
    if not arguments:
        return
    command, rest = arguments[0], arguments[1:]
    if "imagetools" in groups or "manifest" in groups:
        yield from _indexed(rest)
    elif command in {"run", "create"}:
        yield from _created(rest)
    elif command in {"build", "bud"}:
        yield from _built(rest)
    elif command == "update":
        yield from ((one, PULLED, False) for one in _values(rest, {"--image"}))
    elif command in _VALUED:
        yield from _simple(command, rest)


def _simple(command: str, arguments: list[str]) -> Iterator[Found]:
    given = _positional(arguments, _VALUED[command])
    if command == "login":
        yield (given[0] if given else "", PULLED, True)
    elif command == "tag":
        # What is given another name was pulled, or built, before.
        yield from ((one, BUILT, False) for one in given[1:2])
    else:
        yield from ((one, PUSHED if command == "push" else PULLED, False) for one in given)


def _indexed(arguments: list[str]) -> Iterator[Found]:
    """Yield the images of `docker buildx imagetools` and `docker manifest`: the index, and what is put into it."""
    tags = _values(arguments, {"-t", "--tag"})
    yield from ((one, PUSHED, False) for one in tags)
    yield from ((one, PULLED, False) for one in _positional(arguments, _INDEX_VALUED))


def _created(arguments: list[str]) -> Iterator[Found]:
    """Yield the image of `docker run`, `docker create` and `docker service create`."""
    position = 0
    while position < len(arguments):
        word = arguments[position]
        if not word.startswith("-"):
            yield (word, PULLED, False)
            return
        flag = word in _RUN_FLAGS or "=" in word
        short = not word.startswith("--") and set(word[1:]) <= _RUN_SHORT_FLAGS
        # -p8080:80 has its value in it.
        joined = not word.startswith("--") and len(word) > 2 and word[1] not in _RUN_SHORT_FLAGS  # noqa: PLR2004
        position += 1 if flag or short or joined else 2


def _built(arguments: list[str]) -> Iterator[Found]:
    action = PUSHED if "--push" in arguments else BUILT
    yield from ((one, action, False) for one in _values(arguments, {"-t", "--tag"}))
    for cache in _values(arguments, {"--cache-from", "--cache-to"}):
        fields = dict(part.partition("=")[::2] for part in cache.split(","))
        image = fields.get("ref", cache if "=" not in cache else None)
        if image:
            yield (image, PULLED, False)
    for context in _values(arguments, {"--build-context"}):
        _, _, image = context.partition("docker-image://")
        if image:
            yield (image, PULLED, False)


def _copied(arguments: list[str], valued: set[str], prefix: str) -> Iterator[Found]:
    given = _positional(arguments, valued)
    if not given:
        return
    command, *references = given
    if command in {"login", "auth"}:
        yield (references[-1] if references else "", PULLED, True)
        return
    if command not in {"copy", "cp", "inspect", "sync", "pull", "digest", "manifest", "ls", "list-tags", "tag", "push"}:
        return
    for position, reference in enumerate(references):
        if reference.startswith(prefix):
            last = position > 0 and command in {"copy", "cp", "push"}
            yield (reference.removeprefix(prefix), PUSHED if last else PULLED, False)


def _kubectl(arguments: list[str]) -> Iterator[Found]:
    yield from ((one, PULLED, False) for one in _values(arguments, {"--image"}))
    if arguments[:2] == ["set", "image"]:
        for word in arguments[2:]:
            _, equals, image = word.partition("=")
            if equals and not word.startswith("-"):
                yield (image, PULLED, False)


def _values(arguments: Sequence[str], names: set[str]) -> list[str]:
    """Return the values of an option, given as "--name value", "--name=value", or "-tvalue"."""
    values = []
    for position, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if word in names and position + 1 < len(arguments):
            values.append(arguments[position + 1])
        elif equals and name in names:
            values.append(value)
        elif not word.startswith("--") and word[:2] in names and word not in names:
            values.append(word[2:])
    return values


def _positional(arguments: Sequence[str], valued: set[str]) -> list[str]:
    given, skip = [], False
    for word in arguments:
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in valued
        else:
            given.append(word)
    return given
