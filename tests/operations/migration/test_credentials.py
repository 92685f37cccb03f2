"""Where credentials of registries are found, and how they are given on."""

from __future__ import annotations

import json
import stat
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.migration.copying.credentials import (
    Credential,
    auth_file,
    credential_files,
    find_credential,
)

ME = Credential(username="me", password="se:cret")  # noqa: S106 - a test's


def written(file: Path, document: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def entry(credential: Credential = ME) -> dict[str, str]:
    return {"auth": b64encode(f"{credential.username}:{credential.password}".encode()).decode()}


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("docker.io", "https://index.docker.io/v1/"),
        ("docker.io", "docker.io"),
        ("ghcr.io", "ghcr.io"),
        ("ghcr.io", "https://ghcr.io"),
        ("localhost:5000", "localhost:5000"),
    ],
)
def test_a_host_under_each_of_its_names(tmp_path: Path, host: str, key: str) -> None:
    other = Credential(username="other", password="")
    file = written(tmp_path / "config.json", {"auths": {"other.io": entry(other), key: entry()}})

    assert find_credential(host, [file]) == ME


def test_a_host_that_is_not_there(tmp_path: Path) -> None:
    file = written(tmp_path / "config.json", {"auths": {"ghcr.io": {}}})

    assert find_credential("ghcr.io", [file]) is None
    assert find_credential("quay.io", [file]) is None
    assert find_credential("quay.io", []) is None


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ([], "must be a JSON object"),
        ({"auths": {"ghcr.io": {"auth": "???"}}}, "has an 'auth' that is not user:password"),
    ],
    ids=str,
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, document: object, rule: str) -> None:
    with pytest.raises(InvalidSettingError, match=rule):
        find_credential("ghcr.io", [written(tmp_path / "config.json", document)])


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A credential helper called docker-credential-test."""
    program = tmp_path / "bin/docker-credential-test"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\nread key\n"
        '[ "$1 $key" = "get ghcr.io" ] || exit 1\n'
        'echo \'{"Username": "me", "Secret": "se:cret"}\'\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return program


@pytest.mark.parametrize("settings", [{"credHelpers": {"ghcr.io": "test"}}, {"credsStore": "test"}], ids=str)
@pytest.mark.usefixtures("helper")
def test_a_credential_helper_is_asked(tmp_path: Path, settings: dict[str, Any]) -> None:
    file = written(tmp_path / "config.json", settings)

    assert find_credential("ghcr.io", [file]) == ME
    assert find_credential("quay.io", [file]) is None


def test_a_helper_that_is_not_installed_is_named(tmp_path: Path) -> None:
    file = written(tmp_path / "config.json", {"credsStore": "nothing"})

    with pytest.raises(InvalidSettingError, match="'docker-credential-nothing': failed"):
        find_credential("ghcr.io", [file])


def test_files_in_the_order_of_the_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DOCKER_CONFIG", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    docker = written(tmp_path / ".docker/config.json", {})
    podman = written(tmp_path / "run/containers/auth.json", {})

    assert credential_files(None) == (podman, docker)
    assert credential_files(docker) == (docker,)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "other"))
    assert credential_files(None) == (podman,)


def test_what_the_tools_are_given_is_for_this_user_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with auth_file() as auth:
        auth.write({"docker.io": ME, "ghcr.io": ME})
        document = json.loads(auth.path.read_text(encoding="utf-8"))
        assert {stat.S_IMODE(one.stat().st_mode) for one in (auth.path, auth.directory)} == {0o600, 0o700}
        assert [one.name for one in auth.directory.iterdir()] == ["config.json"]
        # Docker and crane know Docker Hub by one name, skopeo by another.
        assert set(document["auths"]) == {"https://index.docker.io/v1/", "docker.io", "ghcr.io"}
        for host in ("docker.io", "ghcr.io"):
            assert find_credential(host, [auth.path]) == ME

    assert list(tmp_path.iterdir()) == []
