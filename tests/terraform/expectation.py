"""What the account must hold after an apply, worked out from the settings alone: nothing here imports the product."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from tests.terraform.account import ACCOUNT_ID, EMPTY, Contents
from tests.terraform.combination import CREATED, GIVEN, PARTITIONS, Combination
from tests.terraform.monitoring import dashboard, failures_alarm, findings_alarm, metric_filters, not_scanned_alarm
from tests.terraform.monitoring_events import FINDING_OR_COVERAGE


@dataclass(frozen=True, slots=True)
class Expectation:
    """The account and the outputs that a combination must lead to.

    Attributes:
        combination: The settings.
        key_arn: The ARN of the images' key, given, created or made up by AWS; None with AES256.
    """

    combination: Combination
    key_arn: str | None

    @property
    def contents(self) -> Contents:
        """Everything in the account."""
        wanted, name = self.combination, self.combination.name
        tags = self._tags
        role = self._role_name
        delivery = (wanted.enable_scan_logging or wanted.enable_audit_trail) and wanted.manage_log_resource_policy
        return {
            "repositories": {name: self._repository},
            "registry_scanning": self._registry_scanning,
            "policies": {},
            "roles": _only_if(
                wanted.create_ec2_role,
                {
                    role: {
                        "trust": self._trust,
                        "attached": [],
                        "inline": {"ecr-pull": self._pull_policy},
                        "tags": tags,
                    }
                },
            ),
            "instance_profiles": _only_if(wanted.create_ec2_role, {role: {"roles": [role], "tags": tags}}),
            "keys": self._keys,
            "log_groups": {
                **_only_if(
                    wanted.enable_scan_logging,
                    {self._scan_log: {"retention": wanted.log_retention_days or None, "key": None, "tags": tags}},
                ),
                **_only_if(wanted.enable_audit_trail, {self._audit_log: {"retention": 365, "key": None, "tags": tags}}),
            },
            "log_resource_policies": _only_if(delivery, {_derived(name, 128, "-ecr-events"): self._delivery_policy}),
            "event_rules": self._event_rules,
            "metric_filters": _only_if(wanted.enable_scan_logging, {self._scan_log: self._metric_filters}),
            "alarms": _only_if(wanted.enable_scan_logging, self._alarms),
            "dashboards": _only_if(
                wanted.enable_scan_logging and wanted.enable_dashboard, {self._dashboard_name: self._dashboard}
            ),
            "topics": {},
            "queues": {},
        }

    @property
    def remaining(self) -> Contents:
        """What a destroy must leave behind: somebody else's key, and nothing of ours."""
        return {**EMPTY, "keys": self._keys if self.combination.encryption[1] == GIVEN else []}

    @property
    def outputs(self) -> dict[str, Any]:
        """The outputs, all but the repository's URL and lifecycle policy; those that are null are absent."""
        wanted, name = self.combination, self.combination.name
        role = self._role_name
        values = {
            "ecr_repository_arn": self._repository_arn,
            "ecr_repository_name": name,
            "ecr_registry_id": ACCOUNT_ID,
            "ecr_scan_configuration": self._scan_configuration,
            "ecr_kms_key_arn": self.key_arn,
            "ecr_ec2_role_arn": self._iam_arn(f"role/{role}") if wanted.create_ec2_role else None,
            "ecr_instance_profile_name": role if wanted.create_ec2_role else None,
            "ecr_scan_log_group_name": self._scan_log if wanted.enable_scan_logging else None,
            "ecr_audit_log_group_name": self._audit_log if wanted.enable_audit_trail else None,
            "ecr_dashboard_name": (
                self._dashboard_name if wanted.enable_scan_logging and wanted.enable_dashboard else None
            ),
            "ecr_alarm_arns": self._alarm_arns if wanted.enable_scan_logging else [],
        }
        return {output: value for output, value in values.items() if value is not None}

    @property
    def _partition(self) -> str:
        return PARTITIONS[self.combination.region]

    @property
    def _role_name(self) -> str:
        return _derived(self.combination.name, 64, "-ecr-pull", region=self.combination.region)

    @property
    def _repository_arn(self) -> str:
        return f"arn:{self._partition}:ecr:{self.combination.region}:{ACCOUNT_ID}:repository/{self.combination.name}"

    def _iam_arn(self, what: str) -> str:
        return f"arn:{self._partition}:iam::{ACCOUNT_ID}:{what}"

    @property
    def _tags(self) -> dict[str, str]:
        return {
            "ManagedBy": "Terraform",
            "Stack": "ecr",
            "Environment": "production",
            **dict(self.combination.tags),
        }

    @property
    def _repository(self) -> Contents:
        wanted = self.combination
        encryption = {"encryptionType": wanted.encryption[0], "kmsKey": self.key_arn}
        return {
            "mutability": wanted.image_tag_mutability,
            "scan_on_push": wanted.scan_on_push,
            "encryption": {key: value for key, value in encryption.items() if value is not None},
            "lifecycle_policy": lifecycle_policy(*wanted.counts),
            "policy": self._repository_policy,
            "tags": self._tags,
        }

    @property
    def _repository_policy(self) -> Contents | None:
        accounts = sorted(self.combination.pull_account_ids)
        if not accounts:
            return None
        roots = [f"arn:{self._partition}:iam::{account}:root" for account in accounts]
        return {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "PullByAccounts",
                    "Effect": "Allow",
                    "Principal": {"AWS": roots},
                    "Action": [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:BatchGetImage",
                    ],
                }
            ],
        }

    @property
    def _frequency(self) -> str | None:
        if self.combination.scanning == (True, "CONTINUOUS_SCAN"):
            return "CONTINUOUS_SCAN"
        return "SCAN_ON_PUSH" if self.combination.scan_on_push else None

    @property
    def _scan_type(self) -> str:
        return "ENHANCED" if self.combination.scanning[0] else "BASIC"

    @property
    def _registry_scanning(self) -> Contents:
        wanted = self.combination
        if not wanted.manage_registry_scanning:
            return dict(EMPTY["registry_scanning"])
        filters = [{"filter": text, "filterType": "WILDCARD"} for text in sorted(wanted.scan_repository_filters)]
        rules = [{"scanFrequency": self._frequency, "repositoryFilters": filters}] if self._frequency else []
        return {"scanType": self._scan_type, "rules": rules}

    @property
    def _scan_configuration(self) -> Contents:
        managed = self.combination.manage_registry_scanning
        return {
            "scan_on_push": self.combination.scan_on_push,
            "scan_type": self._scan_type if managed else None,
            "scan_frequency": self._frequency if managed else None,
        }

    @property
    def _trust(self) -> Contents:
        service = "ec2.amazonaws.com"
        statement = {
            "Sid": "AssumeRole",
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sts:AssumeRole",
        }
        return {"Version": "2012-10-17", "Statement": [statement]}

    @property
    def _pull_policy(self) -> Contents:
        return pull_policy(self._repository_arn)

    @property
    def _keys(self) -> list[Contents]:
        name = self.combination.name
        given: Contents = {
            "arn": self.key_arn,
            "description": "of somebody else",
            "rotates": False,
            "aliases": [],
            "tags": {},
        }
        created = {
            "arn": self.key_arn,
            "description": f"Images of the ECR repository {name}",
            "rotates": True,
            "aliases": [f"alias/ecr/{_derived(name, 246)}"],
            "tags": self._tags,
        }
        return {GIVEN: [given], CREATED: [created]}.get(self.combination.encryption[1] or "", [])

    @property
    def _delivery_policy(self) -> Contents:
        groups = f"arn:{self._partition}:logs:{self.combination.region}:{ACCOUNT_ID}:log-group:/aws/events/ecr/*:*"
        return {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "DeliverEvents",
                    "Effect": "Allow",
                    "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": groups,
                }
            ],
        }

    @property
    def _scan_log(self) -> str:
        return f"/aws/events/ecr/{self.combination.name}"

    @property
    def _audit_log(self) -> str:
        return f"/aws/events/ecr/{self.combination.name}#audit"

    @property
    def _event_rules(self) -> Contents:
        wanted, name, arn = self.combination, self.combination.name, self._repository_arn
        scans = {
            "source": ["aws.ecr", "aws.inspector2"],
            "detail-type": ["ECR Image Scan", "Inspector2 Scan"],
            "detail": {"repository-name": [name, arn]},
        }
        findings = {
            "source": ["aws.inspector2"],
            "detail-type": ["Inspector2 Finding", "Inspector2 Coverage"],
            "resources": [{"prefix": f"{arn}/sha256:"}],
            "detail": FINDING_OR_COVERAGE,
        }
        actions = {
            "source": ["aws.ecr"],
            "detail-type": ["ECR Image Action"],
            "detail": {"repository-name": [name], "action-type": ["PUSH", "DELETE"]},
        }
        logged = {
            _derived(name, 64, "-scans"): self._event_rule(scans, self._scan_log),
            _derived(name, 64, "-findings"): self._event_rule(findings, self._scan_log),
        }
        return {
            **_only_if(wanted.enable_scan_logging, logged),
            **_only_if(
                wanted.enable_audit_trail,
                {_derived(name, 64, "-audit"): self._event_rule(actions, self._audit_log)},
            ),
        }

    def _event_rule(self, pattern: Contents, log_group: str) -> Contents:
        arn = f"arn:{self._partition}:logs:{self.combination.region}:{ACCOUNT_ID}:log-group:{log_group}"
        return {
            "state": "ENABLED",
            "pattern": pattern,
            "targets": [{"Id": "logs", "Arn": arn}],
            "tags": self._tags,
        }

    @property
    def _alarms(self) -> Contents:
        not_scanned, critical, failures = self._alarm_names
        arn, tags = self._repository_arn, self._tags
        return {
            not_scanned: not_scanned_alarm(self._metric_name, tags=tags),
            critical: findings_alarm("CRITICAL", arn, threshold=1, tags=tags),
            failures: failures_alarm(arn, tags=tags),
        }

    @property
    def _metric_name(self) -> str:
        return _derived(self.combination.name, 255 - len("NotScanned-"))

    @property
    def _metric_filters(self) -> Contents:
        return metric_filters(self._metric_name)

    @property
    def _alarm_names(self) -> tuple[str, str, str]:
        name = _derived(self.combination.name, 255 - len("-informational-findings"))
        return f"{name}-not-scanned", f"{name}-critical-findings", f"{name}-scan-failed"

    @property
    def _alarm_arns(self) -> list[str]:
        start = f"arn:{self._partition}:cloudwatch:{self.combination.region}:{ACCOUNT_ID}:alarm:"
        return [start + name for name in self._alarm_names]

    @property
    def _dashboard_name(self) -> str:
        return _derived(self.combination.name, 255, "-ecr", region=self.combination.region)

    @property
    def _dashboard(self) -> Contents:
        return dashboard(
            self._repository_arn,
            region=self.combination.region,
            scan_log=self._scan_log,
            audit_logs=[self._audit_log] if self.combination.enable_audit_trail else [],
            alarms=self._alarm_arns,
        )


def lifecycle_policy(most: int, most_of_development: int, days: int) -> Contents:
    """Return the lifecycle policy of the three counts."""
    patterns = {
        "v*": ("production", most),
        "release*": ("production", most),
        "dev*": ("development", most_of_development),
        "feature*": ("development", most_of_development),
        "main*": ("development", most_of_development),
    }
    tagged = [
        {
            "rulePriority": priority,
            "description": f"Keep the newest {kind} images tagged {pattern}",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": [pattern],
                "countType": "imageCountMoreThan",
                "countNumber": count,
            },
            "action": {"type": "expire"},
        }
        for priority, (pattern, (kind, count)) in enumerate(patterns.items(), start=1)
    ]
    untagged = {
        "rulePriority": 6,
        "description": "Expire untagged images",
        "selection": {
            "tagStatus": "untagged",
            "countType": "sinceImagePushed",
            "countUnit": "days",
            "countNumber": days,
        },
        "action": {"type": "expire"},
    }
    return {"rules": [*tagged, untagged]}


def pull_policy(repository_arn: str) -> Contents:
    """Return the least that lets its holder log in and pull."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
            {
                "Sid": "PullImages",
                "Effect": "Allow",
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
                "Resource": repository_arn,
            },
        ],
    }


def _derived(name: str, limit: int, suffix: str = "", *, region: str | None = None) -> str:
    readable = re.sub("[^a-z0-9_-]", "-", name)
    room = limit - len(suffix) - len("-01234567") - (0 if region is None else len("-us-isof-south-1"))
    end = suffix if region is None else f"-{region}{suffix}"
    return f"{readable[:room]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}{end}"


def _only_if(condition: bool, contents: Contents) -> Contents:  # noqa: FBT001
    return contents if condition else {}
