"""Which KMS key encrypts the topic and which the log groups: one each, given or created."""

from __future__ import annotations

from cdktf_ecr.model.terraform.relations import Is, Relation

_TOPIC_KEY = "notification_kms_key_id"
_CREATE_TOPIC_KEY = "create_notification_kms_key"
_LOG_KEY = "log_kms_key_id"
_CREATE_LOG_KEY = "create_log_kms_key"

TOPIC_ENCRYPTION = "Amazon SNS encryption at rest"
LOG_ENCRYPTION = "CloudWatch Logs AssociateKmsKey"

# Whether a key is created is a setting of its own, and does not follow from a given key's absence: Terraform may know
# the ARN of a key that the same apply makes only afterwards, and has to know how many resources there are before.
TOPIC_RELATIONS = (
    Relation(
        setting=_CREATE_TOPIC_KEY,
        condition=~Is(_CREATE_TOPIC_KEY, True) | Is(_TOPIC_KEY, None),  # noqa: FBT003 - the value compared
        words=f"must be false when {_TOPIC_KEY} names a key: a topic has one key",
        origin=TOPIC_ENCRYPTION,
    ),
    Relation(
        setting=_TOPIC_KEY,
        condition=~Is("enable_notifications", True) | Is(_CREATE_TOPIC_KEY, True) | ~Is(_TOPIC_KEY, None),  # noqa: FBT003
        words=f"must name a key when {_CREATE_TOPIC_KEY} is false: the topic is always encrypted, and the key that AWS "
        "manages for SNS lets neither EventBridge nor CloudWatch publish",
        origin=TOPIC_ENCRYPTION,
    ),
)
LOG_RELATIONS = (
    Relation(
        setting=_CREATE_LOG_KEY,
        condition=~Is(_CREATE_LOG_KEY, True) | Is(_LOG_KEY, None),  # noqa: FBT003 - the value compared
        words=f"must be false when {_LOG_KEY} names a key: a log group has one key",
        origin=LOG_ENCRYPTION,
    ),
)
RELATIONS = (*TOPIC_RELATIONS, *LOG_RELATIONS)
