"""Names that are taken in the other services, most of them in a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.doctor.alarms import alarms
from cdktf_ecr.operations.doctor.events import event_rule
from cdktf_ecr.operations.doctor.logs import log_group as find_log_group

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from cdktf_ecr.operations.stack_directory import StackResource

    from .plan import Planned


def repository(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the repository that is there; None if none is."""
    name = str(resource.values["name"])
    ask = planned.asking.client("ecr").describe_repositories
    absent = ["RepositoryNotFoundException"]
    return _name_if(planned, name, "ecr", lambda: ask(repositoryNames=[name])["repositories"], absent)


def pull_through_cache(planned: Planned, resource: StackResource) -> str | None:
    """Return the prefix of the pull-through cache rule that is there; None if none is."""
    prefix = str(resource.values["ecr_repository_prefix"])
    ask = planned.asking.client("ecr").describe_pull_through_cache_rules
    absent = ["PullThroughCacheRuleNotFoundException"]
    return _name_if(
        planned, prefix, "ecr", lambda: ask(ecrRepositoryPrefixes=[prefix])["pullThroughCacheRules"], absent
    )


def creation_template(planned: Planned, resource: StackResource) -> str | None:
    """Return the prefix of the repository creation template that is there; None if none is."""
    prefix = str(resource.values["prefix"])
    ask = planned.asking.client("ecr").describe_repository_creation_templates
    absent = ["TemplateNotFoundException"]
    return _name_if(planned, prefix, "ecr", lambda: ask(prefixes=[prefix])["repositoryCreationTemplates"], absent)


def log_group(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the log group that is there; None if none is."""
    name = str(resource.values["name"])
    return name if find_log_group(planned.asking, name) else None


def rule(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the EventBridge rule that is there, with its bus's; None if none is."""
    name = str(resource.values["name"])
    return f"default/{name}" if event_rule(planned.asking, name) else None


def alarm(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the alarm that is there; None if none is."""
    name = str(resource.values["alarm_name"])
    # All at once: a collection has hundreds.
    wanted = [str(each.values["alarm_name"]) for each in planned.created(resource.type) if "alarm_name" in each.values]
    return name if name in alarms(planned.asking, wanted) else None


def dashboard(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the dashboard that is there, in whatever region; None if none is."""
    name = str(resource.values["dashboard_name"])
    ask = planned.asking.client("cloudwatch").get_dashboard
    absent = ["ResourceNotFound", "DashboardNotFoundError"]
    return _name_if(planned, name, "cloudwatch", lambda: ask(DashboardName=name), absent)


def topic(planned: Planned, resource: StackResource) -> str | None:
    """Return the ARN of the topic that is there; None if none is."""
    arn = planned.arn("sns", str(resource.values["name"]))
    ask = planned.asking.client("sns").get_topic_attributes
    return _name_if(planned, arn, "sns", lambda: ask(TopicArn=arn), ["NotFound", "NotFoundException"])


def queue(planned: Planned, resource: StackResource) -> str | None:
    """Return the URL of the queue that is there; None if none is."""
    name = str(resource.values["name"])
    ask = planned.asking.client("sqs").get_queue_url
    absent = ["AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"]
    answer: Any = planned.asking.once(f"queue {name}", lambda: ask(QueueName=name), service="sqs", absent=absent)
    return None if answer is None else str(answer["QueueUrl"])


def key_alias(planned: Planned, resource: StackResource) -> str | None:
    """Return the alias of a KMS key that is there; None if none is."""
    client = planned.asking.client("kms")

    def ask() -> set[str]:
        pages = client.get_paginator("list_aliases").paginate()
        return {alias["AliasName"] for page in pages for alias in page["Aliases"]}

    name = str(resource.values["name"])
    return name if name in (planned.asking.once("aliases", ask, service="kms") or ()) else None


def parameter(planned: Planned, resource: StackResource) -> str | None:
    """Return the name of the parameter that is there; None if none is. What it holds is not read."""
    name = str(resource.values["name"])
    ask = planned.asking.client("ssm").describe_parameters
    by_name = [{"Key": "Name", "Option": "Equals", "Values": [name]}]
    return _name_if(planned, name, "ssm", lambda: ask(ParameterFilters=by_name)["Parameters"], [])


def _name_if(planned: Planned, name: str, service: str, ask: Callable[[], Any], absent: Collection[str]) -> str | None:
    return name if planned.asking.once(f"{service} {name}", ask, service=service, absent=absent) else None
