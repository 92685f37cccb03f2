"""Exit codes. They are a promise: pipelines branch on them."""

from __future__ import annotations

PASSED = 0
GATE_FAILED = 1
USAGE = 2
NO_VERDICT = 3
AWS = 4
INTERNAL = 70
TIMED_OUT = 75
# 128 and the signal's number, as shells have it.
INTERRUPTED = 130
UNREAD = 141
TERMINATED = 143

MEANINGS = {
    PASSED: "Passed; of a command without a verdict: done.",
    GATE_FAILED: (
        "The gate failed: findings break the policy; a running image would go, or ECR's own preview differs; a "
        "check of doctor failed; of a migration, something is left or did not arrive; of a deployment, a host failed, "
        "or there is none."
    ),
    USAGE: "Usage or configuration: a wrong option, image, ledger, report or configuration; no Node to export with.",
    NO_VERDICT: (
        "No verdict: unsupported, failed, too large, archived, expired, never scanned, or one of several platforms is; "
        "not everything that may run could be asked; no amount is known."
    ),
    AWS: "AWS, a registry, or credentials: denied, expired, throttled, not reached.",
    INTERNAL: "An error in cdktf-ecr itself.",
    TIMED_OUT: "Timed out while a result could still have come.",
    INTERRUPTED: "Interrupted (SIGINT); nothing is half-written.",
    UNREAD: "Whoever read the messages went away before the end.",
    TERMINATED: "Terminated (SIGTERM); nothing is half-written.",
}
