"""What stands between terraform and its provider leaves schemas out, and nothing else."""

from __future__ import annotations

from tests.terraform.schemas import only

PROVIDER, RESOURCE, DATA_SOURCE, CAPABILITIES, FUNCTION = 1, 2, 3, 6, 7


def field(number: int, value: bytes) -> bytes:
    """Return a field of a message, as protocol buffers write one of variable length."""
    size = bytes([len(value)]) if len(value) < 0x80 else bytes([len(value) & 0x7F | 0x80, len(value) >> 7])
    return bytes([number << 3 | 2]) + size + value


def entry(number: int, name: str, schema: bytes = b"") -> bytes:
    return field(number, field(1, name.encode()) + field(2, schema))


def test_the_schemas_of_some_types_are_kept_as_they_are_and_so_is_everything_else() -> None:
    of_the_provider, capabilities = field(PROVIDER, b"the provider's"), field(CAPABILITIES, b"\x08\x01")
    function = entry(FUNCTION, "arn_parse")
    kept = [entry(RESOURCE, "aws_kms_key", b"x" * 1000), entry(DATA_SOURCE, "aws_region", b"y")]
    others = [entry(RESOURCE, "aws_kms", b"x" * 200), entry(DATA_SOURCE, "aws_regions", b"y"), entry(RESOURCE, "key")]
    whole = [of_the_provider, kept[0], *others, kept[1], capabilities, function]

    assert only({"aws_kms_key", "aws_region"}, b"".join(whole)) == b"".join(
        [of_the_provider, *kept, capabilities, function]
    )
