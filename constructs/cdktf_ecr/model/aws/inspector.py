"""Where Amazon Inspector is to be had."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Distinct, Each

from .regions import REGION

# Regions of Amazon ECR without an endpoint of Amazon Inspector, on the day and in the release of botocore named below.
REGIONS_WITHOUT_INSPECTOR = (
    "ap-southeast-6",
    "eu-isoe-west-1",
    "eusc-de-east-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "us-isof-east-1",
    "us-isof-south-1",
)
INSPECTOR_ENDPOINTS = "endpoints of inspector2 in botocore 1.44.8, 2026-11-24"

REGIONS = (
    Each(words=f"each {REGION.words}", rule=REGION),
    Distinct(words="must not list a region twice", source="cdktf-ecr"),
)
