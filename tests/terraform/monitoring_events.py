"""Which events the stack's rules match and what becomes of them, written down rather than worked out."""

from __future__ import annotations

from tests.terraform.account import ACCOUNT_ID

ARN = f"arn:aws:ecr:us-east-1:{ACCOUNT_ID}:repository/team/api"
SAFE_NAME = "team-api-0c8d3215"
TOPIC_ARN = f"arn:aws:sns:us-east-1:{ACCOUNT_ID}:{SAFE_NAME}-ecr-scans"
QUEUE_ARN = f"arn:aws:sqs:us-east-1:{ACCOUNT_ID}:{SAFE_NAME}-ecr-undelivered"
RULE_ARN = f"arn:aws:events:us-east-1:{ACCOUNT_ID}:rule/{SAFE_NAME}"
LOG_GROUP_ARN = f"arn:aws:logs:us-east-1:{ACCOUNT_ID}:log-group:"
SCAN_LOG, AUDIT_LOG = "/aws/events/ecr/team/api", "/aws/events/ecr/team/api#audit"

# HIGH or worse: EventBridge takes no $or of one, so the worst severity stands there twice.
FOUND_HIGH = {
    "$or": [
        {"CRITICAL": [{"numeric": [">", 0]}]},
        {"CRITICAL": [{"numeric": [">", 0]}]},
        {"HIGH": [{"numeric": [">", 0]}]},
    ]
}
FINDING_OR_COVERAGE = {
    "$or": [{"status": ["ACTIVE", "SUPPRESSED", "CLOSED"]}, {"scanStatus": {"statusCodeValue": ["INACTIVE"]}}]
}
PATTERNS = {
    f"{SAFE_NAME}-scans": {
        "source": ["aws.ecr", "aws.inspector2"],
        "detail-type": ["ECR Image Scan", "Inspector2 Scan"],
        "detail": {"repository-name": ["team/api", ARN]},
    },
    f"{SAFE_NAME}-findings": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding", "Inspector2 Coverage"],
        "resources": [{"prefix": f"{ARN}/sha256:"}],
        "detail": FINDING_OR_COVERAGE,
    },
    f"{SAFE_NAME}-audit": {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Image Action"],
        "detail": {"repository-name": ["team/api"], "action-type": ["PUSH", "DELETE"]},
    },
    f"{SAFE_NAME}-api-calls": {
        "source": ["aws.ecr"],
        "detail-type": ["AWS API Call via CloudTrail"],
        "detail": {
            "eventSource": ["ecr.amazonaws.com"],
            "eventName": [
                *("BatchDeleteImage", "CreateRepository", "DeleteLifecyclePolicy", "DeleteRepository"),
                *("DeleteRepositoryPolicy", "PutImage", "PutImageScanningConfiguration", "PutImageTagMutability"),
                *("PutLifecyclePolicy", "SetRepositoryPolicy", "UpdateImageStorageClass"),
            ],
            "requestParameters": {"repositoryName": ["team/api"]},
        },
    },
    f"{SAFE_NAME}-registry-calls": {
        "source": ["aws.ecr"],
        "detail-type": ["AWS API Call via CloudTrail"],
        "detail": {
            "eventSource": ["ecr.amazonaws.com"],
            "eventName": [
                *("DeleteRegistryPolicy", "DeleteSigningConfiguration", "DeregisterPullTimeUpdateExclusion"),
                *("PutAccountSetting", "PutRegistryPolicy", "PutRegistryScanningConfiguration"),
                *("PutReplicationConfiguration", "PutSigningConfiguration", "RegisterPullTimeUpdateExclusion"),
            ],
        },
    },
    f"{SAFE_NAME}-notify-basic": {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Image Scan"],
        "detail": {
            "repository-name": ["team/api"],
            "scan-status": ["COMPLETE"],
            "finding-severity-counts": FOUND_HIGH,
        },
    },
    f"{SAFE_NAME}-notify-enhanced": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Scan"],
        "detail": {
            "repository-name": [ARN],
            "scan-status": ["INITIAL_SCAN_COMPLETE"],
            "finding-severity-counts": FOUND_HIGH,
        },
    },
    f"{SAFE_NAME}-notify-findings": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        "resources": [{"prefix": f"{ARN}/sha256:"}],
        "detail": {"status": ["ACTIVE"], "severity": ["CRITICAL", "CRITICAL", "HIGH"]},
    },
}
LOGGED = {
    f"{SAFE_NAME}-scans": SCAN_LOG,
    f"{SAFE_NAME}-findings": SCAN_LOG,
    f"{SAFE_NAME}-audit": AUDIT_LOG,
    f"{SAFE_NAME}-api-calls": AUDIT_LOG,
    f"{SAFE_NAME}-registry-calls": AUDIT_LOG,
}

EVERY_SCAN = {
    "region": "$.region",
    "time": "$.time",
    "account": "$.account",
    "status": "$.detail.scan-status",
    "counts": "$.detail.finding-severity-counts",
    "digest": "$.detail.image-digest",
    "tags": "$.detail.image-tags",
}
MESSAGES = {
    f"{SAFE_NAME}-notify-basic": {
        "InputPathsMap": {**EVERY_SCAN, "repository": "$.detail.repository-name"},
        "InputTemplate": (
            '"Amazon ECR basic scan of an image"\n'
            '"Repository: <repository>"\n'
            '"Image (digest, tags): <digest> <tags>"\n'
            '"Result (status, findings by severity): <status> <counts>"\n'
            '"Only the status COMPLETE is a verdict: severities that are not listed then have no findings."\n'
            '"Time: <time>"\n'
            '"Console: https://console.aws.amazon.com/ecr/repositories/private/<account>/<repository>'
            '/_/image/<digest>/details?region=<region>"'
        ),
    },
    f"{SAFE_NAME}-notify-enhanced": {
        "InputPathsMap": EVERY_SCAN,
        "InputTemplate": (
            '"Amazon Inspector scan of an image in Amazon ECR"\n'
            '"Repository: team/api"\n'
            '"Image (digest, tags): <digest> <tags>"\n'
            '"Result (status, findings by severity): <status> <counts>"\n'
            '"Only the status INITIAL_SCAN_COMPLETE is a verdict: TOTAL then counts the findings of all severities, '
            'also of those that are not listed."\n'
            '"Time: <time>"\n'
            '"Console: https://console.aws.amazon.com/ecr/repositories/private/<account>/team/api'
            '/_/image/<digest>/details?region=<region>"'
        ),
    },
    f"{SAFE_NAME}-notify-findings": {
        "InputPathsMap": {
            "region": "$.region",
            "time": "$.time",
            "severity": "$.detail.severity",
            "status": "$.detail.status",
            "title": "$.detail.title",
            "type": "$.detail.type",
            "vulnerability": "$.detail.packageVulnerabilityDetails.vulnerabilityId",
            "registry": "$.detail.resources[0].details.awsEcrContainerImage.registry",
            "repository": "$.detail.resources[0].details.awsEcrContainerImage.repositoryName",
            "digest": "$.detail.resources[0].details.awsEcrContainerImage.imageHash",
            "tags": "$.detail.resources[0].details.awsEcrContainerImage.imageTags",
        },
        "InputTemplate": (
            '"Amazon Inspector finding in an image in Amazon ECR"\n'
            '"Severity: <severity>"\n'
            '"Finding: <type> <title>"\n'
            '"Status and vulnerability: <status> <vulnerability>"\n'
            '"Repository: <repository>"\n'
            '"Image (digest, tags): <digest> <tags>"\n'
            '"Time: <time>"\n'
            '"Console: https://console.aws.amazon.com/ecr/repositories/private/<registry>/<repository>'
            '/_/image/<digest>/details?region=<region>"'
        ),
    },
}
