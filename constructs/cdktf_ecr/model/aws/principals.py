"""Who can be let in: accounts, roles and users, services, organizations."""

from __future__ import annotations

import dataclasses

from cdktf_ecr.model.terraform.rules import Matches

from .roles import ROLE_NAME

_ELEMENT = "IAM JSON policy elements: Principal"

# Accounts, users, roles and sessions (IAM user guide, element Principal).
PRINCIPAL_ARN = Matches(
    pattern=r"^arn:aws[a-z0-9-]*:(iam::[0-9]{12}:(root|(user|role)/[^\s*?]+)"
    r"|sts::[0-9]{12}:(assumed-role|federated-user)/[^\s*?]+)$",
    words="must be the ARN of a role, user or account, without wildcards: arn:<partition>:iam::<account>:role/<name>",
    source=_ELEMENT,
)
SERVICE_SUFFIXES = (".amazonaws.com", ".amazonaws.com.cn")
SERVICE_PRINCIPAL = Matches(
    pattern="^[a-z0-9-]+([.][a-z0-9-]+)*[.]amazonaws[.]com([.]cn)?$",
    words="must be a service principal such as 'ec2.amazonaws.com'",
    source=_ELEMENT,
)
# OrganizationId (AWS Organizations API reference).
ORGANIZATION_ID = Matches(
    pattern="^o-[a-z0-9]{10,32}$",
    words="must be an organization's id: 'o-' and 10 to 32 lower-case letters and digits",
    source="AWS Organizations API",
)
# OrganizationalUnitId (AWS Organizations API reference).
ORGANIZATIONAL_UNIT_ID = "ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}"


def iam_name(kind: str) -> Matches:
    """Return the rule of a role's or user's name.

    Args:
        kind: "role" or "user".
    """
    words = f"must be a {kind}'s name: 1 to 64 letters, digits and characters of '_+=,.@-', without the {kind}'s path"
    # The pattern of CreateUser's parameter UserName is the same (IAM API reference).
    return dataclasses.replace(ROLE_NAME, words=words, source="IAM API reference")
