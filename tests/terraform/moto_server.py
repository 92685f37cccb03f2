"""Runs moto's server with the requests that Terraform makes of us and moto does not answer, or not as AWS does."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion
from moto.ec2.utils import parse_user_data
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend
from moto.logs.exceptions import ResourceNotFoundException
from moto.logs.responses import LogsResponse
from moto.server import main


def _associate_kms_key(self: LogsResponse) -> str:
    return _encrypt(self, self._get_param("kmsKeyId"))


def _disassociate_kms_key(self: LogsResponse) -> str:
    return _encrypt(self, None)


def _encrypt(response: LogsResponse, key: str | None) -> str:
    group = response.logs_backend.groups.get(response._get_param("logGroupName"))  # noqa: SLF001 - as moto's own do
    if group is None:
        raise ResourceNotFoundException
    group.kms_key_id = key
    return ""


LogsResponse.associate_kms_key = _associate_kms_key  # type: ignore[attr-defined]
LogsResponse.disassociate_kms_key = _disassociate_kms_key  # type: ignore[attr-defined]

# Of AWS's own policies, which moto has all or none of: all of them cost each reset a second.
_MANAGED_POLICIES = ("AmazonSSMManagedInstanceCore",)


@cache
def _managed_policies() -> dict[str, dict[str, Any]]:
    known = json.loads(aws_managed_policies_data)
    return {name: known[name] for name in _MANAGED_POLICIES}


def _init_aws_policies(self: IAMBackend) -> list[AWSManagedPolicy]:
    account, region = self.account_id, self.region_name
    return [AWSManagedPolicy.from_data(name, account, region, data) for name, data in _managed_policies().items()]


IAMBackend._init_aws_policies = _init_aws_policies  # type: ignore[assignment,method-assign] # noqa: SLF001

_create_version = LaunchTemplate.create_version


def _as_launched(self: LaunchTemplate, data: dict[str, Any], description: str) -> LaunchTemplateVersion:
    """Keep the tags of the template itself apart from its instances', and user data of later versions as of the first.

    An Auto Scaling group of a second version is an assertion's failure otherwise, which terraform retries.
    """
    specified = data.get("TagSpecifications", [])
    data["TagSpecifications"] = [each for each in specified if each["ResourceType"] != "launch-template"]
    if isinstance(data.get("UserData"), str):
        data["UserData"] = parse_user_data(data["UserData"])
    return _create_version(self, data, description)


LaunchTemplate.create_version = _as_launched  # type: ignore[method-assign]

if __name__ == "__main__":
    main(sys.argv[1:])
