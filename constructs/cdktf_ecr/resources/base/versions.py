"""The versions of Terraform and of the AWS provider that know everything our constructs write."""

# 5.100 is the last of the 5.x; aws_ecr_repository takes image_tag_mutability_exclusion_filter since 6.8, and nearly
# every resource a region since 6.0; aws_ecr_pull_time_update_exclusion is there since 6.28, and the
# account setting BLOB_MOUNTING since 6.29.
PROVIDER = ">= 5.100, < 7.0"
PROVIDER_WITH_REGION = ">= 6.0, < 7.0"
PROVIDER_WITH_PULL_TIME_EXCLUSIONS = ">= 6.28, < 7.0"
PROVIDER_WITH_BLOB_MOUNTING = ">= 6.29, < 7.0"
PROVIDER_WITH_EXCLUSIONS = ">= 6.8, < 7.0"
# startswith, endswith and optional() since 1.3, `nullable` since 1.1, preconditions since 1.2.
TERRAFORM = ">= 1.3"
