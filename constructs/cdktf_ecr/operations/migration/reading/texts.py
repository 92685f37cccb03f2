"""What any text file may say of Docker Hub: the names of its variables, its addresses; and what the project has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.facts import FACTS
from cdktf_ecr.model.migration.image_names import HUB_HOSTS
from cdktf_ecr.model.migration.mentions import HOST, VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .source import Source

_VARIABLE = re.compile(
    r"(?<![A-Za-z0-9])_?(DOCKER_?HUB_?\w*"
    r"|DOCKER_(?:USER(?:NAME)?|PASS(?:WORD)?|PASSWD|PWD|LOGIN|ACCESS_TOKEN|TOKEN|EMAIL|CREDENTIALS|CREDS|AUTH)(?![A-Za-z0-9])\w*)"
)
_HOST = re.compile(
    rf"(?<![\w.-])({'|'.join(re.escape(host) for host in ('hub.docker.com', 'auth.docker.io', *HUB_HOSTS))})(?![\w-])"
)
# A pull-through cache names Docker Hub, and is what takes its place (CreatePullThroughCacheRule, upstreamRegistryUrl).
_CACHE = re.compile(r"upstream", re.IGNORECASE)
_COMMENT = ("#", "//", "--", ";", "<!--")


def read_text(source: Source) -> None:
    """Take down the variables that are Docker Hub's by their names, and Docker Hub's addresses.

    Left out are comments, and the address that a pull-through cache has as its upstream.

    Args:
        source: The file.
    """
    for number, line in _lines(source.text):
        for name in dict.fromkeys(_VARIABLE.findall(line)):
            source.take(number, VARIABLE, name, filled=True)
    taken = {mention.line for mention in source.mentions}
    for number, line in _lines(source.text):
        if number not in taken and not _CACHE.search(line):
            for host in dict.fromkeys(_HOST.findall(line)):
                source.take(number, HOST, host, filled=True)


def facts_in(source: Source) -> Iterator[str]:
    """Yield what a file shows that the project has.

    Args:
        source: The file.
    """
    text = "\n".join(line for _, line in _lines(source.text))
    for name, pattern in FACTS.items():
        if pattern.search(text) or pattern.search(source.name):
            yield name


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith(_COMMENT):
            yield number, line
