"""Names that are taken in IAM, where they are the whole account's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cdktf_ecr.operations.stack_directory import StackResource

    from .plan import Planned

_ABSENT = ["NoSuchEntity", "NoSuchEntityException"]


def role(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the role that is there; None if none is."""
    name = str(resource.values["name"])
    return name if _found(planned, "get_role", RoleName=name) else None


def instance_profile(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the instance profile that is there; None if none is."""
    name = str(resource.values["name"])
    return name if _found(planned, "get_instance_profile", InstanceProfileName=name) else None


def policy(planned: Planned, resource: StackResource) -> str | None:
    """Return the ARN of the managed policy that is there; None if none is."""
    path = resource.values.get("path") or "/"
    arn = planned.arn("iam", f"policy{path}{resource.values['name']}", regional=False)
    return arn if _found(planned, "get_policy", PolicyArn=arn) else None


def oidc_provider(planned: Planned, resource: StackResource) -> str | None:
    """Return the ARN of the identity provider that is there, of which an account has one per URL; None if none is."""
    path = str(resource.values["url"]).partition("://")[2] or str(resource.values["url"])
    arn = planned.arn("iam", f"oidc-provider/{path.rstrip('/')}", regional=False)
    return arn if _found(planned, "get_open_id_connect_provider", OpenIDConnectProviderArn=arn) else None


def _found(planned: Planned, operation: str, **wanted: str) -> bool:
    client: Any = planned.asking.client("iam")
    question = f"{operation} {wanted}"
    ask = getattr(client, operation)
    return planned.asking.once(question, lambda: ask(**wanted), service="iam", absent=_ABSENT) is not None
