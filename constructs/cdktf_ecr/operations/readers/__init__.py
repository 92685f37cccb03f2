"""Reports of scanners and results of ECR, read from files."""
