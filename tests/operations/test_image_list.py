from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from cdktf_ecr.operations.errors import AwsError
from cdktf_ecr.operations.image_list import ListedImage, list_images
from cdktf_ecr.operations.references import parse_repository
from tests.standin.ecr import PUSHED, REPOSITORY, Image, Told, basic, child, digest_of, ecr, enhanced
from tests.standin.server import THROTTLED, Fault, StandIn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_ecr import ECRClient

ClientOf = Callable[[StandIn], "ECRClient"]
TEAM_API = parse_repository(REPOSITORY)
COUNTLESS = dict.fromkeys(("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED", "UNTRIAGED"))


def test_each_image_is_listed_with_what_its_scan_found(client_of: ClientOf) -> None:
    images = [
        Image("old", ["1", "0"], [Told("COMPLETE", [basic("CVE-1"), basic("CVE-2", "LOW")])]),
        Image("new", ["2"], [Told("ACTIVE", [enhanced("CVE-1", "CRITICAL")], enhanced=True)]),
        Image("never", [], [Fault("ScanNotFoundException")]),
        Image("windows", ["w"], [Told("UNSUPPORTED_IMAGE")]),
        Image("several", ["3"], children=[child("old", "linux/amd64")]),
        Image("archived", ["a"], more={"imageStatus": "ARCHIVED"}),
    ]
    for number, image in enumerate(images):
        image.more = {"imagePushedAt": PUSHED + number, **image.more}
    images[1].more = {**images[1].more, "lastRecordedPullTime": PUSHED + 100}

    with ecr(*images) as service:
        listed = list_images(client_of(service), TEAM_API)

    assert [(one.digest, one.tags, one.status, one.scan_type, one.archived) for one in listed] == [
        (digest_of("archived"), ("a",), "IMAGE_ARCHIVED", None, True),
        (digest_of("several"), ("3",), "INDEX", None, False),
        (digest_of("windows"), ("w",), "UNSUPPORTED_IMAGE", None, False),
        (digest_of("never"), (), "SCAN_NOT_FOUND", None, False),
        (digest_of("new"), ("2",), "ACTIVE", "enhanced", False),
        (digest_of("old"), ("0", "1"), "COMPLETE", "basic", False),
    ]
    assert [one.counts for one in listed] == [
        *[COUNTLESS] * 4,
        {**dict.fromkeys(COUNTLESS, 0), "CRITICAL": 1, "UNDEFINED": None},
        {**dict.fromkeys(COUNTLESS, 0), "HIGH": 1, "LOW": 1, "UNTRIAGED": None},
    ]
    assert listed[4].last_pulled_at == datetime.fromtimestamp(PUSHED + 100, tz=timezone.utc)
    assert (listed[5].last_pulled_at, listed[5].size) == (None, 52_000_000)
    # Neither is read: an index would count as pulled, an archived image has no findings.
    asked = {parameters["imageId"]["imageDigest"] for parameters in service.asked("DescribeImageScanFindings")}
    assert asked == {digest_of(name) for name in ("old", "new", "never", "windows")}
    assert service.asked("BatchGetImage") == []


def test_archived_images_are_asked_for_and_others_selected_by_ecr(client_of: ClientOf) -> None:
    with ecr() as service:
        assert list_images(client_of(service), TEAM_API, tag_status="tagged") == ()

    assert service.asked("DescribeImages")[0]["filter"] == {"imageStatus": "ANY", "tagStatus": "TAGGED"}


def many(number: int, **more: Any) -> list[Image]:
    return [Image(str(one), told=[Told("COMPLETE", [basic("CVE-1")])], more=more) for one in range(number)]


def test_every_page_of_images_is_read(client_of: ClientOf) -> None:
    seen: list[tuple[int, int]] = []
    with ecr(*many(2_500, imageStatus="ARCHIVED")) as service:
        listed = list_images(client_of(service), TEAM_API, notify=lambda done, total: seen.append((done, total)))

    assert len({image.digest for image in listed}) == 2_500
    assert len(service.asked("DescribeImages")) == 3
    assert seen == [(number, 2_500) for number in range(1, 2_501)]


def test_no_more_scans_are_asked_for_at_once_than_was_said(client_of: ClientOf) -> None:
    under_way = 0
    most = 0
    lock = threading.Lock()
    three = threading.Barrier(3)

    def slow(_: Mapping[str, Any]) -> Mapping[str, Any]:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        # Nobody goes on until three are under way: fewer would wait for ever, more would be seen.
        three.wait(timeout=10)
        with lock:
            under_way -= 1
        return {"imageScanStatus": {"status": "PENDING"}}

    with ecr(*many(12)) as service:
        service.handlers["DescribeImageScanFindings"] = slow
        list_images(client_of(service), TEAM_API, concurrency=3)

    assert most == 3


def test_throttling_is_waited_out(client_of: ClientOf) -> None:
    with ecr(*many(5)) as service:
        service.faults = {"DescribeImageScanFindings": [THROTTLED] * 6}
        listed: tuple[ListedImage, ...] = list_images(client_of(service), TEAM_API)

    assert [one.counts["HIGH"] for one in listed] == [1] * 5


def test_one_scan_that_may_not_be_read_is_an_error_not_a_gap(client_of: ClientOf) -> None:
    with ecr(*many(5)) as service:
        service.faults = {"DescribeImageScanFindings": [None, None, Fault("AccessDeniedException")]}
        with pytest.raises(AwsError, match="permission denied: ecr:DescribeImageScanFindings"):
            list_images(client_of(service), TEAM_API, concurrency=1)
