"""``cdktf-ecr migrate images`` for real: two registries, skopeo, and what goes wrong on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.migrate.conftest import SOURCE, TARGET, Registries, Release
from tests.cli.test_signals import PROGRAM, started
from tests.cli.test_terminal import at_a_terminal
from tests.standin.image_content import image, push
from tests.standin.registry import Asked, Reply

_PATIENCE = 60.0
LOSSY_DOCKER = Path(__file__).resolve().parents[2] / "standin" / "lossy_docker.py"


def program(directory: Path, name: str, text: str) -> None:
    """Put a program of a test's own in front of all others on the PATH."""
    directory.mkdir(exist_ok=True)
    file = directory / name
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def on_path(monkeypatch: pytest.MonkeyPatch, directory: Path, *, alone: bool = False) -> None:
    rest = [] if alone else [os.environ["PATH"]]
    monkeypatch.setenv("PATH", os.pathsep.join([str(directory), *rest]))


def test_without_apply_nothing_is_written(registries: Registries, release: Release) -> None:
    ran = registries.command(*registries.arguments("--format", "json"))

    assert (ran.code, registries.states(ran)) == (
        0,
        {"v1.0": "to copy", release.by_tag: "to copy", release.by_subject: "to copy"},
    )
    assert "nothing was copied: --apply copies" in ran.stderr
    assert registries.target.uploads() == []
    assert not (registries.directory / ".cdktf-ecr-migration.json").exists()


def test_an_index_arrives_with_its_platforms_its_attestation_and_its_signatures(
    registries: Registries, release: Release
) -> None:
    ran = registries.copy("--format", "json")

    assert (ran.code, set(registries.states(ran).values())) == (0, {"copied"}), ran
    assert registries.arrived("v1.0") == release.index.digest
    for part in release.index.parts:
        assert registries.arrived(part.digest) == part.digest
    assert registries.arrived(release.by_tag) is not None
    assert registries.arrived(release.by_subject) == release.by_subject
    (told,) = [one for one in json.loads(ran.stdout)["images"] if one["tag"] == "v1.0"]
    assert told["platforms"] == ["linux/amd64", "linux/arm64"]


def test_what_is_there_is_not_copied_again(registries: Registries, release: Release) -> None:
    registries.copy()
    registries.target.requests.clear()

    ran = registries.copy("--format", "json")

    assert (ran.code, set(registries.states(ran).values())) == (0, {"already there"})
    assert registries.target.uploads() == []
    assert registries.arrived("v1.0") == release.index.digest


def test_an_interruption_in_the_middle_then_a_tag_that_moved_then_the_rest(
    registries: Registries, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = registries.directory / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    registries.put("v0.9", image("before"))
    held, released = threading.Event(), threading.Event()

    def hold(asked: Asked) -> Reply | None:
        """Let what comes first pass, and keep the index's manifest waiting."""
        if asked.method == "PUT" and asked.path.endswith("/manifests/v1.0") and not released.is_set():
            held.set()
            released.wait(_PATIENCE)
            raise ConnectionAbortedError
        return None

    registries.target.rules.append(hold)
    beating = f"import cdktf_ecr.cli.migrate.progress as progress; progress._HEARTBEAT = 0.2; {PROGRAM}"
    with started(*registries.arguments("--apply"), program=beating) as process:
        assert held.wait(_PATIENCE)
        assert process.stderr is not None
        beat = f"2 of 4: {registries.target.host}/{TARGET}:v1.0 ("
        # What is under way is told again and again: a pipeline that hears nothing ends the step.
        for _ in range(3):
            line = process.stderr.readline()
            while not line.startswith(beat):
                assert line, "it never told"
                line = process.stderr.readline()
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=_PATIENCE)
    released.set()

    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "error: interrupted"
    assert "Traceback" not in err
    assert children
    assert not any(alive(child) for child in children)
    assert list(temporary.iterdir()) == []
    state = json.loads((registries.directory / ".cdktf-ecr-migration.json").read_text(encoding="utf-8"))
    assert list(state["copied"]) == [f"{registries.target.host}/{TARGET}:v0.9"]
    assert registries.arrived("v1.0") is None

    before = registries.pushed["v0.9"]
    after = registries.put("v0.9", image("after"))
    registries.target.requests.clear()
    ran = registries.copy("--format", "json")

    told = {one["tag"] or one["digest"]: one for one in json.loads(ran.stdout)["images"]}
    assert (ran.code, {one["state"] for one in told.values()}) == (0, {"copied"}), ran
    assert told["v0.9"]["moved_from"] == before
    assert [tag for tag, one in told.items() if one["moved_from"]] == ["v0.9"]
    for tag, digest in {"v0.9": after, "v1.0": release.index.digest}.items():
        assert registries.arrived(tag) == digest
    assert registries.arrived(release.by_subject) == release.by_subject
    assert list(temporary.iterdir()) == []


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started."""
    return [
        int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    ]


def alive(process: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def test_a_tag_that_moves_while_it_is_copied_is_told_and_comes_with_the_next_run(registries: Registries) -> None:
    first = registries.put("latest", image("first"))

    def move(asked: Asked) -> Reply | None:
        if asked.method == "PUT" and asked.path.endswith("/manifests/latest"):
            registries.put("latest", image("second"))
        return None

    registries.target.rules.append(move)
    ran = registries.copy("--format", "json")

    assert (ran.code, registries.states(ran)) == (1, {"latest": "moved"})
    assert registries.pushed["latest"] in json.loads(ran.stdout)["images"][0]["reason"]
    assert registries.arrived("latest") == first

    again = registries.copy("--format", "json")

    assert (again.code, registries.states(again)) == (0, {"latest": "copied"})
    assert registries.arrived("latest") == registries.pushed["latest"] != first


def test_a_tag_of_somebody_else_is_not_moved_unless_asked(registries: Registries) -> None:
    registries.put("v1.0", image("ours"))
    theirs = push(registries.target.behind, TARGET, image("theirs"), "v1.0")

    refused = registries.copy("--format", "json")

    assert (refused.code, registries.states(refused)) == (1, {"v1.0": "conflict"})
    assert f"the tag is {theirs} at the target, which we did not copy" in refused.stdout
    assert registries.arrived("v1.0") == theirs

    moved = registries.copy("--overwrite", "--format", "json")

    assert (moved.code, registries.states(moved)) == (0, {"v1.0": "copied"})
    assert registries.arrived("v1.0") == registries.pushed["v1.0"]


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        (f"{SOURCE}:v*", {"v1.0", "v1.1"}),
        (f"{SOURCE}:v1.1", {"v1.1"}),
        (f"{SOURCE}", {"v1.0", "v1.1", "main"}),
    ],
)
def test_tags_are_chosen_by_pattern(registries: Registries, source: str, tags: set[str]) -> None:
    for tag in ("v1.0", "v1.1", "main"):
        registries.put(tag, image(tag))

    pair = f"{registries.source.host}/{source}={registries.target.host}/{TARGET}"
    ran = registries.command("migrate", "images", pair, "--authfile", "auth.json", "--format", "json")

    assert registries.states(ran) == dict.fromkeys(tags, "to copy")


def test_a_file_names_tags_exclusions_and_digests(registries: Registries, release: Release) -> None:
    registries.put("v1.1-rc1", image("candidate"))
    part = release.index.parts[1].digest
    entries = [
        {
            "source": f"{registries.source.host}/{SOURCE}",
            "target": f"{registries.target.host}/{TARGET}",
            "tags": ["v*"],
            "exclude": ["*-rc*"],
            "digests": [part],
        }
    ]
    (registries.directory / "map.json").write_text(json.dumps({"images": entries}), encoding="utf-8")

    ran = registries.command("migrate", "images", "map.json", "--authfile", "auth.json", "--apply", "--format", "json")

    # The arm64 image by its digest needs no tag, and what is signed comes with its signatures.
    assert set(registries.states(ran)) == {"v1.0", part, release.by_tag, release.by_subject}
    assert (ran.code, registries.arrived(part), registries.arrived("v1.1-rc1")) == (0, part, None)


def test_what_is_not_at_the_source_is_missing(registries: Registries) -> None:
    registries.put("v1.0", image("here"))
    pairs = [
        f"{registries.source.host}/{name}={registries.target.host}/{TARGET}"
        for name in (f"{SOURCE}:v2.0", f"{SOURCE}:w*", f"{SOURCE}@sha256:{'0' * 64}", "no/body")
    ]

    for pair, reason in zip(
        pairs, ("does not have it", "no tag of", "does not have it", "has no repository"), strict=True
    ):
        ran = registries.command("migrate", "images", pair, "--authfile", "auth.json", "--format", "json")
        (told,) = json.loads(ran.stdout)["images"]
        assert (ran.code, told["state"], reason in told["reason"]) == (1, "missing", True), told


def test_no_password_is_on_a_command_line_and_none_is_left_behind(
    registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    registries.put("v1.0", image("x"))
    temporary = registries.directory / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    log = registries.directory / "log"
    shim = f"""#!{sys.executable}
import json, os, sys
file = sys.argv[sys.argv.index("--authfile") + 1]
modes = [oct(os.stat(one).st_mode & 0o777) for one in (file, os.path.dirname(file))]
hosts = sorted(json.load(open(file))["auths"])
print(json.dumps([sys.argv, modes, hosts]), file=open({str(log)!r}, "a"))
os.execv({shutil.which("skopeo")!r}, sys.argv)
"""
    program(registries.directory / "bin", "skopeo", shim)
    on_path(monkeypatch, registries.directory / "bin")

    ran = registries.copy()

    arguments, modes, hosts = json.loads(log.read_text(encoding="utf-8"))
    assert ran.code == 0
    assert "from-a-file" not in " ".join(arguments)
    assert (modes, hosts) == (["0o600", "0o700"], [registries.source.host])
    assert list(temporary.iterdir()) == []


def test_wrong_credentials_are_one_line_and_4(registries: Registries) -> None:
    registries.put("v1.0", image("x"))
    (registries.directory / "auth.json").write_text('{"auths": {}}', encoding="utf-8")

    ran = registries.copy()

    assert (ran.code, ran.stderr.count("\n")) == (4, 1)
    assert "gives us no token without credentials: log in to it with docker login or skopeo login" in ran.stderr


def test_one_image_that_fails_does_not_stop_the_others(registries: Registries) -> None:
    registries.put("a", image("a"))
    registries.put("b", image("b"))
    blob = image("a").blobs[1]

    def lose(asked: Asked) -> Reply | None:
        if asked.method == "GET" and asked.path.endswith(digest_path(blob)):
            return Reply(404, {"Content-Type": "application/json"}, b'{"errors": [{"code": "BLOB_UNKNOWN"}]}')
        return None

    registries.source.rules.append(lose)
    ran = registries.copy("--format", "json")

    assert (ran.code, registries.states(ran)) == (1, {"a": "failed", "b": "copied"})
    assert registries.arrived("b") == registries.pushed["b"]


def digest_path(blob: bytes) -> str:
    from tests.standin.image_content import digest_of  # noqa: PLC0415

    return f"/blobs/{digest_of(blob)}"


def test_what_the_tool_says_is_not_taken_for_granted(registries: Registries, monkeypatch: pytest.MonkeyPatch) -> None:
    registries.put("v1.0", image("x"))
    program(registries.directory / "bin", "skopeo", "#!/bin/sh\nexit 0\n")
    on_path(monkeypatch, registries.directory / "bin")

    ran = registries.copy("--format", "json")

    assert (ran.code, registries.states(ran)) == (1, {"v1.0": "failed"})
    assert "says that it copied it, and the target does not have it" in ran.stdout


def test_what_arrives_as_something_else_is_told_and_not_taken_for_copied(
    registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    registries.put("v1.0", image("x"))
    script = f"#!{sys.executable}\nimport os, sys\nwords = [one for one in sys.argv if one != '--preserve-digests']\n"
    script += f"os.execv({shutil.which('skopeo')!r}, [*words, '--format', 'v2s2'])\n"
    program(registries.directory / "bin", "skopeo", script)
    on_path(monkeypatch, registries.directory / "bin")

    ran = registries.copy("--format", "json")

    assert (ran.code, registries.states(ran)) == (1, {"v1.0": "different"}), ran
    state = json.loads((registries.directory / ".cdktf-ecr-migration.json").read_text(encoding="utf-8"))
    assert (state["copied"], list(state["seen"].values())) == ({}, [registries.pushed["v1.0"]])


def test_an_index_without_one_of_its_images_is_told(registries: Registries, release: Release) -> None:
    registries.copy()
    lost = release.index.parts[1].digest

    def lose(asked: Asked) -> Reply | None:
        return Reply(404, {}) if asked.path.endswith(lost) else None

    registries.target.rules.append(lose)
    ran = registries.copy("--format", "json")

    assert (ran.code, registries.states(ran)["v1.0"]) == (1, "different")
    assert f"the target does not have {lost} of it" in ran.stdout


def test_crane_is_called_with_the_credentials_in_dockers_place(
    registries: Registries, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    skopeo = f"{shutil.which('skopeo')} copy --all --preserve-digests --src-tls-verify=false --dest-tls-verify=false"
    script = f'#!/bin/sh\n[ "$1" = copy ] || exit 9\n{skopeo} --authfile "$DOCKER_CONFIG/config.json" docker://$2 docker://$3\n'
    program(registries.directory / "bin", "crane", script)
    on_path(monkeypatch, registries.directory / "bin")

    ran = registries.copy("--tool", "crane", "--format", "json")

    assert (ran.code, set(registries.states(ran).values())) == (0, {"copied"}), ran
    assert registries.arrived("v1.0") == release.index.digest


@pytest.fixture
def docker(registries: Registries, monkeypatch: pytest.MonkeyPatch) -> Registries:
    """The registries, with a stand-in for Docker as the only tool there is."""
    registries.source.credential = None
    monkeypatch.setenv("DOCKER_STAND_IN", str(registries.directory))
    program(registries.directory / "bin", "docker", f'#!/bin/sh\nexec {sys.executable} {LOSSY_DOCKER} "$@"\n')
    on_path(monkeypatch, registries.directory / "bin", alone=True)
    return registries


def test_docker_is_the_last_resort_and_refuses_to_lose_platforms(docker: Registries, release: Release) -> None:
    ran = docker.copy("--format", "json")

    assert (ran.code, set(docker.states(ran).values())) == (1, {"refused"})
    assert "Docker would copy one platform of linux/amd64, linux/arm64" in ran.stdout
    assert docker.states(ran)[release.by_subject] == "refused"
    assert docker.target.uploads() == []


def test_docker_loses_platforms_where_that_is_asked_for_and_says_so(docker: Registries, release: Release) -> None:
    docker.put("plain", image("plain"))

    ran = docker.copy("--allow-platform-loss", "--format", "json")

    told = {one["tag"] or one["digest"]: one for one in json.loads(ran.stdout)["images"]}
    assert (told["v1.0"]["state"], told["plain"]["state"], told[release.by_tag]["state"]) == (
        "copied",
        "copied",
        "refused",
    )
    assert "one platform of linux/amd64, linux/arm64" in told["v1.0"]["reason"]
    assert docker.arrived("plain") != docker.pushed["plain"]
    assert f"as {docker.arrived('plain')}, which Docker made of it" in told["plain"]["reason"]

    again = docker.copy("--allow-platform-loss", "--format", "json")

    assert docker.states(again)["plain"] == "already there"
    configuration = (docker.directory / "configuration").read_text(encoding="utf-8")
    assert not Path(configuration).exists()


def test_another_image_is_not_taken_for_what_docker_made_of_it(
    registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    registries.source.credential = None
    registries.put("v1.0", image("x"))
    registries.put("other", image("other"))
    skopeo = f"{shutil.which('skopeo')} copy --quiet --src-tls-verify=false --dest-tls-verify=false"
    source = f"docker://{registries.source.host}/{SOURCE}:other"
    script = f'#!/bin/sh\nif [ "$3" = push ]; then exec {skopeo} {source} docker://$5; fi\n'
    program(registries.directory / "bin", "docker", script)
    on_path(monkeypatch, registries.directory / "bin")

    ran = registries.copy("--tool", "docker", "--format", "json")

    assert (ran.code, registries.states(ran)) == (1, {"v1.0": "different", "other": "copied"}), ran


def test_no_tool_is_one_line_and_2(registries: Registries, monkeypatch: pytest.MonkeyPatch) -> None:
    on_path(monkeypatch, registries.directory, alone=True)

    ran = registries.copy()

    assert (ran.code, ran.stderr.count("\n")) == (2, 1)
    assert "must be installed: one of skopeo, crane, docker on the PATH" in ran.stderr


def test_a_bar_at_a_terminal(registries: Registries) -> None:
    registries.put("v1.0", image("x"))

    seen = at_a_terminal(*registries.arguments("--apply"))

    assert "0/1" in seen
    assert f"{registries.target.host}/{TARGET}:v1.0" in seen
    assert "copied" in seen


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Missing argument 'MAP...'"),
        (["nothing.yaml"], "map 'nothing.yaml': must be SOURCE=TARGET or a file of such pairs: No such file"),
        (["a/b=c/d"], "target 'c/d': must be a repository with its registry's host"),
        (["a/b=docker.io/c/d"], "target 'docker.io/c/d': must be a repository with its registry's host"),
        (["a/b=localhost:1/c:tag"], "target 'localhost:1/c:tag': must be a repository with its registry's host"),
        (["A/b=localhost:1/c"], "source 'A/b': must be SOURCE=TARGET"),
        (["a/b@sha256:1=localhost:1/c"], "source 'sha256:1': must be an image's digest"),
        (["a/b=localhost:1/c", "--tool", "rsync"], "'rsync' is not one of 'auto', 'skopeo', 'crane', 'docker'"),
        (["a/b=localhost:1/c", "--kms-key", "x"], "kms_key_arn"),
        (["a/b=localhost:1/c", "--authfile", "none"], "authfile 'none': must be a file"),
    ],
)
def test_a_mistake_is_one_line_and_2(command: Command, arguments: list[str], error: str) -> None:
    ran = command("migrate", "images", *arguments)

    assert (ran.code, error in ran.stderr, ran.stderr.count("\n"), ran.stdout) == (2, True, 1, ""), ran


def test_a_state_of_something_else_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{}", encoding="utf-8")

    ran = command("migrate", "images", "a/b=localhost:1/c", "--state", "state.json")

    assert (ran.code, "must be a file of schema urn:cdktf-ecr:migration-state:1" in ran.stderr) == (2, True)


def test_a_registry_that_is_not_there_is_4_and_said_once(
    command: Command, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("cdktf_ecr.operations.migration.copying.registry._ATTEMPTS", 1)

    ran = command("migrate", "images", "localhost:1/a=localhost:1/c")

    error = "error: the registry localhost:1 cannot be reached: Failed to establish a new connection: "
    assert (ran.code, ran.stderr.count("\n"), ran.stderr.startswith(error)) == (4, 1, True)
    assert caplog.messages == []
