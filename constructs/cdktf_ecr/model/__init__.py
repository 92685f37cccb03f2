"""Frozen value objects for what Amazon ECR accepts: pure Python, no jsii, no boto3, no I/O."""
