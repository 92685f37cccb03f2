"""When a version counts as healthy: by its path, by its image's HEALTHCHECK, or because it stays up."""

from __future__ import annotations

import pytest

from tests.docker.conftest import Push
from tests.docker.images import Version
from tests.docker.service import Service

pytestmark = pytest.mark.xdist_group("docker")

DEPLOYED, ROLLED_BACK = 0, 1
V1 = Version(name="v1")
SAYS_IT_IS = Version(name="says-it-is", has_health=False, healthcheck='["/bin/busybox", "true"]')
SAYS_IT_IS_NOT = Version(name="says-it-is-not", healthcheck='["/bin/busybox", "false"]')
ENDS_SOON = Version(name="ends-soon", begin="(busybox sleep 2; kill 1) &")


def test_a_healthcheck_alone(service: Service, push: Push) -> None:
    assert service.deploy(push(SAYS_IT_IS), HEALTH_PATH="")[0] == DEPLOYED


def test_both_have_to_agree(service: Service, push: Push) -> None:
    service.deploy(push(V1))
    assert service.deploy(push(SAYS_IT_IS), HEALTH_SECONDS="2")[0] == ROLLED_BACK
    assert service.deploy(push(SAYS_IT_IS_NOT), HEALTH_SECONDS="2")[0] == ROLLED_BACK


def test_without_either_it_has_to_stay_up(service: Service, push: Push) -> None:
    service.deploy(push(V1))
    code, said = service.deploy(push(ENDS_SOON), HEALTH_PATH="", HEALTH_SECONDS="20")
    assert code == ROLLED_BACK
    assert "ended with exit code 0" in said
