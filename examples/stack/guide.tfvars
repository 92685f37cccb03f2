# The guide's settings of the stack and the main ones around them, all at the defaults of the profile `guide`: change what
# you need and pass the file to Terraform, terraform apply -var-file=<path to this file>

aws_region  = "us-east-1"
environment = "production" # The tag Environment of every resource.

# The repository. A change of its name or encryption replaces it, and its images are lost.
ecr_repository_name      = "inscribe/customer-data-service"
ecr_image_tag_mutability = "MUTABLE" # IMMUTABLE: a pushed tag never moves to another image.
ecr_encryption_type      = "AES256"  # Or KMS, or KMS_DSSE.
ecr_kms_key_id           = null      # The ARN of your key, for KMS and KMS_DSSE.

# Scanning. Enhanced scanning is Amazon Inspector, and holds for the whole registry.
ecr_scan_on_push             = true
ecr_enable_enhanced_scanning = true
ecr_scan_frequency           = "SCAN_ON_PUSH" # CONTINUOUS_SCAN: again whenever a new vulnerability becomes known.

# The events of finished scans, in a CloudWatch log group.
ecr_enable_scan_logging = true
ecr_log_retention_days  = 14 # 0 keeps them for ever.

# What is made of these events, and of pushes and deletes.
ecr_notification_emails = []               # Told of scans that found something; each address has to confirm first.
ecr_alarm_thresholds    = { CRITICAL = 1 } # By severity, how many vulnerabilities in one scan raise an alarm.
ecr_enable_dashboard    = true
ecr_enable_audit_trail  = true # Pushes and deletes, in a log group of their own.

# Which images the lifecycle policy keeps.
ecr_max_image_count     = 10 # Of each of v* and release*.
ecr_dev_image_count     = 5  # Of each of dev*, feature* and main*.
ecr_untagged_image_days = 1  # Days after the push.
