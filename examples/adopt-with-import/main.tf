# A repository that was made by hand, or that another state holds, keeps its images: `import` takes it over. Needs
# Terraform 1.5; see docs/adopting.md.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

module "ecr" {
  source = "../../modules/ecr"

  repository_name  = "inscribe/customer-data-service"
  pull_account_ids = ["111122223333"]

  # First adopt what there is, and look at the plan; then remove these lines and get the rest.
  create_ec2_role      = false
  enable_scan_logging  = false
  enable_audit_trail   = false
  enable_notifications = false
}

import {
  to = module.ecr.aws_ecr_repository.this
  id = "inscribe/customer-data-service"
}

import {
  to = module.ecr.aws_ecr_lifecycle_policy.this
  id = "inscribe/customer-data-service"
}

# Without pull_account_ids there is no repository policy to import into.
import {
  to = module.ecr.aws_ecr_repository_policy.this[0]
  id = "inscribe/customer-data-service"
}

# The id is the account's.
import {
  to = module.ecr.aws_ecr_registry_scanning_configuration.this[0]
  id = "123456789012"
}

output "repository_url" {
  description = "URL of the repository, the same as before."
  value       = module.ecr.repository_url
}
