"""Whether AWS can be asked at all: where, as whom, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.errors import AwsError

from .check import Check, Outcome
from .credentials import CREDENTIALS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .asking import Asking

_IDENTITY = "identity"
_REGION = "region"
_WHOAMI = "sts:GetCallerIdentity"
_ROOT = ":root"

# In this order of precedence (AWS CLI user guide, "Environment variables"; AWS provider, "Environment Variables").
_REGION_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who asks.

    Args:
        arn: "arn:aws:iam::123456789012:user/ci".
        account_id: 12 digits.
        partition: "aws".
    """

    arn: str
    account_id: str
    partition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What is needed to ask anything.

    Args:
        asking: The session.
        environment: The variables of this process.
        now: The time, in UTC.
    """

    asking: Asking
    environment: Mapping[str, str]
    now: datetime

    def identity(self) -> Identity:
        """Return who asks.

        Raises:
            AwsError: AWS refused, or could not be reached.
            InvalidSettingError: There is no region.
        """
        client = self.asking.client("sts")
        answer: Any = self.asking.once(_IDENTITY, client.get_caller_identity, service="sts")
        arn = str(answer["Arn"])
        return Identity(arn=arn, account_id=str(answer["Account"]), partition=arn.split(":")[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """What came of looking at the access.

    Args:
        checks: The checks.
        identity: Who asks; None where nothing can be asked.
        answered: Whether AWS answered, be it to deny.
    """

    checks: tuple[Check, ...]
    identity: Identity | None
    answered: bool


def look_at_access(access: Access) -> Admitted:
    """Look at the region, the identity and the credentials: everything else rests on them.

    Args:
        access: What is needed to ask anything.
    """
    region = _region(access)
    if region.outcome is Outcome.FAIL:
        return Admitted(checks=(region,), identity=None, answered=False)
    try:
        identity = access.identity()
    except AwsError as error:
        denied = error.action is not None
        meaning = "Nothing else can be asked: what is in the account cannot even be named."
        failed = Check(name=_IDENTITY, outcome=Outcome.FAIL, found=str(error), meaning=meaning, action=_WHOAMI)
        return Admitted(checks=(region, failed), identity=None, answered=denied)
    checks = (region, _told(identity), *CREDENTIALS.checks(access))
    return Admitted(checks=checks, identity=identity, answered=True)


def _region(access: Access) -> Check:
    region = access.asking.session.region
    if region is None:
        fix = "export AWS_REGION=us-east-1"
        meaning = "AWS cannot be asked: every registry is in a region."
        found = "no region is set: neither --region, nor AWS_REGION, nor one of the profile"
        return Check(name=_REGION, outcome=Outcome.FAIL, found=found, meaning=meaning, fix=fix)
    set_to = {name: access.environment[name] for name in _REGION_VARIABLES if access.environment.get(name)}
    if len(set(set_to.values())) > 1:
        found = f"{region}, but {' and '.join(f'{name}={value}' for name, value in set_to.items())}"
        meaning = "Tools differ in which of the two they read, and would ask two regions."
        return Check(
            name=_REGION,
            outcome=Outcome.WARN,
            found=found,
            meaning=meaning,
            fix=f"export AWS_DEFAULT_REGION={set_to[_REGION_VARIABLES[0]]}",
        )
    return Check(name=_REGION, outcome=Outcome.PASS, found=region)


def _told(identity: Identity) -> Check:
    if identity.arn.endswith(_ROOT):
        meaning = "Nothing is forbidden to the root user: use it for nothing but what only it may do."
        return Check(name=_IDENTITY, outcome=Outcome.WARN, found=identity.arn, meaning=meaning, action=_WHOAMI)
    found = f"{identity.arn}, account {identity.account_id}"
    return Check(name=_IDENTITY, outcome=Outcome.PASS, found=found, action=_WHOAMI)
