"""What AWS, the network and the credentials can do, with boto3's own retries between them and us."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.parsers import ResponseParserError

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.aws import AwsSession, ecr_client
from cdktf_ecr.operations.errors import AwsError, aws_errors
from cdktf_ecr.operations.reading import read_scan
from cdktf_ecr.operations.references import parse_image
from cdktf_ecr.operations.resolution import resolve_image
from tests.standin.ecr import REPOSITORY, Image, Told, basic, child, digest_of, ecr
from tests.standin.server import INTERNAL, RESET, THROTTLED, Fault, StandIn

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

    from cdktf_ecr.operations.scan_results import ImageScan

ClientOf = Callable[[StandIn], "ECRClient"]

MANY = Image("image", tags=["1"], told=(Told("COMPLETE", [basic(f"CVE-2026-{number}") for number in range(3_000)]),))
FINDINGS = "DescribeImageScanFindings"


@pytest.fixture
def read(client_of: ClientOf) -> Callable[..., ImageScan]:
    def run(*faults: Fault | None) -> ImageScan:
        with ecr(MANY) as service:
            service.faults = {FINDINGS: list(faults)}
            return read_scan(client_of(service), REPOSITORY, MANY.digest)

    return run


@pytest.mark.parametrize(
    "faults",
    [
        [THROTTLED, THROTTLED, THROTTLED],
        [INTERNAL],
        [RESET],
        [None, THROTTLED, None, INTERNAL],
        [None, None, RESET],
    ],
)
def test_what_passes_is_not_noticed(read: Callable[..., ImageScan], faults: list[Fault | None]) -> None:
    assert len(read(*faults).findings) == 3_000


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        (
            [Fault("AccessDeniedException", "User: arn:x is not authorized to perform: inspector2:ListFindings on y")],
            r"permission denied: inspector2:ListFindings \(User: arn:x is not authorized",
        ),
        ([Fault("AccessDeniedException")], r"permission denied: ecr:DescribeImageScanFindings"),
        ([Fault("ExpiredTokenException", "The security token included in the request is expired")], "have expired"),
        ([Fault("UnrecognizedClientException", "The security token is invalid")], "does not accept the credentials"),
        ([Fault("RepositoryNotFoundException", "no team/api")], "AWS refused .*: RepositoryNotFoundException: no team"),
        ([THROTTLED] * 20, r"AWS throttles DescribeImageScanFindings, and went on when asked again \(Rate exceeded\)"),
        ([INTERNAL] * 20, "AWS refused DescribeImageScanFindings: ServerException: try again"),
        ([RESET] * 20, "AWS did not answer: Connection was closed|AWS cannot be reached|AWS did not answer"),
        ([None, None, *[INTERNAL] * 20], "AWS refused DescribeImageScanFindings: ServerException"),
        ([None, Fault("InvalidParameterException", "token expired")], "InvalidParameterException: token expired"),
    ],
)
def test_what_stays_is_one_line_and_never_part_of_the_findings(
    read: Callable[..., ImageScan], faults: list[Fault | None], error: str
) -> None:
    with pytest.raises(AwsError, match=error) as raised:
        read(*faults)
    assert "\n" not in str(raised.value)


def test_the_action_that_was_denied_is_named(read: Callable[..., ImageScan]) -> None:
    with pytest.raises(AwsError) as raised:
        read(Fault("AccessDeniedException", "is not authorized to perform: ecr:DescribeImageScanFindings because"))

    assert raised.value.action == "ecr:DescribeImageScanFindings"


def test_an_index_that_may_not_be_read_is_a_denied_action(client_of: ClientOf) -> None:
    with ecr(Image("index", tags=["1"], children=[child("amd", "linux/amd64")])) as service:
        service.faults = {"BatchGetImage": [Fault("AccessDeniedException")]}
        with pytest.raises(AwsError, match="permission denied: ecr:BatchGetImage"):
            resolve_image(client_of(service), parse_image("team/api:1"))


@pytest.mark.parametrize("manifest", ["{", "[]", '{"manifests": [{"size": 1}]}', '{"schemaVersion": 2}'])
def test_an_index_that_is_none_is_an_error_of_aws(client_of: ClientOf, manifest: str) -> None:
    with ecr(Image("index", tags=["1"], children=[])) as service:
        service.handlers["BatchGetImage"] = lambda _: {"images": [{"imageManifest": manifest}]}
        with pytest.raises(AwsError, match=f"the manifest of {digest_of('index')} is not an image index"):
            resolve_image(client_of(service), parse_image("team/api:1"))


def test_an_index_that_ecr_does_not_give_says_why(client_of: ClientOf) -> None:
    with ecr(Image("index", tags=["1"], children=[])) as service:
        failure = {"failureCode": "ImageInaccessible", "failureReason": "The image is archived"}
        service.handlers["BatchGetImage"] = lambda _: {"images": [], "failures": [failure]}
        with pytest.raises(AwsError, match=r"ECR does not give the index .*: The image is archived"):
            resolve_image(client_of(service), parse_image("team/api:1"))


def test_pages_that_never_end_are_an_error(client_of: ClientOf) -> None:
    with ecr(MANY) as service:
        service.handlers[FINDINGS] = lambda _: {
            "imageScanStatus": {"status": "COMPLETE"},
            "imageScanFindings": {"findings": []},
            "nextToken": "again",
        }
        with pytest.raises(AwsError, match=r"AWS did not answer: .*same next token"):
            read_scan(client_of(service), REPOSITORY, MANY.digest)


class Page(BaseHTTPRequestHandler):
    """What is between us and AWS, and answers every request for itself."""

    status = 200

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"\n<!DOCTYPE html>\n<html><body>Log in to the network</body></html>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("status", [200, 407, 503])
@pytest.mark.parametrize(("service", "operation"), [("ecr", "describe_images"), ("sts", "get_caller_identity")])
def test_a_web_page_is_no_answer(monkeypatch: pytest.MonkeyPatch, status: int, service: str, operation: str) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(Page, "status", status)
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        client = AwsSession(region="us-east-1", endpoint_url=url).client(service)
        given = {"repositoryName": "team/api"} if service == "ecr" else {}
        with (
            pytest.raises(AwsError, match=f"status {status}.* not by AWS, but by a proxy in between") as raised,
            aws_errors(),
        ):
            getattr(client, operation)(**given)
        server.shutdown()
    assert "<" not in str(raised.value)


def test_what_is_no_answer_at_all_is_an_error_of_aws() -> None:
    with (
        pytest.raises(AwsError, match="sts was answered with something that cannot be read: not by AWS"),
        aws_errors("sts"),
    ):
        raise ResponseParserError("invalid XML received: b'...'")


def test_nobody_listens(client_of: ClientOf) -> None:
    with ecr(MANY) as service:
        client = client_of(service)
    with pytest.raises(AwsError, match="AWS cannot be reached: Could not connect to the endpoint URL"):
        read_scan(client, REPOSITORY, MANY.digest)


@pytest.fixture
def no_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take everything away that could give credentials, a profile or a region."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.mark.usefixtures("no_aws")
def test_without_credentials() -> None:
    with ecr(MANY) as service:
        client = ecr_client(region="us-east-1", endpoint_url=service.url)
        with pytest.raises(AwsError, match="AWS credentials: Unable to locate credentials"):
            read_scan(client, REPOSITORY, MANY.digest)


@pytest.mark.usefixtures("no_aws")
def test_without_a_region() -> None:
    with pytest.raises(InvalidSettingError, match="region None: must be given: use --region"):
        ecr_client()


@pytest.mark.usefixtures("no_aws")
def test_without_such_a_profile() -> None:
    with pytest.raises(InvalidSettingError, match="profile 'nobody': must be a profile of the AWS configuration files"):
        ecr_client(profile="nobody", region="us-east-1")


@pytest.mark.usefixtures("no_aws")
def test_how_often_to_try_is_the_users_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "2")
    monkeypatch.setenv("AWS_RETRY_MODE", "legacy")

    assert retries() == {"mode": "legacy", "total_max_attempts": 2}


@pytest.mark.usefixtures("no_aws")
def test_or_their_profiles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("[profile ci]\nmax_attempts = 9\n", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))

    assert retries(profile="ci") == {"mode": "standard", "total_max_attempts": 9}


@pytest.mark.usefixtures("no_aws")
def test_but_it_must_be_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "often")

    with pytest.raises(InvalidSettingError, match="max_attempts 'often': must be a whole number"):
        retries()


@pytest.mark.usefixtures("no_aws")
def test_else_we_say_it() -> None:
    assert retries(retry_mode="adaptive", connections=3) == {"mode": "adaptive", "total_max_attempts": 5}


def retries(**settings: Any) -> Any:
    config: Any = ecr_client(region="us-east-1", **settings).meta.config
    return config.retries
