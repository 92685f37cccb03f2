"""What the keys of the topic and of the log groups have to allow, whoever makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.accounts import ACCOUNT_ID, PARTITION
from cdktf_ecr.model.aws.regions import REGION
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, read, source_of
from cdktf_ecr.model.terraform.rules import Each, Matches
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from cdktf_ecr.model.access.key_policies import Statement
    from cdktf_ecr.model.terraform.expressions import StringListValue

# Domains of the principal logs.<region>.<domain>: servicePrincipalSuffix of the AWS provider's aws_service_principal.
_LOGS_DOMAIN = "amazonaws.com"
_LOGS_DOMAINS = {"aws-cn": "amazonaws.com.cn", "aws-iso": "c2s.ic.gov", "aws-iso-b": "sc2s.sgov.gov"}

_ENCRYPT_LOGS = "CloudWatch Logs user guide, Encrypt log data"
_LOG_GROUP_ARN = Matches(
    pattern="^arn:[a-z0-9-]+:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:]+$",
    words="must be a log group's ARN, without the ':*' that stands for its log streams",
    source=_ENCRYPT_LOGS,
)


def notification_key_statements(account_id: str) -> list[Statement]:
    """Return what the policy of the topic's key has to allow: that EventBridge and CloudWatch publish.

    The key AWS manages for SNS lets no service use it, and messages would be lost without a trace (SNS developer guide,
    "Enable compatibility between event sources from AWS services and encrypted topics").

    Args:
        account_id: The account of the alarms, 12 digits, or a Terraform expression of it. EventBridge's statement
            cannot name it: EventBridge supports no condition there (EventBridge user guide, Amazon SNS permissions).

    Raises:
        InvalidSettingError: It is no account's id.
    """
    use: dict[str, Any] = {"Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}
    return [
        {"Sid": "EncryptEvents", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, **use},
        {
            "Sid": "EncryptAlarms",
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            **use,
            "Condition": {"StringEquals": {"aws:SourceAccount": checked("account_id", account_id, ACCOUNT_ID)}},
        },
    ]


def log_key_statements(log_group_arns: StringListValue, *, region: str, partition: str = "aws") -> list[Statement]:
    """Return what the policy of the log groups' key has to allow: that CloudWatch Logs encrypts these and no others.

    Args:
        log_group_arns: The log groups' ARNs, at least one, or a Terraform expression of them; an ARN may hold ``*``.
        region: Their region, or a Terraform expression of it.
        partition: Their partition, likewise.

    Raises:
        InvalidSettingError: There is no ARN, or something is no log group's ARN, region or partition.
    """
    arns = checked("log_group_arns", log_group_arns, Each(rule=_LOG_GROUP_ARN), type_="list(string)")
    if not arns:
        raise InvalidSettingError("log_group_arns", [], "must be at least one ARN", source=_ENCRYPT_LOGS)
    domain = _domain(read(checked("partition", partition, PARTITION)))
    return [
        {
            "Sid": "EncryptLogs",
            "Effect": "Allow",
            "Principal": {"Service": f"logs.{checked('region', region, REGION)}.{domain}"},
            "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            "Resource": "*",
            "Condition": {
                "ArnLike": {"kms:EncryptionContext:aws:logs:arn": arns if isinstance(arns, Expression) else list(arns)},
            },
        }
    ]


def _domain(partition: str) -> str:
    if isinstance(partition, Expression):
        return Expression(f'lookup({source_of(_LOGS_DOMAINS)}, {operand_of(partition)}, "{_LOGS_DOMAIN}")')
    return _LOGS_DOMAINS.get(partition, _LOGS_DOMAIN)
