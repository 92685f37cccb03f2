"""The settings of a registry as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.registry.account_settings import BLOB_MOUNTING, RegistrySettings
from cdktf_ecr.model.terraform import versions
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import registry_name
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider


class AccountSettings(Component):
    """What the registry of an account and region is set to; they hold for every repository in it, whoever owns it.

    ECR has no call that unsets a setting: destroying one leaves the account as it is.

    Attributes:
        resources: The ``aws_ecr_account_setting`` of each setting, by ECR's name for it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        blob_mounting: bool | None = None,
        registry_policy_scope: str | None = None,
        basic_scan_type_version: str | None = None,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Set what is given; what is None stays as the account has it.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            blob_mounting: Whether repositories of the registry share layers, for which the AWS provider has to be of
                release 6.29: pushes then mount a layer that another repository has, if both are encrypted alike.
            registry_policy_scope: "V2": the registry's policy governs all actions of ECR.
            basic_scan_type_version: "AWS_NATIVE": what basic scanning scans with.
            address: What the Terraform names of the resources start with; by default the construct's path.
            region: The region of the registry, for which the AWS provider has to be of release 6; by default that of
                the provider.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: A value that ECR would refuse, or none at all.
            ConflictError: The stack sets one of them for that registry already.
        """
        settings = RegistrySettings(
            blob_mounting=blob_mounting,
            registry_policy_scope=registry_policy_scope,
            basic_scan_type_version=basic_scan_type_version,
        )
        super().__init__(scope, id, address=address, region=region)
        self.resources: dict[str, aws.EcrAccountSetting] = {}
        for name, value in settings.render().items():
            conflict = f"{name} is set twice for one registry in one stack: keep one of them"
            self._place.claim(f"account setting {name} of {registry_name(self, provider)}", conflict)
            setting = aws.EcrAccountSetting(self, name.lower(), name=name, value=value, provider=provider)
            self._pin(setting, "aws_ecr_account_setting", name=f"{self.address}_{name.lower()}")
            self.resources[name] = setting
            if name == BLOB_MOUNTING:
                self._needs(versions.BLOB_MOUNTING)
