"""The guide's stack: provider, state, variables, one ECR module, outputs."""

from __future__ import annotations

from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from cdktf_ecr import (
    AWS_REGION,
    EcrModule,
    ModuleSettings,
    declare_outputs,
    declare_variable,
    declare_variables,
    require_provider,
)
from stacks.options import StackOptions
from stacks.state import keep_state, terraform_versions

PREFIX = "ecr_"


class EcrStack(TerraformStack):
    """One repository with scanning, lifecycle, access and scan logs, driven by Terraform variables.

    Attributes:
        module: The `EcrModule`.
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
        keep_state(self, id, options, key=options.state_key)
        declare_variable(Construct(self, "variables"), "aws_region", AWS_REGION, default="us-east-1")
        default_tags = {"ManagedBy": "Terraform", "Stack": id}
        AwsProvider(self, "aws", region="${var.aws_region}", default_tags=[{"tags": default_tags}])
        settings = declare_variables(
            self, prefix=PREFIX, defaults=options.defaults(ModuleSettings), default_tags=default_tags
        )
        self.module = EcrModule(self, "ecr", settings=settings)
        declare_outputs(self, self.module, prefix=PREFIX)
        self.add_override("terraform.required_version", terraform_versions(options, self.module.required_terraform))
        require_provider(self)
