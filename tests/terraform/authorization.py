"""Which authorizations the requests need that Terraform made to the emulated AWS: actions, resources, condition keys.

What AWS does on the caller's behalf, as ECR does with keys and with Amazon Inspector, makes no request here.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tests.model.ci_identity.evaluation import Call
from tests.terraform.account import ACCOUNT_ID

_SERVICES = {"monitoring": "cloudwatch"}
_CREDENTIAL = re.compile("Credential=(?P<key>[^/]+)/[0-9]+/(?P<region>[^/]+)/(?P<service>[^/]+)/")

# Where a request names its resource, and what its ARN says before the name; a name that is an ARN stands for itself.
_NAMED_BY = {
    "ecr": {"repositoryName": "repository/", "repositoryNames": "repository/", "resourceArn": ""},
    "events": {"Name": "rule/", "Rule": "rule/", "ResourceARN": ""},
    "logs": {"logGroupName": "log-group:", "resourceArn": ""},
    "kms": {"KeyId": "key/", "TargetKeyId": "key/", "AliasName": ""},
    "iam": {
        "InstanceProfileName": "instance-profile/",
        "RoleName": "role/",
        "PolicyArn": "",
        "PolicyName": "policy/",
    },
    "sns": {"TopicArn": "", "Name": "", "ResourceArn": "", "SubscriptionArn": ""},
    "sqs": {"QueueName": "", "QueueUrl": ""},
    "cloudwatch": {
        "AlarmName": "alarm:",
        "AlarmNames.member.1": "alarm:",
        "DashboardName": "dashboard/",
        "DashboardNames.member.1": "dashboard/",
        "ResourceARN": "",
    },
}
# What is authorized on another resource than the first the request names.
_AUTHORIZED_ON = {
    "iam:AttachRolePolicy": ("RoleName",),
    "iam:DetachRolePolicy": ("RoleName",),
    "kms:CreateAlias": ("AliasName", "TargetKeyId"),
}


def recorded_calls(recording: Path, access_key: str) -> list[Call]:
    """Return the authorizations that the requests made with an access key need, from an emulator's recording."""
    calls: list[Call] = []
    key_tags: dict[str, str] = {}
    for line in recording.read_text(encoding="utf-8").splitlines():
        request = json.loads(line)
        signed = _CREDENTIAL.search({k.lower(): v for k, v in request["headers"].items()}.get("authorization", ""))
        if signed and signed["key"] == access_key:
            service = _SERVICES.get(signed["service"], signed["service"])
            calls += _calls(request, service, signed["region"], key_tags)
    return calls


def _calls(request: dict[str, Any], service: str, region: str, key_tags: dict[str, str]) -> Iterator[Call]:
    headers = {key.lower(): value for key, value in request["headers"].items()}
    body = base64.b64decode(request["body"]).decode()
    if "x-amz-target" in headers:
        operation, parameters = headers["x-amz-target"].rpartition(".")[2], json.loads(body or "{}")
    else:
        parameters = dict(parse_qsl(body))
        operation = parameters.get("Action", "")
    action = f"{service}:{operation}"
    context: dict[str, str] = {}
    if service == "kms":
        tags = {tag["TagKey"]: tag["TagValue"] for tag in parameters.get("Tags", [])}
        context |= {f"aws:RequestTag/{key}": value for key, value in tags.items()}
        key_tags |= tags  # Every key here is one that Terraform created.
        context |= {f"aws:ResourceTag/{key}": value for key, value in key_tags.items() if operation != "CreateKey"}
    if action in ("iam:AttachRolePolicy", "iam:DetachRolePolicy"):
        context["iam:PolicyARN"] = parameters["PolicyArn"]
    names = _AUTHORIZED_ON.get(action) or [name for name in _NAMED_BY.get(service, ()) if name in parameters][:1]
    for name in names:
        yield Call(action, _arn(service, region, name, parameters[name]), context)
    if not names:
        yield Call(action, "*", context)
    if action == "iam:AddRoleToInstanceProfile":
        role = _arn("iam", region, "RoleName", parameters["RoleName"])
        yield Call("iam:PassRole", role, {"iam:PassedToService": "ec2.amazonaws.com"})


def _arn(service: str, region: str, parameter: str, value: str | list[str]) -> str:
    name = value[0] if isinstance(value, list) else value
    if name.startswith("arn:"):
        return name
    kind = _NAMED_BY[service][parameter]
    where = "" if service == "iam" or kind == "dashboard/" else region
    return f"arn:aws:{service}:{where}:{ACCOUNT_ID}:{kind}{name.rpartition('/')[2] if service == 'sqs' else name}"
