# A repository that a flat configuration created keeps its images: `moved` tells Terraform what its resources are called
# from now on. For resources in the same state; see docs/adopting.md.

terraform {
  required_version = ">= 1.3"

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

  repository_name = "inscribe/customer-data-service"

  # First adopt what there is, and look at the plan; then remove these lines and get the rest.
  create_ec2_role      = false
  enable_scan_logging  = false
  enable_audit_trail   = false
  enable_notifications = false
}

# Change each `from` to what your configuration calls it, such as module.registry.aws_ecr_repository.this.
moved {
  from = aws_ecr_repository.main
  to   = module.ecr.aws_ecr_repository.this
}

moved {
  from = aws_ecr_lifecycle_policy.main
  to   = module.ecr.aws_ecr_lifecycle_policy.this
}

moved {
  from = aws_ecr_registry_scanning_configuration.main
  to   = module.ecr.aws_ecr_registry_scanning_configuration.this[0]
}

moved {
  from = aws_ecr_repository_policy.main
  to   = module.ecr.aws_ecr_repository_policy.this[0]
}

output "repository_url" {
  description = "URL of the repository, the same as before."
  value       = module.ecr.repository_url
}
