"""The stack of EC2 hosts: of a repository that is there already, driven by Terraform variables."""

from __future__ import annotations

from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from cdktf_ecr import (
    AWS_REGION,
    DEPLOYED_REPOSITORY,
    ContainerHost,
    ExistingRepository,
    HostSettings,
    ModuleSettings,
    declare_outputs,
    declare_variable,
    declare_variables,
    require_provider,
)
from stacks.options import StackOptions
from stacks.state import keep_state, terraform_versions

PREFIX = "host_"
# Called as in the stack of the repository, so that both take the same values of variables.
REPOSITORY = "ecr_repository_name"


class HostStack(TerraformStack):
    """EC2 hosts that run a service's container, and the way its images get to them.

    Attributes:
        hosts: The `ContainerHost`.
    """

    def __init__(self, scope: Construct, id: str, *, options: StackOptions | None = None) -> None:
        """Create the stack.

        Args:
            scope: The application.
            id: The stack's name, and so that of its directory and state.
            options: Settings of synth time.
        """
        super().__init__(scope, id)
        options = options or StackOptions()
        keep_state(self, id, options, key=options.host_state_key)
        variables = Construct(self, "variables")
        declare_variable(variables, "aws_region", AWS_REGION, default="us-east-1")
        declare_variable(variables, REPOSITORY, DEPLOYED_REPOSITORY, default=ModuleSettings().repository_name)
        default_tags = {"ManagedBy": "Terraform", "Stack": id}
        AwsProvider(self, "aws", region="${var.aws_region}", default_tags=[{"tags": default_tags}])
        settings = declare_variables(self, prefix=PREFIX, defaults=HostSettings(), default_tags=default_tags)
        repository = ExistingRepository.from_name(self, "repository", name=f"${{var.{REPOSITORY}}}")
        self.hosts = ContainerHost(self, "host", repository=repository, settings=settings)
        declare_outputs(self, self.hosts, prefix=PREFIX)
        self.add_override("terraform.required_version", terraform_versions(options, self.hosts.required_terraform))
        require_provider(self)
