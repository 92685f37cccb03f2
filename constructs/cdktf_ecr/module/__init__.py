"""The ECR module: the guide's variables in, resources, outputs out."""
