"""From CDK for Terraform to CDK Terrain: what changes in the files of an application."""
