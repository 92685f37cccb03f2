"""The framework that the constructs are made with, CDK for Terraform or CDK Terrain, reached in one place alone."""
