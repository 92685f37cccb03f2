"""The names of a deployment, as its creator and its users have them."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.deployment.service import DeployedService
from cdktf_ecr.model.errors import InvalidSettingError


def test_names() -> None:
    service = DeployedService(repository="team/api")

    assert service.parameter == "/ecr/team/api/image"
    assert service.document == f"{service.target_value}-ecr-deploy"
    assert service.target_value != DeployedService(repository="team-api").target_value


@pytest.mark.parametrize("repository", ["aws/api", "Team/api", "a", "/".join("abcdefghijklmn")])
def test_what_nothing_can_be_called_after(repository: str) -> None:
    with pytest.raises(InvalidSettingError, match="repository"):
        DeployedService(repository=repository)
