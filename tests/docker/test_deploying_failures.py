"""What goes wrong before the first change leaves everything as it was; what was killed, the next run puts right."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.docker.conftest import Push
from tests.docker.engine import wait_for
from tests.docker.images import REPOSITORY, Version
from tests.docker.polling import polling
from tests.docker.service import Service
from tests.docker.test_deploying import only

pytestmark = pytest.mark.xdist_group("docker")

V1, V2 = Version(name="v1"), Version(name="v2")
STUBBORN = Version(name="stubborn", begin="trap '' TERM;")
DEPLOYED, ROLLED_BACK, NOT_PULLED = 0, 1, 3
WAYS = {"redirect": {}, "replace": {"SWITCH": "replace"}}


@pytest.mark.parametrize("login", ["credential-helper", "aws-cli"])
def test_hosts_log_in_by_their_role(service: Service, push: Push, login: str) -> None:
    code, said = service.deploy(push(V1), LOGIN=login)

    assert code == DEPLOYED, said
    kept = [file for file in service.directory.rglob("*") if file.is_file() and "U*U" in file.read_text("utf-8")]
    assert kept == []
    assert not (service.state / "docker" / "config.json").exists() or login == "credential-helper"


@pytest.mark.parametrize("login", ["credential-helper", "aws-cli", "none"])
def test_who_cannot_log_in_changes_nothing(service: Service, push: Push, login: str) -> None:
    service.deploy(push(V1))

    with polling(service.engine, service.port) as polled:
        code, said = service.deploy(push(V2), LOGIN=login, variables={"STANDIN_PASSWORD": "wrong"})

    assert (code, polled.lost, service.containers()) == (NOT_PULLED, [], only(push(V1))), said
    assert f"cannot pull {push(V2)}: nothing was changed" in said


def test_an_image_that_is_not_there_changes_nothing(service: Service, push: Push) -> None:
    service.deploy(push(V1))

    code, _ = service.deploy(f"{REPOSITORY}@sha256:{'0' * 64}")

    assert (code, service.containers(), service.remembered("current")) == (NOT_PULLED, only(push(V1)), push(V1))


def fill(file: Path) -> None:
    """Write into a file until there is no room left."""
    with file.open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(1 << 16))
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - that there is no room left is what is wanted


def test_a_full_disk_changes_nothing(service: Service, push: Push) -> None:
    first, second = push(V1), push(V2)
    service.deploy(first)
    filler = service.engine.disk / "filler"
    try:
        fill(filler)
        with polling(service.engine, service.port) as polled:
            code, said = service.deploy(second)
    finally:
        filler.unlink()

    assert (code, polled.lost, polled.versions, service.containers()) == (NOT_PULLED, [], ["v1"], only(first)), said
    assert service.deploy(second)[0] == DEPLOYED


def test_a_state_that_cannot_be_written_changes_nothing(service: Service, push: Push) -> None:
    service.deploy(push(V1))
    for name in ("next.current", "next.previous"):
        (service.state / name).mkdir()

    code, said = service.deploy(push(V2))

    assert (code, service.containers()) == (NOT_PULLED, only(push(V1)))
    assert "nothing was changed" in said


def test_a_port_that_somebody_else_has_changes_nothing(service: Service, push: Push) -> None:
    service.deploy(push(V1))
    service.engine.docker("run", "--detach", "--name", "other", "--publish", "20081:8080", push(V1))

    code, _ = service.deploy(push(V2))

    assert code == ROLLED_BACK
    assert service.containers().keys() == {"service", "other"}
    assert service.containers()["service"] == only(push(V1))["service"]


@pytest.mark.parametrize("way", WAYS)
def test_wherever_it_is_killed_the_next_run_puts_it_right(service: Service, push: Push, way: str) -> None:
    """Kill it in front of every one of its changes in turn, the engine's and its own."""
    before, wanted = push(V1), push(V2)
    service.settings.update(WAYS[way])
    service.deploy(before)
    reached: list[str] = []
    code, call = -9, 1
    while code != DEPLOYED:
        code, calls = service.deploy_killed(wanted, call)
        reached += calls[-1:] if code != DEPLOYED else []
        with polling(service.engine, service.port) as polled:
            healed, said = service.deploy(wanted)
        assert healed == DEPLOYED, f"{calls}: {said}"
        assert (service.containers(), service.remembered("current")) == (only(wanted), wanted), calls
        assert service.remembered("previous") == before, calls
        if way == "redirect":  # The new version or the old one has the port at every moment.
            assert polled.lost == [], calls
        before, wanted, call = wanted, before, call + 1
    changes = {" ".join(each.split()[:2]) for each in reached}
    assert {"docker create", "docker start", "docker rename", "docker stop", "docker rm"} <= changes
    assert sum(each.startswith("mv") for each in reached) == 3
    assert ("iptables-restore --wait" in changes) is (way == "redirect")


def test_a_first_run_that_is_killed_is_put_right_as_well(service: Service, push: Push) -> None:
    image, call, code = push(V1), 1, -9
    while code != DEPLOYED:
        code, calls = service.deploy_killed(image, call)
        assert service.deploy(image)[0] == DEPLOYED, calls
        assert (service.containers(), service.remembered("current")) == (only(image), image), calls
        service.remove()
        call += 1


def test_what_a_killed_run_left_running_does_not_hold_its_lock(service: Service, push: Push) -> None:
    """Killed alone, while the engine stops the old version, which takes its time."""
    service.deploy(push(STUBBORN))
    with service.start(push(V2)) as killed:
        assert killed.stdout
        while "leads to port" not in killed.stdout.readline():
            pass
        wait_for(lambda: "docker stop" in service.engine.run("ps", "-A", "-o", "args"), "the end", Path(os.devnull))
        killed.kill()
        code, said = service.deploy(push(V2))

    assert (code, service.containers()) == (DEPLOYED, only(push(V2))), said


@pytest.mark.parametrize("rename", [1, 2], ids=["before", "between"])
def test_a_version_that_took_over_and_broke_goes_back(service: Service, push: Push, rename: int) -> None:
    """Killed before or between the two renames, with both versions there, and then the new one breaks."""
    service.deploy(push(V1))
    _, every = service.deploy_killed(push(V2), 1000)
    service.deploy(push(V1))
    renames = [number for number, call in enumerate(every, 1) if call.startswith("docker rename")]
    # The image is there already this time, and the first of the calls was to pull it.
    _, calls = service.deploy_killed(push(V2), renames[rename - 1] - 1)
    assert calls[-1].startswith("docker rename"), calls
    service.engine.docker("exec", "service-next", "busybox", "rm", "/www/health")

    with polling(service.engine, service.port) as polled:
        code, said = service.deploy(push(V1))

    assert (code, service.containers()) == (DEPLOYED, only(push(V1))), said
    assert "undoes what an earlier run began" in said
    assert (polled.lost, polled.versions) == ([], ["v2", "v1"])


def test_what_a_reboot_forgets_is_there_again(service: Service, push: Push) -> None:
    """The kernel forgets the rule, and the engine starts its containers."""
    service.deploy(push(V1))
    for rule in service.redirections():
        service.engine.run("iptables", "-t", "nat", *rule.replace("-A", "-D", 1).split())
    service.engine.docker("restart", "service")

    assert service.deploy(push(V1))[0] == DEPLOYED

    with polling(service.engine, service.port) as polled:
        pass
    assert polled.versions == ["v1"]


def test_a_container_that_somebody_stopped_is_started(service: Service, push: Push) -> None:
    service.deploy(push(V1))
    service.engine.docker("stop", "service")

    assert service.deploy(push(V1))[0] == DEPLOYED
    assert service.containers() == only(push(V1))


def test_another_way_to_switch_takes_over_too(service: Service, push: Push) -> None:
    service.deploy(push(V1), SWITCH="replace")
    with polling(service.engine, service.port) as to_redirect:
        assert service.deploy(push(V2))[0] == DEPLOYED
    with polling(service.engine, service.port) as to_replace:
        assert service.deploy(push(V1), SWITCH="replace")[0] == DEPLOYED

    assert (to_redirect.lost, to_redirect.versions) == ([], ["v1", "v2"])
    assert to_replace.versions == ["v2", "v1"]
    assert (service.containers(), service.redirections()) == (only(push(V1)), [])


def test_a_container_that_was_there_before_is_replaced(service: Service, push: Push) -> None:
    """Of somebody who ran it by hand, on the port itself."""
    service.engine.docker("run", "--detach", "--name", "service", "--publish", f"{service.port}:8080", push(V1))

    with polling(service.engine, service.port) as polled:
        assert service.deploy(push(V2))[0] == DEPLOYED

    assert (polled.lost, polled.versions, service.containers()) == ([], ["v1", "v2"], only(push(V2)))
