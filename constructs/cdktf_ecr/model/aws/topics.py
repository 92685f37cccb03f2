"""Amazon SNS topics."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

# CreateTopic, parameter Name (SNS API reference); messages to FIFO topics need a group, which nothing here gives them.
TOPIC_ARN = Matches(
    pattern="^arn:aws[a-z0-9-]*:sns:[a-z0-9-]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256}$",
    words="must be the ARN of a standard topic (arn:<partition>:sns:<region>:<account>:<name>)",
    source="Amazon SNS",
)
