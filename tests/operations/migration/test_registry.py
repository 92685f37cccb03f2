"""Asking a registry over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3

from cdktf_ecr.operations.migration.copying.credentials import Credential
from cdktf_ecr.operations.migration.copying.errors import RegistryError
from cdktf_ecr.operations.migration.copying.registry import Registry
from tests.standin.image_content import digest_of
from tests.standin.registry import Asked, Front, Reply, error

ME = Credential(username="me", password="secret")  # noqa: S106 - a test's
NAME = "team/api"


@pytest.fixture
def front() -> Iterator[Front]:
    """A registry of which a test says everything."""
    with Front("http://nowhere.invalid").listening() as front:
        yield front


def answers(front: Front, path: str, *replies: Reply) -> None:
    """Have a path answered by these, one after the other; the last for ever."""
    left = list(replies)

    def rule(asked: Asked) -> Reply | None:
        if asked.path != path:
            return None
        return left.pop(0) if len(left) > 1 else left[0]

    front.rules.append(rule)


def ok(document: dict[str, Any], **headers: str) -> Reply:
    return Reply(200, {"Content-Type": "application/json", **headers}, json.dumps(document).encode())


def registry(front: Front, credential: Credential | None = None) -> Registry:
    return Registry(front.host, lambda: credential)


def test_tags_come_page_by_page_from_the_same_host(front: Front) -> None:
    link = '<http://elsewhere.invalid/v2/team/api/tags/list?last=b>; rel="next"'
    answers(front, "/v2/team/api/tags/list", ok({"tags": ["a", "b"]}, Link=link))
    answers(front, "/v2/team/api/tags/list?last=b", ok({"tags": ["c"]}))

    assert registry(front).tags(NAME) == ("a", "b", "c")


def test_a_repository_without_tags_and_none(front: Front) -> None:
    answers(front, "/v2/team/api/tags/list", ok({"tags": None}), error(404, "NAME_UNKNOWN", ""))

    asked = registry(front)
    assert (asked.tags(NAME), asked.tags(NAME)) == ((), None)


def test_a_digest_without_the_header_is_calculated(front: Front) -> None:
    content = b'{"schemaVersion": 2}'
    answers(front, "/v2/team/api/manifests/1", Reply(200, {}, content))

    assert registry(front).digest(NAME, "1") == digest_of(content)


def test_another_manifest_than_was_asked_for_is_refused(front: Front) -> None:
    digest = digest_of(b"asked for")
    answers(front, f"/v2/team/api/manifests/{digest}", Reply(200, {}, b"{}"))

    with pytest.raises(RegistryError, match=f"answers with {digest_of(b'{}')} when it is asked for team/api@{digest}"):
        registry(front).manifest(NAME, digest)


@pytest.mark.parametrize("tokens", [True, False])
def test_credentials_are_sent_when_the_registry_asks(front: Front, *, tokens: bool) -> None:
    front.credential, front.tokens = ("me", "secret"), tokens
    answers_after_login(front)

    assert registry(front, ME).tags(NAME) == ("a",)
    assert "authorization" not in front.requests[0].headers


def answers_after_login(front: Front) -> None:
    """Answer with one tag whoever the stand-in lets in."""

    def rule(asked: Asked) -> Reply | None:
        refused = front._refused(asked)  # noqa: SLF001 - the rule comes first
        return None if refused or not asked.path.startswith("/v2/") else ok({"tags": ["a"]})

    front.rules.append(rule)


def test_a_token_serves_further_requests(front: Front) -> None:
    front.credential, front.tokens = ("me", "secret"), True
    answers_after_login(front)
    asked = registry(front, ME)

    asked.tags(NAME)
    asked.tags(NAME)

    assert [one.path.partition("?")[0] for one in front.requests] == [
        "/v2/team/api/tags/list",
        "/token",
        "/v2/team/api/tags/list",
        "/v2/team/api/tags/list",
    ]
    assert "scope=repository%3Ateam%2Fapi%3Apull" in front.requests[1].path


@pytest.mark.parametrize(
    "realm", ["http://elsewhere.invalid/token", "http://127.0.0.1.elsewhere.invalid/", "ftp://x", ""]
)
def test_a_password_goes_nowhere_without_tls(front: Front, realm: str) -> None:
    challenge = {"WWW-Authenticate": f'Bearer realm="{realm}",service="x"'}
    answers(front, "/v2/team/api/tags/list", error(401, "UNAUTHORIZED", "", **challenge))

    with pytest.raises(RegistryError, match="which is no address with TLS"):
        registry(front, ME).tags(NAME)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (error(401, "UNAUTHORIZED", "", **{"WWW-Authenticate": 'Basic realm="x"'}), "does not let us read"),
        (error(403, "DENIED", ""), "does not let us read"),
        (error(418, "TEAPOT", ""), "answers 418 when it is asked for"),
        (Reply(200, {}, b"<html>"), "does not answer as a registry does"),
        (Reply(200, {}, b"[]"), "does not answer as a registry does"),
    ],
    ids=["unauthorized", "forbidden", "other", "html", "list"],
)
def test_what_a_registry_refuses_is_one_clear_line(front: Front, reply: Reply, words: str) -> None:
    answers(front, "/v2/team/api/tags/list", reply)

    with pytest.raises(RegistryError, match=words):
        registry(front).tags(NAME)


def test_a_limit_is_waited_out_and_then_told(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("urllib3.util.retry.Retry.sleep", lambda *_: None)
    limited = error(429, "TOOMANYREQUESTS", "")
    answers(front, "/v2/team/api/tags/list", limited, limited, ok({"tags": ["a"]}), limited)
    asked = registry(front)

    assert asked.tags(NAME) == ("a",)
    with pytest.raises(RegistryError, match="limits how much may be pulled"):
        asked.tags(NAME)


def test_a_registry_without_lists_of_referrers_is_asked_once(front: Front) -> None:
    digest = digest_of(b"x")
    answers(front, f"/v2/team/api/referrers/{digest}", error(404, "NOT_FOUND", ""))
    asked = registry(front)

    assert (asked.referrers(NAME, digest), asked.referrers(NAME, digest), len(front.requests)) == ((), (), 1)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("docker.io", "https://registry-1.docker.io/v2/team/api/tags/list"),
        ("ghcr.io", "https://ghcr.io/v2/team/api/tags/list"),
        ("10.0.0.1:5000", "https://10.0.0.1:5000/v2/team/api/tags/list"),
        ("localhost:5000", "http://localhost:5000/v2/team/api/tags/list"),
    ],
)
def test_where_a_registry_is_asked(monkeypatch: pytest.MonkeyPatch, host: str, url: str) -> None:
    asked = []

    def request(_self: object, _method: str, url: str, **_: object) -> urllib3.HTTPResponse:
        asked.append(url)
        return urllib3.HTTPResponse(b'{"tags": []}', status=200, preload_content=True)

    monkeypatch.setattr(urllib3.PoolManager, "request", request)

    assert (Registry(host, lambda: None).tags(NAME), asked) == ((), [url])
