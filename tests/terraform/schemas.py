"""Stands between terraform and its provider, and leaves out the schemas of what nothing here uses.

Terraform reads those of all 2,100 resources and data sources at the start of each command, which costs more processor
time than everything else that a plan of ours does. Every other call goes through as it is.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import grpc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import TypeAlias

    Method: TypeAlias = grpc.UnaryUnaryMultiCallable[bytes, bytes]

_ROOT = Path(__file__).resolve().parents[2]
_SOURCES = [
    *("constructs/**/*.py", "stacks/*.py", "tests/**/*.py", "examples/**/*.py"),
    *("examples/**/*.tf", "tests/**/*.tf"),
]
_SERVICE = "/tfplugin5.Provider/"
# In GetProviderSchema.Response of Terraform's plugin protocol 5: resources, data sources, ephemeral resources.
_MAPS = {2, 3, 8}
_LENGTH_DELIMITED = 2
_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


@cache
def used_types() -> frozenset[str]:
    """Return every word of the sources that may be a resource's type; the bindings' modules lack the ``aws_``."""
    files = (file for pattern in _SOURCES for file in _ROOT.glob(pattern))
    words = {word for file in files for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    return frozenset(words | {f"aws_{word.removeprefix('data_aws_')}" for word in words})


@contextmanager
def narrowed(address: str) -> Iterator[str]:
    """Yield the address of a provider that has fewer schemas.

    Args:
        address: The value of TF_REATTACH_PROVIDERS for the provider itself.
    """
    ((source, provider),) = json.loads(address).items()
    with (
        grpc.insecure_channel(f"unix:{provider['Addr']['String']}", options=_UNLIMITED) as channel,
        ThreadPoolExecutor() as threads,
    ):
        server = grpc.server(threads, handlers=[_Narrowed(channel)], options=_UNLIMITED)
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        try:
            yield json.dumps({source: {**provider, "Addr": {"Network": "tcp", "String": f"127.0.0.1:{port}"}}})
        finally:
            server.stop(grace=None).wait()


class _Narrowed(grpc.GenericRpcHandler):
    """Answers what the provider answers; the plugin's own services, for its output, are not the provider's."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._channel = channel
        self._schemas: bytes | None = None

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes] | None:
        if not details.method.startswith(_SERVICE):
            return None
        ask: Method = self._channel.unary_unary(details.method)

        def answer(request: bytes, context: grpc.ServicerContext) -> bytes:
            try:
                return self._schemas_from(ask, request) if details.method == f"{_SERVICE}GetSchema" else ask(request)
            except grpc.RpcError as error:
                context.abort(error.code(), error.details() or "")

        return grpc.unary_unary_rpc_method_handler(answer)

    def _schemas_from(self, ask: Method, request: bytes) -> bytes:
        if self._schemas is None:
            self._schemas = only(used_types(), ask(request))
        return self._schemas


def only(types: Collection[str], schemas: bytes) -> bytes:
    """Return the message with the schemas of some types: its fields as they are, without the other types' entries."""
    kept = []
    position = 0
    while position < len(schemas):
        start = position
        tag, position = _number(schemas, position)
        field, wire_type = divmod(tag, 8)
        assert wire_type == _LENGTH_DELIMITED
        length, position = _number(schemas, position)
        if field not in _MAPS or _key(schemas, position) in types:
            kept.append(schemas[start : position + length])
        position += length
    return b"".join(kept)


def _key(message: bytes, entry: int) -> str:
    """Return the key of a map's entry, which is its first field."""
    length, start = _number(message, entry + 1)
    return message[start : start + length].decode()


def _number(message: bytes, start: int) -> tuple[int, int]:
    """Return a number of variable length, and where it ends."""
    value = shift = 0
    for position in range(start, len(message)):
        byte = message[position]
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position + 1
    raise AssertionError("a number without an end")
