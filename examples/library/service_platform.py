"""A team's services: a repository for each, watched as Terraform's variables say, built by GitHub, pulled elsewhere."""

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformOutput, TerraformStack, TerraformVariable, Token
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue

app = App()
stack = TerraformStack(app, "platform")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)


def variable(name: str, type_: str, default: object) -> TerraformVariable:
    """Declare what whoever applies this may change."""
    return TerraformVariable(stack, name, type=type_, default=default)


team = variable("team", "string", "payments").string_value
watched = variable("watched", "bool", default=True).boolean_value
readers = variable("readers", "list(string)", ["444455556666"]).list_value
tags = Token.as_string_map(variable("tags", "map(string)", {"Team": "Payments"}).value)

services = []
for service in ("api", "worker", "web"):
    repository = cdktf_ecr.Repository(
        stack,
        service,
        name=f"{team}/{service}",
        tag_mutability="IMMUTABLE",
        lifecycle_policy=cdktf_ecr.standard_policy(
            max_image_count=variable(f"{service}_images", "number", 20).number_value
        ),
        pull_account_ids=readers,
        tags=tags,
    )
    repository.grant_pull("arn:aws:iam::111122223333:role/tasks")  # of the account that the services run in
    services.append(repository)

tickets = SqsQueue(stack, "tickets", name="tickets")
monitoring = cdktf_ecr.ScanMonitoring(
    stack,
    "monitoring",
    repositories=services,
    settings=cdktf_ecr.MonitoringSettings(
        enable_scan_logging=watched,
        log_retention_days=variable("days", "number", 30).number_value,
        metric_namespace=f"{team}/scans",
        alarm_thresholds=Token.as_number_map(variable("thresholds", "map(number)", {"CRITICAL": 1}).value),
        enable_notifications=watched,
        notification_emails=variable("emails", "list(string)", ["team@example.org"]).list_value,
        notification_subscriptions={"tickets": {"protocol": "sqs", "endpoint": tickets.arn}},
        notification_severity=variable("severity", "string", "HIGH").string_value,
        enable_audit_trail=watched,
        enable_dashboard=watched,
    ),
    tags=tags,
)

jobs = cdktf_ecr.GitHubActions(repositories=["acme/platform"], branches=["main"])
provider = cdktf_ecr.OidcProvider(stack, "github", trust=jobs)
roles = cdktf_ecr.CiRoles(
    stack,
    "ci",
    name="platform",
    oidc_provider_arn=provider.arn,
    build_trust=jobs,
    repositories=services,
    allow_pull=True,
)

TerraformOutput(stack, "build_role", value=roles.build_role_arn)
TerraformOutput(stack, "dashboard", value=monitoring.dashboard_name)
for repository, service in zip(services, ("api", "worker", "web"), strict=True):
    TerraformOutput(stack, f"{service}_url", value=repository.url)
app.synth()
