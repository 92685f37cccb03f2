# The main settings of the stack, all at the defaults of the profile `hardened`: change what you need and pass the file to
# Terraform, terraform apply -var-file=<path to this file>. Only for a stack that was synthesized with that profile.

aws_region  = "us-east-1"
environment = "production" # The tag Environment of every resource.

# The repository. A change of its name or encryption replaces it, which this profile refuses.
ecr_repository_name      = "inscribe/customer-data-service"
ecr_image_tag_mutability = "IMMUTABLE" # A pushed tag never moves to another image.
ecr_encryption_type      = "KMS"       # Or KMS_DSSE.
ecr_create_kms_key       = true        # False where ecr_kms_key_id names a key of yours.
ecr_kms_key_id           = null

# Scanning. Enhanced scanning is Amazon Inspector, and holds for the whole registry.
ecr_scan_on_push             = true
ecr_enable_enhanced_scanning = true
ecr_scan_frequency           = "SCAN_ON_PUSH" # CONTINUOUS_SCAN: again whenever a new vulnerability becomes known.

# The events of finished scans, in a CloudWatch log group, and pushes and deletes in another.
ecr_enable_scan_logging  = true
ecr_log_retention_days   = 365
ecr_enable_audit_trail   = true
ecr_audit_retention_days = 365
ecr_create_log_kms_key   = true # False where ecr_log_kms_key_id names a key of yours.
ecr_log_kms_key_id       = null

# What is made of these events.
ecr_notification_emails = []               # Told of scans that found something; each address has to confirm first.
ecr_alarm_thresholds    = { CRITICAL = 1 } # By severity, how many vulnerabilities in one scan raise an alarm.
ecr_enable_dashboard    = true

# Which images the lifecycle policy keeps.
ecr_max_image_count     = 10 # Of each of v* and release*.
ecr_dev_image_count     = 5  # Of each of dev*, feature* and main*.
ecr_untagged_image_days = 1  # Days after the push.
