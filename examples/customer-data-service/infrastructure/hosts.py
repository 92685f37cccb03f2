"""Where the service runs, applied by an administrator once the repository is there: an EC2 host, or several.

The pipeline's deploy role may send images to these hosts and change nothing about them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cdktf_ecr  # before cdktf
from cdktf import TerraformStack

import settings
from service import STACK, choose_provider, keep_state

if TYPE_CHECKING:
    from constructs import Construct


class Hosts(TerraformStack):
    """Hosts that pull the service's image, and the way a deployment reaches them."""

    def __init__(self, scope: Construct) -> None:
        """Create the stack.

        Args:
            scope: The application.
        """
        super().__init__(scope, f"{STACK}-hosts")
        keep_state(self, key=f"{STACK}-hosts.tfstate")
        choose_provider(self)
        hosts = cdktf_ecr.ContainerHost(
            self,
            "host",
            repository=cdktf_ecr.ExistingRepository.from_name(self, "repository", name=settings.REPOSITORY),
            settings=cdktf_ecr.HostSettings(
                container_name=STACK, port=80, container_port=8080, health_path="/health", ingress=settings.INGRESS
            ),
        )
        cdktf_ecr.declare_outputs(self, hosts, prefix="host_")
