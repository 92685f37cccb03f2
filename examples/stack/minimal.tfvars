# The main settings of the stack, all at the defaults of the profile `minimal`: change what you need and pass the file to
# Terraform, terraform apply -var-file=<path to this file>. Only for a stack that was synthesized with that profile.

aws_region  = "us-east-1"
environment = "production" # The tag Environment of every resource.

# The repository. A change of its name or encryption replaces it, and its images are lost.
ecr_repository_name      = "inscribe/customer-data-service"
ecr_image_tag_mutability = "MUTABLE" # IMMUTABLE: a pushed tag never moves to another image.
ecr_encryption_type      = "AES256"  # Or KMS, or KMS_DSSE.
ecr_kms_key_id           = null      # The ARN of your key, for KMS and KMS_DSSE.

# Scanning. Enhanced scanning is Amazon Inspector, and holds for the whole registry; basic scanning costs nothing.
ecr_scan_on_push             = true
ecr_enable_enhanced_scanning = true
ecr_scan_frequency           = "SCAN_ON_PUSH" # CONTINUOUS_SCAN: again whenever a new vulnerability becomes known.

# Who may pull, besides roles of the account whose policies allow it.
ecr_pull_account_ids = []   # Other accounts, by their 12-digit ids.
ecr_create_ec2_role  = true # A role and an instance profile for EC2 instances.

# Nothing is watched. Metrics, alarms and the dashboard come with the log of scan events.
ecr_enable_scan_logging  = false
ecr_enable_notifications = false
ecr_enable_audit_trail   = false

# Which images the lifecycle policy keeps.
ecr_max_image_count     = 10 # Of each of v* and release*.
ecr_dev_image_count     = 5  # Of each of dev*, feature* and main*.
ecr_untagged_image_days = 1  # Days after the push.
