# Every repository of a team in one map, with one scanning configuration, one dashboard and one role for all of them.

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
  region = var.aws_region
}

variable "aws_region" {
  description = "AWS region of the registry."
  type        = string
  default     = "us-east-1"
}

variable "notification_emails" {
  description = "Who is told of scans that found something; nobody by default."
  type        = list(string)
  default     = []
}

# Adding, removing or renaming an entry leaves all other repositories as they are. What an entry does not say is as in
# the module's call below. Terraform ignores a setting the module does not know: check the spelling in a plan.
variable "repositories" {
  description = "Repositories by name, each with what differs for it."
  type        = any
  default = {
    "inscribe/billing" = {
      scan_frequency   = "CONTINUOUS_SCAN"
      max_image_count  = 20
      pull_account_ids = ["111122223333"]
    }
    "inscribe/search"     = {}
    "inscribe/sandbox.v2" = { image_tag_mutability = "MUTABLE", force_delete = true, tags = { Team = "Research" } }
  }
}

module "repositories" {
  source = "../../modules/ecr-repositories"

  collection_name      = "inscribe"
  repositories         = var.repositories
  image_tag_mutability = "IMMUTABLE"
  enable_notifications = length(var.notification_emails) > 0
  notification_emails  = var.notification_emails
  tags                 = { Project = "Inscribe" }
}

output "repository_urls" {
  description = "URL of each repository, by its name."
  value       = module.repositories.repository_urls
}

output "scan_rules" {
  description = "What the registry scans, and when."
  value       = module.repositories.scan_rules
}
