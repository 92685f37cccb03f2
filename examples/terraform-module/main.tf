# Repositories from the plain Terraform module: one by one, and as many as there are services.

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

variable "services" {
  description = "Services with a repository each, and what differs for them."
  type = map(object({
    image_tag_mutability = optional(string, "IMMUTABLE")
    max_image_count      = optional(number, 10)
  }))
  default = {
    "inscribe/billing" = {}
    "inscribe/search"  = { max_image_count = 20 }
  }
}

# This copy owns what an account and region has one of, or few: the registry's scanning configuration and the log
# resource policy that lets EventBridge write scan events to log groups.
module "ecr" {
  source = "../../modules/ecr"

  repository_name      = "inscribe/customer-data-service"
  enable_notifications = length(var.notification_emails) > 0
  notification_emails  = var.notification_emails
}

module "worker" {
  source = "../../modules/ecr"

  repository_name            = "inscribe/worker"
  manage_registry_scanning   = false
  manage_log_resource_policy = false
  enable_notifications       = false
}

module "services" {
  source   = "../../modules/ecr"
  for_each = var.services

  repository_name            = each.key
  image_tag_mutability       = each.value.image_tag_mutability
  max_image_count            = each.value.max_image_count
  manage_registry_scanning   = false
  manage_log_resource_policy = false
  create_ec2_role            = false
  enable_notifications       = false
  enable_dashboard           = false
}

output "repository_urls" {
  description = "URL of each repository, by its name."
  value = merge(
    { for copy in [module.ecr, module.worker] : copy.repository_name => copy.repository_url },
    { for name, service in module.services : name => service.repository_url },
  )
}

output "scan_configuration" {
  description = "How the registry scans."
  value       = module.ecr.scan_configuration
}
