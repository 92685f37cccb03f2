"""How one image of a repository is named: by a tag, which may move, or by its digest, which never does."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

# The grammar of a reference (OCI Distribution Specification, "Pulling manifests").
TAG = Matches(
    pattern="^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$",
    words="must be a tag: 1 to 128 letters, digits, '_', '.' and '-', the first no '.' and no '-'",
    source="OCI Distribution Specification, Pulling manifests",
)
# Amazon ECR computes SHA-256 (ImageIdentifier, parameter imageDigest, ECR API reference).
DIGEST = Matches(
    pattern="^sha256:[0-9a-f]{64}$",
    words="must be an image's digest: 'sha256:' and 64 digits and letters from a to f",
    source="ECR API, ImageIdentifier",
)
