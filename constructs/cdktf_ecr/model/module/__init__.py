"""The ECR module's settings, variables and outputs, and the files it is written to."""
