"""What can go wrong between us and a registry that is not asked through AWS's API."""

from __future__ import annotations

from cdktf_ecr.operations.errors import AwsError


class RegistryError(AwsError):
    """A registry did not answer the question: credentials, permissions, its limits, or the network."""
