"""Waiting, against ECR as the stand-in plays it, on a clock on which nothing takes time but sleeping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.operations.references import parse_image
from cdktf_ecr.operations.scans import Outcome, read_baseline, scan_image
from cdktf_ecr.operations.waiting import Clock, Patience
from tests.standin.ecr import (
    NOT_FOUND,
    Image,
    Told,
    attestation,
    basic,
    child,
    digest_of,
    ecr,
    enhanced,
)
from tests.standin.server import Fault, StandIn

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

ClientOf = Callable[[StandIn], "ECRClient"]

IMAGE = parse_image("team/api:1")
IN_PROGRESS = Told("IN_PROGRESS")
ONE = [basic("CVE-2026-1")]
TWO = [enhanced(f"CVE-2026-{number}") for number in range(2)]
MANY = [enhanced(f"CVE-2026-{number}") for number in range(250)]
ALL = [enhanced(f"CVE-2026-{number}") for number in range(340)]


@dataclass
class Sleeper:
    """A clock that only moves when somebody sleeps."""

    time: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def sleep(self, pause: float) -> None:
        self.pauses.append(pause)
        self.time += pause

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.time, sleep=self.sleep, spread=lambda pause: pause)


@dataclass
class Waited:
    outcome: Outcome
    service: StandIn
    sleeper: Sleeper

    @property
    def reasons(self) -> list[str | None]:
        return [image.reason for image in self.outcome.scan.images]

    @property
    def statuses(self) -> list[str]:
        return [image.status for image in self.outcome.scan.images]


@pytest.fixture
def wait(client_of: ClientOf) -> Callable[..., Waited]:
    def run(*images: Image, timeout: float = 100, settle: float = 10, start: bool = False, **more: Any) -> Waited:
        faults = more.pop("faults", {})
        sleeper = Sleeper()
        with ecr(*images) as service:
            service.faults = faults
            patience = Patience(timeout=timeout, settle=settle, start=start)
            outcome = scan_image(
                client_of(service), more.pop("reference", IMAGE), patience, clock=sleeper.clock, **more
            )
        return Waited(outcome, service, sleeper)

    return run


def image(*told: Told | Fault, **more: Any) -> Image:
    return Image("image", tags=["1"], told=told, **more)


def test_a_result_is_taken_when_it_has_stayed_the_same(wait: Callable[..., Waited]) -> None:
    waited = wait(image(Told("COMPLETE", ONE)), settle=10)

    assert waited.reasons == [None]
    assert (waited.outcome.scan.scan_type, waited.outcome.timed_out) == ("basic", False)
    assert waited.sleeper.pauses == [10]


def test_not_there_not_scanned_pending_and_in_progress_are_waited_for(wait: Callable[..., Waited]) -> None:
    told: list[Told | Fault] = [NOT_FOUND, Told("PENDING"), IN_PROGRESS, Told("COMPLETE", ONE)]

    waited = wait(image(*told, absent=2))

    assert (waited.reasons, len(waited.outcome.scan.findings)) == ([None], 1)
    assert waited.sleeper.pauses == pytest.approx([1, 1.6, 2.56, 4.096, 6.5536, 10])


@pytest.mark.parametrize("status", ["COMPLETE", "ACTIVE"])
def test_findings_that_grow_after_the_scan_says_it_is_done_are_waited_for(
    wait: Callable[..., Waited], status: str
) -> None:
    told = [Told(status, some, enhanced=True) for some in (TWO, MANY, ALL, ALL)]

    waited = wait(image(*told))

    assert len(waited.outcome.scan.findings) == 340
    assert waited.sleeper.pauses == [10, 10, 10]


def test_with_nothing_to_settle_a_result_need_only_be_told_twice(wait: Callable[..., Waited]) -> None:
    told = [Told("ACTIVE", some, enhanced=True) for some in (TWO, MANY, ALL)]

    waited = wait(image(*told), settle=0)

    assert (len(waited.outcome.scan.findings), waited.sleeper.time) == (340, 0)


def test_the_same_findings_in_another_order_are_the_same_result(wait: Callable[..., Waited]) -> None:
    waited = wait(image(Told("ACTIVE", TWO, enhanced=True), Told("ACTIVE", TWO[::-1], enhanced=True)))

    assert (waited.reasons, waited.sleeper.pauses) == ([None], [10])


def test_a_result_that_goes_away_again_begins_anew(wait: Callable[..., Waited]) -> None:
    told = [Told("COMPLETE", ONE), IN_PROGRESS, Told("COMPLETE", [*ONE, basic("CVE-2026-2")])]

    waited = wait(image(*told))

    assert len(waited.outcome.scan.findings) == 2
    assert waited.sleeper.pauses == pytest.approx([10, 1.6, 10])


def test_results_that_never_settle_are_no_verdict(wait: Callable[..., Waited]) -> None:
    told = [Told("ACTIVE", ALL[:number], enhanced=True) for number in range(100)]

    waited = wait(image(*told), timeout=50)

    assert waited.reasons == ["the findings were still changing (ACTIVE)"]
    assert waited.outcome.timed_out
    assert waited.sleeper.time == 50


def test_the_kinds_of_scans_are_told_apart_by_their_list_not_by_their_status(wait: Callable[..., Waited]) -> None:
    for status, findings, is_enhanced, kind in (
        ("COMPLETE", [], False, "basic"),
        ("ACTIVE", [], True, "enhanced"),
        ("COMPLETE", TWO, True, "enhanced"),
        ("ACTIVE", ONE, False, "basic"),
    ):
        waited = wait(image(Told(status, findings, enhanced=is_enhanced)))
        assert (waited.reasons, waited.outcome.scan.scan_type) == ([None], kind)


def test_a_complete_scan_without_any_list_is_not_clean(wait: Callable[..., Waited]) -> None:
    waited = wait(image(Told("COMPLETE")), timeout=20)

    assert waited.reasons == ["the scan lists no findings, not even an empty list (COMPLETE)"]
    assert waited.outcome.timed_out


@pytest.mark.parametrize(
    "status",
    [
        "FAILED",
        "UNSUPPORTED_IMAGE",
        "FINDINGS_UNAVAILABLE",
        "LIMIT_EXCEEDED",
        "SCAN_ELIGIBILITY_EXPIRED",
        "IMAGE_ARCHIVED",
        "IMAGE_SIZE_EXCEEDED",
    ],
)
def test_a_status_without_a_result_ends_the_wait(wait: Callable[..., Waited], status: str) -> None:
    waited = wait(image(IN_PROGRESS, Told(status, description="Because.")))

    assert waited.statuses == [status]
    assert str(waited.reasons[0]).endswith(f"({status}: Because)")
    assert (waited.outcome.timed_out, waited.sleeper.pauses) == (False, [1])


def test_old_findings_beside_a_status_without_a_result_are_not_a_result(wait: Callable[..., Waited]) -> None:
    waited = wait(image(Told("FAILED", ONE)))

    assert waited.reasons == ["the scan failed (FAILED)"]


@pytest.mark.parametrize(
    ("told", "reason", "timed_out"),
    [
        (Told("PENDING"), "the scan has not begun (PENDING)", True),
        (IN_PROGRESS, "the scan has not ended (IN_PROGRESS)", True),
        (NOT_FOUND, "the image was never scanned (SCAN_NOT_FOUND)", False),
        (Told("QUEUED"), "the status is new to cdktf-ecr (QUEUED)", False),
    ],
)
def test_time_runs_out(wait: Callable[..., Waited], told: Told | Fault, reason: str, *, timed_out: bool) -> None:
    waited = wait(image(told), timeout=60)

    assert (waited.reasons, waited.outcome.timed_out) == ([reason], timed_out)
    assert waited.sleeper.time == pytest.approx(60)
    assert max(waited.sleeper.pauses) <= 15


def test_an_image_that_never_comes_is_no_verdict(wait: Callable[..., Waited]) -> None:
    waited = wait(image(Told("COMPLETE", ONE), absent=99), timeout=20)

    assert waited.reasons == ["the repository has no such image (IMAGE_NOT_FOUND)"]
    assert (waited.outcome.timed_out, waited.outcome.scan.digest) == (True, None)


def test_asking_once_takes_no_time(wait: Callable[..., Waited]) -> None:
    waited = wait(image(IN_PROGRESS), timeout=0, settle=0)

    assert (waited.sleeper.pauses, waited.outcome.timed_out) == ([], True)


def test_a_tag_that_moves_meanwhile_is_not_followed(wait: Callable[..., Waited]) -> None:
    waited = wait(image(IN_PROGRESS, IN_PROGRESS, Told("COMPLETE", ONE)))

    assert len(waited.service.asked("DescribeImages")) == 1
    assert {asked["imageId"]["imageDigest"] for asked in waited.service.asked("DescribeImageScanFindings")} == {
        digest_of("image")
    }


def test_a_digest_is_asked_for_as_it_is_and_in_its_registry(wait: Callable[..., Waited]) -> None:
    reference = parse_image(f"team/api:other@{digest_of('image')}", registry_id="210987654321")

    waited = wait(image(Told("COMPLETE", ONE)), reference=reference)

    assert waited.service.asked("DescribeImages") == [
        {
            "repositoryName": "team/api",
            "imageIds": [{"imageDigest": digest_of("image")}],
            "registryId": "210987654321",
        }
    ]
    assert {asked["registryId"] for asked in waited.service.asked("DescribeImageScanFindings")} == {"210987654321"}


def test_every_page_is_read(wait: Callable[..., Waited]) -> None:
    findings = [basic(f"CVE-2026-{number}") for number in range(2_500)]

    waited = wait(image(Told("COMPLETE", findings)), settle=0)

    assert [finding.id for finding in waited.outcome.scan.findings] == [finding["name"] for finding in findings]
    assert len(waited.service.asked("DescribeImageScanFindings")) == 6


def index(*children: Any, tags: Any = ("1",)) -> Image:
    return Image("index", tags=tags, children=children)


AMD = Image("amd", told=(Told("COMPLETE", ONE),))
ARM = Image("arm", told=(Told("ACTIVE", TWO, enhanced=True),))


def test_an_index_is_its_platforms_and_attestations_are_none(wait: Callable[..., Waited]) -> None:
    several = index(
        child("amd", "linux/amd64"),
        child("arm", "linux/arm64/v8"),
        attestation("amd"),
        attestation("arm"),
        child("sbom", None, artifactType="application/spdx+json"),
        child("unknown", "unknown/unknown"),
        child("with a platform", "linux/amd64", annotations={"vnd.docker.reference.type": "attestation-manifest"}),
    )

    waited = wait(several, AMD, ARM)

    assert [(one.platform, one.digest, one.status) for one in waited.outcome.scan.images] == [
        ("linux/amd64", digest_of("amd"), "COMPLETE"),
        ("linux/arm64/v8", digest_of("arm"), "ACTIVE"),
    ]
    assert waited.outcome.scan.digest == digest_of("index")
    assert [one.platform for one in waited.outcome.scan.findings] == ["linux/amd64", *["linux/arm64/v8"] * 2]
    assert waited.outcome.scan.scan_type == "enhanced"
    assert waited.outcome.scan.known == set(SEVERITIES)
    assert f"team/api@{digest_of('index')}" in waited.outcome.scan.names


def test_a_platform_without_a_result_stands_beside_one_with(wait: Callable[..., Waited]) -> None:
    unsupported = Image("arm", told=(Told("UNSUPPORTED_IMAGE"),))

    waited = wait(index(child("amd", "linux/amd64"), child("arm", "linux/arm64")), AMD, unsupported)

    assert waited.reasons == [None, "the scanner does not support the image (UNSUPPORTED_IMAGE)"]
    assert len(waited.outcome.scan.findings) == 1
    assert not waited.outcome.timed_out


def test_a_result_that_is_asked_for_again_early_has_not_settled(wait: Callable[..., Waited]) -> None:
    grows = Image("amd", told=(Told("COMPLETE", ONE), Told("COMPLETE", ONE), Told("COMPLETE", [*ONE, *ONE])))
    slow = Image("arm", told=(*[IN_PROGRESS] * 3, Told("COMPLETE", ONE)))

    waited = wait(index(child("amd", "linux/amd64"), child("arm", "linux/arm64")), grows, slow, settle=10)

    assert waited.reasons == [None, None]
    assert len([one for one in waited.outcome.scan.findings if one.platform == "linux/amd64"]) == 2


def test_what_will_never_have_a_result_is_no_timeout(wait: Callable[..., Waited]) -> None:
    unsupported = Image("arm", told=(Told("UNSUPPORTED_IMAGE"),))
    pending = Image("amd", told=(Told("PENDING"),))

    waited = wait(index(child("amd", "linux/amd64"), child("arm", "linux/arm64")), pending, unsupported, timeout=20)

    assert not waited.outcome.timed_out


@pytest.mark.parametrize(
    ("wanted", "platforms"),
    [
        (["linux/arm64"], ["linux/arm64/v8"]),
        (["linux/amd64", "linux/arm64/v8"], ["linux/amd64", "linux/arm64/v8"]),
        (["linux/arm64", "linux/arm64/v8"], ["linux/arm64/v8"]),
        (["linux"], ["linux/amd64", "linux/arm64/v8"]),
    ],
)
def test_a_platform_is_selected(wait: Callable[..., Waited], wanted: list[str], platforms: list[str]) -> None:
    several = index(child("amd", "linux/amd64"), child("arm", "linux/arm64/v8"))

    waited = wait(several, AMD, ARM, platforms=wanted)

    assert [one.platform for one in waited.outcome.scan.images] == platforms


@pytest.mark.parametrize("wanted", ["linux/s390x", "linux/amd"])
def test_a_platform_that_is_not_there_is_refused(wait: Callable[..., Waited], wanted: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"platform '{wanted}': must be one of the index: linux/amd64"):
        wait(index(child("amd", "linux/amd64")), AMD, platforms=[wanted])


def test_a_platform_of_an_image_that_is_no_index_is_refused(wait: Callable[..., Waited]) -> None:
    with pytest.raises(InvalidSettingError, match="is for an index: this image has one platform"):
        wait(image(Told("COMPLETE", ONE)), platforms=["linux/amd64"])


def test_no_manifest_is_fetched_where_describing_the_image_suffices(wait: Callable[..., Waited]) -> None:
    assert wait(image(Told("COMPLETE", ONE))).service.asked("BatchGetImage") == []


def test_an_index_in_an_index_is_taken_apart_too(wait: Callable[..., Waited]) -> None:
    nested = {**child("inner", None), "mediaType": "application/vnd.oci.image.index.v1+json"}
    inner = Image("inner", children=[child("arm", "linux/arm64")])

    waited = wait(index(child("amd", "linux/amd64"), nested), inner, AMD, ARM)

    assert [one.platform for one in waited.outcome.scan.images] == ["linux/amd64", "linux/arm64"]


def test_an_index_without_images_has_none(wait: Callable[..., Waited]) -> None:
    waited = wait(index(attestation("amd")))

    assert (waited.outcome.scan.images, waited.outcome.timed_out) == ((), False)


def test_a_scan_is_started_once_where_none_ran(wait: Callable[..., Waited]) -> None:
    waited = wait(image(NOT_FOUND, NOT_FOUND, IN_PROGRESS, Told("COMPLETE", ONE)), start=True)

    assert waited.reasons == [None]
    assert waited.service.asked("StartImageScan") == [
        {"repositoryName": "team/api", "imageId": {"imageDigest": digest_of("image")}}
    ]


def test_no_scan_is_started_unless_asked_for_or_where_one_runs(wait: Callable[..., Waited]) -> None:
    assert wait(image(NOT_FOUND, Told("COMPLETE", ONE))).service.asked("StartImageScan") == []
    assert wait(image(IN_PROGRESS, Told("COMPLETE", ONE)), start=True).service.asked("StartImageScan") == []


@pytest.mark.parametrize("code", ["LimitExceededException", "ValidationException"])
def test_a_scan_that_cannot_be_started_now_is_still_waited_for(
    wait: Callable[..., Waited], code: str, caplog: pytest.LogCaptureFixture
) -> None:
    waited = wait(
        image(NOT_FOUND, Told("COMPLETE", ONE)),
        start=True,
        # boto3 itself tries again when a limit is exceeded.
        faults={"StartImageScan": [Fault(code, "not now")] * 9},
    )

    assert waited.reasons == [None]
    assert "no scan was started: not now" in caplog.text


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "UnsupportedImageTypeException",
            "the scanner does not support the image (UNSUPPORTED_IMAGE: no distribution)",
        ),
        ("ImageArchivedException", "the image is archived (IMAGE_ARCHIVED: no distribution)"),
    ],
)
def test_a_scan_that_can_never_be_started_ends_the_wait(wait: Callable[..., Waited], code: str, reason: str) -> None:
    waited = wait(image(NOT_FOUND), start=True, faults={"StartImageScan": [Fault(code, "no distribution")]})

    assert (waited.reasons, waited.sleeper.pauses) == ([reason], [])


def test_pauses_are_spread_so_that_pipelines_do_not_ask_in_step() -> None:
    pauses = {Clock().spread(10.0) for _ in range(50)}

    assert len(pauses) > 1
    assert all(8 <= pause <= 12 for pause in pauses)


def test_who_watches_is_told_of_each_step(wait: Callable[..., Waited]) -> None:
    seen: list[list[str]] = []

    wait(
        image(IN_PROGRESS, Told("COMPLETE", ONE), absent=1),
        notify=lambda watch: seen.append([one.scan.status if one.scan else "" for one in watch.images]),
    )

    assert seen == [[], ["IN_PROGRESS"], ["COMPLETE"], ["COMPLETE"]]


def test_what_is_compared_with_is_read_at_once(client_of: ClientOf) -> None:
    with ecr(image(Told("COMPLETE", ONE))) as service:
        baseline = read_baseline(client_of(service), IMAGE)

    assert baseline.findings is not None
    assert [finding.id for finding in baseline.findings] == ["CVE-2026-1"]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (Told("SCAN_ELIGIBILITY_EXPIRED"), "Amazon Inspector no longer watches the image (SCAN_ELIGIBILITY_EXPIRED)"),
        (NOT_FOUND, "the image was never scanned (SCAN_NOT_FOUND)"),
        (IN_PROGRESS, "the scan has not ended (IN_PROGRESS)"),
    ],
)
def test_what_is_compared_with_may_have_no_result(client_of: ClientOf, told: Told | Fault, reason: str) -> None:
    with ecr(image(told)) as service:
        baseline = read_baseline(client_of(service), IMAGE)

    assert (baseline.findings, baseline.reason) == (None, reason)


def test_what_is_compared_with_may_lack_a_platform(client_of: ClientOf) -> None:
    with ecr(index(child("amd", "linux/amd64")), AMD) as service:
        baseline = read_baseline(client_of(service), IMAGE, platforms=["linux/arm64"])

    assert baseline.findings is not None
    assert len(baseline.findings) == 1
