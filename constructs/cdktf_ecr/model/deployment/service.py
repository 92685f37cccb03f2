"""What a repository's deployment is called in Systems Manager, for whoever deploys to it."""

from __future__ import annotations

from dataclasses import dataclass

from cdktf_ecr.model.repository.derived_names import DEPLOY_DOCUMENT, DEPLOYED_IMAGE, DEPLOYMENT, derived_name
from cdktf_ecr.model.repository.names import check_repository_name

from .rules import DEPLOYABLE_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployedService:
    """The service whose images are in a repository.

    Args:
        repository: The repository's name.

    Raises:
        InvalidSettingError: It is no repository's name, or one that nothing in Systems Manager can be called after.
    """

    repository: str

    def __post_init__(self) -> None:
        DEPLOYABLE_NAME.check("repository", check_repository_name(self.repository, setting="repository"))

    @property
    def parameter(self) -> str:
        """The name of the parameter that holds the image to run."""
        return derived_name(DEPLOYED_IMAGE, self.repository)

    @property
    def document(self) -> str:
        """The name of the document that deploys an image to a host."""
        return derived_name(DEPLOY_DOCUMENT, self.repository)

    @property
    def target_value(self) -> str:
        """The value of the hosts' tag."""
        return derived_name(DEPLOYMENT, self.repository)
