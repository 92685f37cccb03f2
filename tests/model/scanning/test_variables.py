"""A registry's scanning configuration decided by Terraform. See tests/terraform for what Terraform then decides."""

from __future__ import annotations

from cdktf_ecr.model.scanning.variables import VariableScanning


def test_filters_become_a_block_each() -> None:
    scanning = VariableScanning(
        enhanced="${var.enhanced}", frequency="${var.frequency}", scan_on_push=True, filters="${var.filters}"
    )

    rule = scanning.render()["dynamic"]["rule"]

    assert rule["content"]["dynamic"]["repository_filter"] == {
        "for_each": "${toset(var.filters)}",
        "content": {"filter": "${repository_filter.value}", "filter_type": "WILDCARD"},
    }
