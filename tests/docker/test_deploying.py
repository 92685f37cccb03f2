"""The deployment script on a real engine: what takes over, when, and what clients of the service see of it."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from tests.docker.conftest import Push
from tests.docker.engine import Engine
from tests.docker.images import Version
from tests.docker.polling import polling
from tests.docker.service import Container, Service

pytestmark = pytest.mark.xdist_group("docker")

V1, V2, V3 = Version(name="v1"), Version(name="v2"), Version(name="v3")
SICK = Version(name="sick", has_health=False)
CRASHING = Version(name="crashing", begin="exit 3;")
SLOW = Version(name="slow", begin="busybox sleep 4;")

DEPLOYED, ROLLED_BACK, LOCKED, NOTHING_HEALTHY = 0, 1, 4, 5
WAYS = {
    "redirect": {},
    "redirect-host": {"NETWORK": "host"},
    "replace": {"SWITCH": "replace"},
    "replace-host": {"NETWORK": "host", "SWITCH": "replace"},
    "replace-host-untried": {"NETWORK": "host", "SWITCH": "replace", "PORT_VARIABLE": "", "PORT": "8080"},
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, service: Service) -> Service:
    """A service, deployed in one of the ways that there are."""
    service.settings.update(WAYS[request.param])
    return service


def only(image: str) -> dict[str, Container]:
    return {"service": Container(image=image, running=True, restart="unless-stopped")}


def port_of(service: Service) -> int:
    return int(service.settings.get("PORT", service.port))


def test_a_version_takes_over_from_the_one_before(way: Service, push: Push) -> None:
    first, second = push(V1), push(V2)

    assert way.deploy(first)[0] == DEPLOYED
    assert (way.containers(), way.remembered("current"), way.remembered("previous")) == (only(first), first, "")

    with polling(way.engine, port_of(way)) as polled:
        code, said = way.deploy(second)

    assert (code, polled.versions) == (DEPLOYED, ["v1", "v2"]), said
    assert (way.containers(), way.remembered("current"), way.remembered("previous")) == (only(second), second, first)
    assert way.images() == {first, second}
    if way.settings.get("SWITCH") != "replace":
        assert polled.lost == []


@pytest.mark.parametrize("way", ["redirect", "replace", "replace-host-untried"], indirect=True)
def test_clients_notice_nothing_of_versions_that_never_get_healthy(way: Service, push: Push) -> None:
    first = push(V1)
    way.deploy(first)

    with polling(way.engine, port_of(way)) as polled:
        told = [way.deploy(push(version), HEALTH_SECONDS="2") for version in (SICK, CRASHING)]

    for (code, said), version in zip(told, (SICK, CRASHING), strict=True):
        assert code == ROLLED_BACK, said
        assert f"{push(version)} did not get healthy: {first} runs on" in said
    assert "did not get healthy within 2 seconds" in told[0][1]
    assert "ended with exit code 3" in told[1][1]
    assert (way.containers(), way.images(), way.remembered("current")) == (only(first), {first}, first)
    if way.settings.get("PORT_VARIABLE") == "":  # Nobody can try the new version out beside the old one.
        assert polled.versions[-1] == "v1"
    else:
        assert (polled.lost, polled.versions) == ([], ["v1"])


def test_a_version_that_is_not_healthy_at_first_leaves_nothing(service: Service, push: Push) -> None:
    code, said = service.deploy(push(SICK), HEALTH_SECONDS="1")

    assert (code, service.containers()) == (NOTHING_HEALTHY, {})
    assert "there is no version before it" in said


def test_it_says_so_where_neither_version_is_healthy(service: Service, push: Push) -> None:
    first, second = push(V1), push(SICK)
    service.deploy(first)
    service.engine.docker("exec", "service", "busybox", "rm", "/www/health")

    code, said = service.deploy(second, HEALTH_SECONDS="1")

    assert (code, service.containers()) == (NOTHING_HEALTHY, only(first)), said
    assert f"neither is {first}, which ran before" in said


def test_the_same_again_changes_nothing(service: Service, push: Push) -> None:
    image = push(V1)
    service.deploy(image)
    before = service.engine.docker("ps", "--all", "--quiet", "--no-trunc")

    code, said = service.deploy(image)

    assert (code, service.engine.docker("ps", "--all", "--quiet", "--no-trunc")) == (DEPLOYED, before)
    assert f"{image} runs already" in said


def test_the_same_image_with_other_variables_is_another_version(service: Service, push: Push, tmp_path: Path) -> None:
    file = tmp_path / "variables"
    service.settings["ENVIRONMENT_FILE"] = str(file)
    file.write_text("GREETING=hello\n", encoding="utf-8")
    service.deploy(push(V1))
    service.deploy(push(V2))
    file.write_text("GREETING=good day\n", encoding="utf-8")

    with polling(service.engine, service.port) as polled:
        code, _ = service.deploy(push(V2))

    assert (code, polled.lost) == (DEPLOYED, [])
    assert "GREETING=good day" in service.engine.docker("inspect", "--format", "{{.Config.Env}}", "service")
    assert service.remembered("previous") == push(V1)


def test_two_at_once_are_one_after_the_other(service: Service, push: Push) -> None:
    service.deploy(push(V1))
    with service.start(push(SLOW)) as first:
        assert first.stdout
        while "starts" not in first.stdout.readline():
            pass
        code, said = service.deploy(push(V2))
        first.communicate()

    assert code == LOCKED
    assert "another deployment is at work" in said
    assert first.returncode == DEPLOYED
    assert service.containers() == only(push(SLOW))


def test_what_is_under_way_is_finished_by_the_old_version(service: Service, push: Push) -> None:
    """A request that takes two seconds, begun before the new version has the port."""
    service.deploy(push(V1))
    answers: list[str] = []
    ask = ("curl", "--silent", f"http://127.0.0.1:{service.port}/cgi-bin/slow")
    with service.start(push(V2), DRAIN_SECONDS="3") as deployment:
        assert deployment.stdout
        while "starts" not in deployment.stdout.readline():
            pass
        asking = Thread(target=lambda: answers.append(service.engine.run(*ask)))
        asking.start()
        deployment.communicate()
        asking.join()

    assert (deployment.returncode, answers) == (DEPLOYED, ["v1"])


def test_the_version_before_can_be_had_again_without_the_registry(service: Service, push: Push) -> None:
    for version in (V1, V2, V3):
        service.deploy(push(version))
    assert service.images() == {push(V2), push(V3)}

    code, _ = service.deploy(service.remembered("previous"), variables={"STANDIN_PASSWORD": "wrong"})

    assert (code, service.containers()) == (DEPLOYED, only(push(V2)))


def test_images_of_others_are_left_alone(service: Service, push: Push, engine: Engine) -> None:
    other = "127.0.0.1:5000/team/other"
    image = push(V3)
    engine.docker("pull", image)
    engine.docker("tag", image, f"{other}:latest")
    engine.docker("push", "--quiet", f"{other}:latest")

    service.deploy(push(V1))

    assert {each.partition("@")[0] for each in service.images()} == {other, push(V1).partition("@")[0]}
    assert image not in service.images()


@pytest.mark.parametrize("shell", [("bash", "--posix"), ("busybox", "sh")], ids=["bash", "busybox"])
def test_other_shells_do_the_same(service: Service, push: Push, shell: tuple[str, ...]) -> None:
    """Amazon Linux's is bash; Debian's, which runs the others, is dash."""
    service.deploy(push(V1), shell=shell)
    assert service.deploy(push(CRASHING), shell=shell)[0] == ROLLED_BACK
    assert service.deploy(push(V2), shell=shell)[0] == DEPLOYED
    assert service.containers() == only(push(V2))
