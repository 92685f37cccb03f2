"""The guide's stack: provider, state, variables, one ECR module, outputs."""

from __future__ import annotations

from cdktf import LocalBackend, S3Backend, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from cdktf_ecr import AWS_REGION, EcrModule, ModuleSettings, declare_outputs, declare_variable, declare_variables
from stacks.options import StackOptions

PREFIX = "ecr_"

# The local state lies beside the output directory, so that deleting cdktf.out never deletes a state. Relative to where
# terraform runs: <out>/stacks/<stack>.
_STATE_FILE = "../../../terraform.{stack}.tfstate"
# The S3 backend locks with a file, instead of a DynamoDB table, since Terraform 1.10.
_TERRAFORM_WITH_LOCKFILE = ">= 1.10"


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
        self._keep_state(id, options)
        declare_variable(Construct(self, "variables"), "aws_region", AWS_REGION, default="us-east-1")
        default_tags = {"ManagedBy": "Terraform", "Stack": id}
        AwsProvider(self, "aws", region="${var.aws_region}", default_tags=[{"tags": default_tags}])
        settings = declare_variables(
            self, prefix=PREFIX, defaults=options.defaults(ModuleSettings), default_tags=default_tags
        )
        self.module = EcrModule(self, "ecr", settings=settings)
        declare_outputs(self, self.module, prefix=PREFIX)
        self.add_override("terraform.required_version", _terraform_versions(self.module, options))
        self.add_override(
            "terraform.required_providers.aws",
            {"source": "hashicorp/aws", "version": self.module.required_provider},
        )

    def _keep_state(self, stack: str, options: StackOptions) -> None:
        if options.state_bucket is None:
            LocalBackend(self, path=_STATE_FILE.format(stack=stack))
            return
        backend = S3Backend(
            self,
            bucket=options.state_bucket,
            key=options.state_key or f"cdktf-ecr/{stack}.tfstate",
            region=options.state_region,
            encrypt=True,
        )
        backend.add_override("use_lockfile", value=True)


def _terraform_versions(module: EcrModule, options: StackOptions) -> str:
    return module.required_terraform if options.state_bucket is None else _TERRAFORM_WITH_LOCKFILE
