"""What scans the registry's images, and how often those of a repository."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.scanning.configuration import BASIC, CONTINUOUS_SCAN, ENHANCED, SCAN_ON_PUSH

from .check import Check, Outcome
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .subject import InRepository, Subject

_REGISTRY = "registry-scanning"
_REGISTRY_ACTION = "ecr:GetRegistryScanningConfiguration"
_REPOSITORY = "repository-scanning"
_REPOSITORY_ACTION = "ecr:BatchGetRepositoryScanningConfiguration"

_WHAT_SCANS = {BASIC: "basic scanning, of ECR's own", ENHANCED: "enhanced scanning, by Amazon Inspector"}
_WHAT_IT_MEANS = {
    CONTINUOUS_SCAN: "Scanned again whenever a new vulnerability becomes known, as long as Amazon Inspector watches.",
    SCAN_ON_PUSH: "Scanned once: what becomes known later is not found. Only CONTINUOUS_SCAN, of enhanced scanning, "
    "scans again.",
}


def scanning(subject: Subject) -> Any:
    """Return the registry's scanning configuration: "scanType" and "rules".

    Args:
        subject: The registry.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = subject.asking.client("ecr")
    answer: Any = subject.asking.once(_REGISTRY, client.get_registry_scanning_configuration, service="ecr")
    configuration = answer["scanningConfiguration"]
    return {"scanType": configuration.get("scanType", BASIC), "rules": configuration.get("rules", [])}


def rule_texts(rules: Any) -> str:
    """Return scanning rules in words.

    Args:
        rules: What ECR answers.
    """
    texts = (f"{rule['scanFrequency']} of {_filters(rule)}" for rule in rules)
    return "; ".join(texts) or "no rules, so that nothing is scanned by itself"


def applied(there: InRepository) -> Any | None:
    """Return how a repository is scanned, by AWS's own word: "scanFrequency", "scanOnPush", "appliedScanFilters".

    Args:
        there: The repository.

    Returns:
        A RepositoryScanningConfiguration; None where AWS has none.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = there.registry.asking.client("ecr")
    answer: Any = there.registry.asking.once(
        f"{_REPOSITORY} {there.name}",
        lambda: client.batch_get_repository_scanning_configuration(repositoryNames=[there.name]),
        service="ecr",
    )
    return next(iter(answer["scanningConfigurations"]), None)


def _filters(rule: Any) -> str:
    return ", ".join(each["filter"] for each in rule.get("repositoryFilters", [])) or "nothing"


def _look_at_registry(subject: Subject) -> Iterator[Check]:
    found = scanning(subject)
    rules = found["rules"]
    yield Check(
        name=_REGISTRY,
        outcome=Outcome.PASS if rules else Outcome.WARN,
        found=f"{_WHAT_SCANS.get(found['scanType'], found['scanType'])}: {rule_texts(rules)}",
        meaning="" if rules else "Images are scanned when somebody asks for it (basic), or not at all (enhanced).",
        action=_REGISTRY_ACTION,
        fix=None if rules else _put(subject, found["scanType"], [_rule(SCAN_ON_PUSH, "*")]),
    )


def _look_at_repository(there: InRepository) -> Iterator[Check]:
    registry, found = there.registry, applied(there)
    if found is None:
        text = f"AWS does not say how {there.name} is scanned"
        yield Check(name=_REPOSITORY, outcome=Outcome.SKIP, found=text, action=_REPOSITORY_ACTION)
        return
    often, configuration = found["scanFrequency"], scanning(registry)
    kind = configuration["scanType"]
    if often in _WHAT_IT_MEANS:
        filters = ", ".join(each["filter"] for each in found.get("appliedScanFilters", []))
        text = f"{there.name}: {often}{f' by the filter {filters}' if filters else ''}, {_WHAT_SCANS.get(kind, kind)}"
        meaning = _WHAT_IT_MEANS[often]
        yield Check(name=_REPOSITORY, outcome=Outcome.PASS, found=text, meaning=meaning, action=_REPOSITORY_ACTION)
        return
    text = f"{there.name}: {often}: no filter of the registry's matches it"
    if kind == ENHANCED:
        meaning = "Enhanced scanning scans no image of it, not even when somebody asks."
        # What is there stays: writing the configuration replaces the whole of it.
        fix = _put(registry, kind, _with_filter(configuration["rules"], there.name))
    else:
        meaning = "Images are scanned when somebody asks for it, and at no other time."
        fix = f"aws ecr put-image-scanning-configuration {there.command} --image-scanning-configuration scanOnPush=true"
    outcome = Outcome.FAIL if kind == ENHANCED else Outcome.WARN
    yield Check(name=_REPOSITORY, outcome=outcome, found=text, meaning=meaning, action=_REPOSITORY_ACTION, fix=fix)


def _with_filter(rules: Any, repository: str) -> list[Any]:
    """Return the rules and, in that of scans on push, a filter for the repository."""
    kept = [dict(rule) for rule in rules]
    for rule in kept:
        if rule["scanFrequency"] == SCAN_ON_PUSH:
            rule["repositoryFilters"] = [
                *rule.get("repositoryFilters", []),
                *_rule("", repository)["repositoryFilters"],
            ]
            return kept
    return [*kept, _rule(SCAN_ON_PUSH, repository)]


def _rule(often: str, text: str) -> dict[str, Any]:
    return {"scanFrequency": often, "repositoryFilters": [{"filter": text, "filterType": "WILDCARD"}]}


def _put(subject: Subject, kind: str, rules: Any) -> str:
    written = shlex.quote(json.dumps(rules))
    put = "aws ecr put-registry-scanning-configuration"
    return f"{put} --scan-type {kind} --rules {written} --region {subject.region}"


REGISTRY_SCANNING: Probe[Subject] = Probe(name=_REGISTRY, action=_REGISTRY_ACTION, look=_look_at_registry)
REPOSITORY_SCANNING: Probe[InRepository] = Probe(name=_REPOSITORY, action=_REPOSITORY_ACTION, look=_look_at_repository)
