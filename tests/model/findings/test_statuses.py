from __future__ import annotations

from typing import Any

import botocore.session
import pytest

from cdktf_ecr.model.findings.statuses import RESULTS, RUNNING, WITHOUT_RESULT, why_no_result


def test_every_status_of_ecr_is_known() -> None:
    shape: Any = botocore.session.get_session().get_service_model("ecr").shape_for("ScanStatus")

    assert sorted([*RESULTS, *RUNNING, *WITHOUT_RESULT]) == sorted(shape.enum)


@pytest.mark.parametrize("status", RESULTS)
def test_a_status_with_a_result_needs_no_excuse(status: str) -> None:
    assert why_no_result(status, "Continuous scan is selected for image.") is None


@pytest.mark.parametrize(
    ("status", "description", "reason"),
    [
        ("UNSUPPORTED_IMAGE", None, "the scanner does not support the image (UNSUPPORTED_IMAGE)"),
        ("FAILED", "Out of memory.", "the scan failed (FAILED: Out of memory)"),
        ("PENDING", "", "the scan has not begun (PENDING)"),
        ("SCAN_NOT_FOUND", None, "the image was never scanned (SCAN_NOT_FOUND)"),
        ("QUEUED", None, "the status is new to cdktf-ecr (QUEUED)"),
    ],
)
def test_any_other_says_why_there_is_no_result(status: str, description: str | None, reason: str) -> None:
    assert why_no_result(status, description) == reason
