"""Who beyond the account may use the repository, and which images expire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.policy_statements import check_statement
from cdktf_ecr.model.access.statements import is_public, listed
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle.policy import LifecyclePolicy

from .check import Check, Outcome
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.lifecycle.rules import LifecycleRule

    from .subject import InRepository

_POLICY = "repository-policy"
_POLICY_ACTION = "ecr:GetRepositoryPolicy"
_LIFECYCLE = "lifecycle-policy"
_LIFECYCLE_ACTION = "ecr:GetLifecyclePolicy"


def _look_at_policy(there: InRepository) -> Iterator[Check]:
    client = there.registry.asking.client("ecr")
    answer: Any = there.registry.asking.once(
        f"{_POLICY} {there.name}",
        lambda: client.get_repository_policy(**there.scope),
        service="ecr",
        absent=["RepositoryPolicyNotFoundException"],
    )
    if answer is None:
        found = f"{there.name} has none: IAM policies of its own account alone decide"
        yield Check(name=_POLICY, outcome=Outcome.PASS, found=found, action=_POLICY_ACTION)
        return
    statements: list[Any] = listed(json.loads(answer["policyText"])["Statement"])
    wrong = [check for statement in statements if (check := _wrong(there, statement)) is not None]
    if wrong:
        yield from wrong
        return
    who = "; ".join(f"{statement['Effect']} {json.dumps(statement['Principal'])}" for statement in statements)
    yield Check(name=_POLICY, outcome=Outcome.PASS, found=f"{there.name}: {who}", action=_POLICY_ACTION)


def _wrong(there: InRepository, statement: Any) -> Check | None:
    """Return what is wrong with a statement of a repository's policy; None if nothing is."""
    named = f"{there.name}: statement {statement.get('Sid') or json.dumps(statement)}"
    if statement["Effect"] == "Allow" and is_public(statement):
        return Check(
            name=_POLICY,
            outcome=Outcome.FAIL,
            found=f"{named} lets in every AWS account there is",
            meaning="Name the principals, or add a condition such as aws:PrincipalOrgID.",
            action=_POLICY_ACTION,
        )
    try:
        check_statement(statement, allow_public=True)
    except InvalidSettingError as error:
        return Check(name=_POLICY, outcome=Outcome.WARN, found=f"{named}: {error.rule}", action=_POLICY_ACTION)
    return None


def _look_at_lifecycle(there: InRepository) -> Iterator[Check]:
    client = there.registry.asking.client("ecr")
    answer: Any = there.registry.asking.once(
        f"{_LIFECYCLE} {there.name}",
        lambda: client.get_lifecycle_policy(**there.scope),
        service="ecr",
        absent=["LifecyclePolicyNotFoundException"],
    )
    if answer is None:
        found = f"{there.name} has none"
        meaning = "Every image that is ever pushed stays, and is paid for, until somebody deletes it."
        yield Check(
            name=_LIFECYCLE,
            outcome=Outcome.WARN,
            found=found,
            meaning=meaning,
            action=_LIFECYCLE_ACTION,
            fix=there.registry.apply,
        )
        return
    try:
        policy = LifecyclePolicy.from_json(answer["lifecyclePolicyText"])
    except InvalidSettingError as error:
        found = f"{there.name}: {error}"
        meaning = "By AWS's documentation this is no policy: what it does is not known."
        yield Check(name=_LIFECYCLE, outcome=Outcome.FAIL, found=found, meaning=meaning, action=_LIFECYCLE_ACTION)
        return
    yield _told(there, policy)


def _told(there: InRepository, policy: LifecyclePolicy) -> Check:
    rules = ", ".join(f"{rule.priority}: {_words(rule)}" for rule in policy.rules)
    both = [rule.priority for rule in policy.rules if len(rule.tag_patterns or rule.tag_prefixes or ()) > 1]
    if both:
        numbers = ", ".join(map(str, both))
        return Check(
            name=_LIFECYCLE,
            outcome=Outcome.WARN,
            found=f"{there.name}: rule {numbers} has several patterns: {rules}",
            meaning="A rule acts on images that match all of its patterns, hardly ever any. Give each a rule.",
            action=_LIFECYCLE_ACTION,
        )
    return Check(name=_LIFECYCLE, outcome=Outcome.PASS, found=f"{there.name}: {rules}", action=_LIFECYCLE_ACTION)


def _words(rule: LifecycleRule) -> str:
    """Return a rule in a few words."""
    tags = " ".join(rule.tag_patterns or [f"{prefix}*" for prefix in rule.tag_prefixes or ()])
    what = tags or rule.tag_status
    if rule.keep_newest is not None:
        return f"{rule.action} {what} beyond the newest {rule.keep_newest}"
    since = {"sinceImagePushed": "push", "sinceImagePulled": "pull", "sinceImageTransitioned": "archiving"}
    return f"{rule.action} {what} {rule.count} days after {since[rule.count_type]}"


REPOSITORY_POLICY: Probe[InRepository] = Probe(name=_POLICY, action=_POLICY_ACTION, look=_look_at_policy)
LIFECYCLE_POLICY: Probe[InRepository] = Probe(name=_LIFECYCLE, action=_LIFECYCLE_ACTION, look=_look_at_lifecycle)
