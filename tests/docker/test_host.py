"""What a host runs at its first boot, at each further one, and when a deployment is sent to it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cdktf_ecr import ContainerSettings
from tests.docker.conftest import Push
from tests.docker.engine import Engine
from tests.docker.host import Host
from tests.docker.images import Version
from tests.docker.polling import polling
from tests.docker.service import Service
from tests.docker.test_deploying import only

pytestmark = pytest.mark.xdist_group("docker")

V1, V2, CRASHING = Version(name="v1"), Version(name="v2"), Version(name="crashing", begin="exit 3;")


@pytest.fixture
def settings(service: Service) -> ContainerSettings:
    return ContainerSettings(port=service.port, drain_seconds=0, stop_seconds=3, health_seconds=6)


@pytest.fixture
def host(engine: Engine, service: Service, tmp_path: Path) -> Host:  # noqa: ARG001 - it cleans the engine up
    return Host(engine, tmp_path)


def deployed(host: Host, *images: str) -> None:
    host.parameter.write_text("".join(f"{image}\n" for image in images), encoding="utf-8")


def test_a_host_starts_nothing_before_the_first_deployment(
    host: Host, service: Service, settings: ContainerSettings
) -> None:
    deployed(host, "none")

    code, said = host.launch(settings)

    assert (code, service.containers()) == (0, {}), said
    packages = "docker awscli-2 iptables-nft amazon-ecr-credential-helper"
    assert host.calls() == [f"dnf install --assumeyes {packages}", "systemctl enable docker", "systemctl start docker"]
    assert json.loads(host.written("/etc/docker/daemon.json").read_text()) == {"log-driver": "local"}
    asked = host.parameter.with_name("parameter.asked").read_text().splitlines()
    query = "--query Parameter.Value --output text"
    assert asked == [f"ssm get-parameter --region eu-west-1 --name /ecr/team/api/image {query}"]


def test_a_host_that_is_added_later_starts_what_is_deployed_then_and_later(
    host: Host, service: Service, settings: ContainerSettings, push: Push
) -> None:
    """A deployment writes another image while the host starts the one that it found."""
    deployed(host, push(V1), push(V2))

    code, said = host.launch(settings)

    assert (code, service.containers()) == (0, only(push(V2))), said
    assert f"starts {push(V1)}" in said
    with polling(host.engine, service.port) as polled:
        pass
    assert polled.versions == ["v2"]


def test_a_deployment_is_sent_to_a_host(host: Host, service: Service, settings: ContainerSettings, push: Push) -> None:
    deployed(host, push(V1))
    host.launch(settings)

    with polling(host.engine, service.port) as polled:
        sick, told = host.receive(settings, push(CRASHING))
        code, said = host.receive(settings, push(V2))

    assert (sick, code) == (1, 0), told + said
    assert (polled.lost, polled.versions, service.containers()) == ([], ["v1", "v2"], only(push(V2)))


def test_at_a_boot_it_runs_what_is_deployed_by_the_latest_settings(
    host: Host, service: Service, settings: ContainerSettings, push: Push
) -> None:
    """The host was off while another image was deployed, and the document has another port than its user data."""
    deployed(host, push(V1))
    host.launch(settings)
    other = replace(settings, port=service.port + 1)
    host.receive(other, push(V1))
    deployed(host, push(V2))

    code, said = host.boot()

    assert (code, service.containers()) == (0, only(push(V2))), said
    with polling(host.engine, service.port + 1) as polled:
        pass
    assert polled.versions == ["v2"]


def test_at_a_boot_without_the_parameter_it_runs_what_ran(
    host: Host, service: Service, settings: ContainerSettings, push: Push
) -> None:
    deployed(host, push(V1))
    host.launch(settings)
    host.parameter.unlink()
    service.engine.docker("stop", "service")

    code, said = host.boot()

    assert (code, service.containers()) == (0, only(push(V1))), said


def test_a_host_that_knows_nothing_says_so(host: Host, service: Service, settings: ContainerSettings) -> None:
    code, _ = host.launch(settings)
    assert code != 0
    assert service.containers() == {}
