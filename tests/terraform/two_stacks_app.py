"""An application of two stacks: one creates everything, the other refers to every public attribute of it."""

from __future__ import annotations

from typing import Any

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from tests.resources.public_attributes import attributes, is_token

# What watches them, `ScanMonitoring` shows by itself.
UNWATCHED: dict[str, Any] = {"enable_scan_logging": False, "enable_notifications": False, "enable_audit_trail": False}
JOBS = cdktf_ecr.GitHubActions(repositories=["acme/api"], branches=["main"])


def own_stack(app: App, name: str) -> TerraformStack:
    stack = TerraformStack(app, name)
    LocalBackend(stack, path=f"../../../terraform.{name}.tfstate")
    stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
    AwsProvider(stack, "aws", region="eu-west-1")
    return stack


def created(stack: TerraformStack) -> dict[str, Construct]:
    """Return constructs of which the emulator can apply everything, some parts of them on a condition."""
    wanted = TerraformVariable(stack, "wanted", type="bool", default=True).boolean_value
    unwanted = TerraformVariable(stack, "unwanted", type="bool", default=False).boolean_value
    encryption = TerraformVariable(stack, "encryption", type="string", default="KMS").string_value
    api = cdktf_ecr.Repository(
        stack, "api", name="team/api", encryption=cdktf_ecr.Encryption(type="KMS", create_key=wanted)
    )
    collection = cdktf_ecr.EcrCollection(
        stack,
        "collection",
        settings=cdktf_ecr.CollectionSettings(
            repositories={"many/one": {}, "many/two": {}},
            collection_name="many",
            create_ec2_role=wanted,
            manage_registry_scanning=False,
            **UNWATCHED,
        ),
        address="many",
    )
    return {
        "api": api,
        "web": cdktf_ecr.Repository(stack, "web", name="team/web"),
        "existing": cdktf_ecr.ExistingRepository.from_arn(stack, "existing", arn=api.arn),
        "by_name": cdktf_ecr.ExistingRepository.from_name(stack, "by_name", name=api.name),
        # What is switched off is null in both stacks.
        "pull": cdktf_ecr.Ec2PullAccess(stack, "pull", repositories=[api], create_role=wanted, create_policy=unwanted),
        "oidc": (oidc := cdktf_ecr.OidcProvider(stack, "oidc", trust=JOBS)),
        "ci": cdktf_ecr.CiRoles(
            stack,
            "ci",
            name="team/api",
            oidc_provider_arn=oidc.arn,
            build_trust=JOBS,
            repositories=[api],
            deploy_trust=JOBS,
            deployment=cdktf_ecr.Deployment(
                repository_names=["team/api"], account_id="123456789012", region="eu-west-1"
            ),
        ),
        "monitoring": cdktf_ecr.ScanMonitoring(
            stack,
            "monitoring",
            repositories=[api],
            settings=cdktf_ecr.MonitoringSettings(
                enable_scan_logging=wanted, enable_notifications=wanted, enable_audit_trail=wanted
            ),
        ),
        "module": cdktf_ecr.EcrModule(
            stack,
            "module",
            settings=cdktf_ecr.ModuleSettings(
                encryption_type=encryption, create_kms_key=wanted, manage_registry_scanning=False, **UNWATCHED
            ),
        ),
        "collection": collection,
        "one": collection.repository("many/one"),
    }


app = App()
producer, user = own_stack(app, "producer"), own_stack(app, "user")
constructs = created(producer)
for name, construct in constructs.items():
    for attribute in attributes(construct, name, set()):
        if is_token(attribute.value):
            output = attribute.path.removesuffix("()").replace(".", "__")
            TerraformOutput(producer, output, value=attribute.value)
            TerraformOutput(user, output, value=attribute.value)

one, web = constructs["one"], constructs["web"]
assert isinstance(one, cdktf_ecr.RepositoryBase)
assert isinstance(web, cdktf_ecr.RepositoryBase)
cdktf_ecr.Ec2PullAccess(user, "pull_elsewhere", repositories=[one, web], name="elsewhere")
cdktf_ecr.ScanMonitoring(user, "elsewhere", repositories=[web])
app.synth()
