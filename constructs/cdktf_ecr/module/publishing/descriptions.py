"""What the READMEs of the plain Terraform modules say beside their tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModuleDescription:
    """A module in words.

    Attributes:
        name: Its name, and so that of its directory.
        text: What it creates.
        usage: An example of its use, in HCL.
        required: The inputs without a default: what is somebody's own, and would be a stranger's here.
    """

    name: str
    text: str
    usage: str
    required: tuple[str, ...]


ECR = ModuleDescription(
    "ecr",
    "A private Amazon ECR repository with vulnerability scanning, lifecycle rules, access for other accounts and for "
    "EC2, scan results as logs, metrics, alarms, notifications and a dashboard, and an audit trail.",
    """\
module "ecr" {
  source = "./modules/ecr"

  repository_name = "inscribe/customer-data-service"
}

# A registry has one scanning configuration and few log resource policies: one copy of the module owns them.
module "worker" {
  source = "./modules/ecr"

  repository_name            = "inscribe/worker"
  manage_registry_scanning   = false
  manage_log_resource_policy = false
}
""",
    required=("repository_name",),
)

ECR_REPOSITORIES = ModuleDescription(
    "ecr-repositories",
    "Any number of private Amazon ECR repositories over shared settings, with one of what a registry has one of or "
    "needs once: scanning configuration, log groups, alarms' topic, dashboard, role for EC2. A repository is an "
    "instance of the same resources, by its name: adding, removing or renaming one leaves all others as they are.",
    """\
module "registry" {
  source = "./modules/ecr-repositories"

  collection_name = "inscribe"
  repositories = {
    "inscribe/customer-data-service" = { scan_frequency = "CONTINUOUS_SCAN" }
    "inscribe/worker"                = {}
    "inscribe/sandbox"               = { max_image_count = 3, force_delete = true }
  }
}
""",
    required=("collection_name", "repositories"),
)
