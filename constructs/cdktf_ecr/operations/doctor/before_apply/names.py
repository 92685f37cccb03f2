"""Names that the apply would give, and that something else has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.doctor.probe import Probe

from . import iam_names, regional_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cdktf_ecr.operations.stack_directory import StackResource

    from .plan import Planned

_FAILS = "The apply fails half-way, when it comes to create it."
_REPLACES = "The apply replaces it, and nothing says so: whoever made it loses it."
_ADOPTS = "The apply takes it for its own, or fails if it differs: whoever made it shares it from then on."
_WAY_OUT = "If it is this stack's, take it into the state with the command; else give one of the two another name."


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type of resource whose names are unique.

    Attributes:
        type: Terraform's name for it.
        attribute: The attribute that has the name.
        action: The IAM action that it takes to look.
        find: What returns the id by which Terraform imports what has that name; None if nothing has.
        consequence: What the apply does where something has.
    """

    type: str
    attribute: str
    action: str
    find: Callable[[Planned, StackResource], str | None]
    consequence: str = _FAILS

    @property
    def probe(self) -> Probe[Planned]:
        """What looks at all names of this kind."""
        return Probe(name=f"names:{self.type}", action=self.action, look=partial(_look, self))


KINDS = (
    Kind(
        type="aws_ecr_repository", attribute="name", action="ecr:DescribeRepositories", find=regional_names.repository
    ),
    Kind(
        type="aws_ecr_pull_through_cache_rule",
        attribute="ecr_repository_prefix",
        action="ecr:DescribePullThroughCacheRules",
        find=regional_names.pull_through_cache,
    ),
    Kind(
        type="aws_ecr_repository_creation_template",
        attribute="prefix",
        action="ecr:DescribeRepositoryCreationTemplates",
        find=regional_names.creation_template,
    ),
    Kind(type="aws_iam_role", attribute="name", action="iam:GetRole", find=iam_names.role),
    Kind(type="aws_iam_policy", attribute="name", action="iam:GetPolicy", find=iam_names.policy),
    Kind(
        type="aws_iam_instance_profile",
        attribute="name",
        action="iam:GetInstanceProfile",
        find=iam_names.instance_profile,
    ),
    Kind(
        type="aws_iam_openid_connect_provider",
        attribute="url",
        action="iam:GetOpenIDConnectProvider",
        find=iam_names.oidc_provider,
    ),
    Kind(
        type="aws_cloudwatch_log_group",
        attribute="name",
        action="logs:DescribeLogGroups",
        find=regional_names.log_group,
    ),
    Kind(
        type="aws_cloudwatch_event_rule",
        attribute="name",
        action="events:DescribeRule",
        find=regional_names.rule,
        consequence=_REPLACES,
    ),
    Kind(
        type="aws_cloudwatch_metric_alarm",
        attribute="alarm_name",
        action="cloudwatch:DescribeAlarms",
        find=regional_names.alarm,
        consequence=_REPLACES,
    ),
    Kind(
        type="aws_cloudwatch_dashboard",
        attribute="dashboard_name",
        action="cloudwatch:GetDashboard",
        find=regional_names.dashboard,
        consequence=_REPLACES,
    ),
    Kind(
        type="aws_sns_topic",
        attribute="name",
        action="sns:GetTopicAttributes",
        find=regional_names.topic,
        consequence=_ADOPTS,
    ),
    Kind(
        type="aws_sqs_queue",
        attribute="name",
        action="sqs:GetQueueUrl",
        find=regional_names.queue,
        consequence=_ADOPTS,
    ),
    Kind(type="aws_kms_alias", attribute="name", action="kms:ListAliases", find=regional_names.key_alias),
    Kind(type="aws_ssm_parameter", attribute="name", action="ssm:DescribeParameters", find=regional_names.parameter),
)


def _look(kind: Kind, planned: Planned) -> Iterator[Check]:
    named = [each for each in planned.created(kind.type) if each.values.get(kind.attribute)]
    taken = 0
    for resource in named:
        id_ = kind.find(planned, resource)
        if id_ is not None:
            taken += 1
            yield _taken(kind, planned, resource, id_)
    # A name that Terraform makes up is known only then, and nobody else's.
    if len(named) > taken:
        free = len(named) - taken
        found = f"{free} of {len(named)} {'name' if len(named) == 1 else 'names'} {'is' if free == 1 else 'are'} free"
        yield Check(name=kind.probe.name, outcome=Outcome.PASS, found=found, action=kind.action)


def _taken(kind: Kind, planned: Planned, resource: StackResource, id_: str) -> Check:
    return Check(
        name=kind.probe.name,
        outcome=Outcome.FAIL,
        found=f"{resource.address}: {resource.values[kind.attribute]} is there already",
        meaning=f"{kind.consequence} {_WAY_OUT}",
        action=kind.action,
        fix=planned.taking_over(resource, id_),
    )
