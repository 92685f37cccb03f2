from __future__ import annotations

import pytest

from cdktf_ecr.model.repository.images import DIGEST, TAG


@pytest.mark.parametrize("tag", ["v1.2", "latest", "_x", "1", "a" * 128, "a-b_c.D"])
def test_tags_of_the_specification_are_tags(tag: str) -> None:
    assert TAG.holds(tag)


@pytest.mark.parametrize("tag", ["", ".x", "-x", "a" * 129, "a b", "a:b", "a/b", "a@b", "v1\n", "ä"])
def test_what_docker_refuses_is_no_tag(tag: str) -> None:
    assert not TAG.holds(tag)


def test_a_digest_is_sha256_in_lower_case() -> None:
    assert DIGEST.holds("sha256:" + "0123456789abcdef" * 4)
    for wrong in ("0" * 64, "sha256:" + "0" * 63, "sha256:" + "0" * 65, "sha256:" + "A" * 64, "sha512:" + "0" * 128):
        assert not DIGEST.holds(wrong)
