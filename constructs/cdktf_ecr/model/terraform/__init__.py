"""Terraform's language: values it works out, rules with two faces, settings that are variables too."""
