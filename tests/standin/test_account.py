"""The stand-in speaks each protocol of AWS's, as boto3 reads it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore import xform_name

from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.errors import AwsError, aws_errors
from tests.standin.account import DENIED, Account
from tests.terraform import emulator

COVERED = {"coveredResources": [{"resourceId": "arn:aws:ecr:us-east-1:123456789012:repository/a/sha256:b"}]}


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with Account().listening() as account:
        yield account


@pytest.mark.parametrize(
    ("service", "operation", "given", "answer"),
    [
        ("events", "TestEventPattern", {"EventPattern": "{}", "Event": "{}"}, {"Result": True}),
        ("inspector2", "ListCoverage", {"maxResults": 5}, COVERED),
        ("sns", "ListTopics", {}, {"Topics": [{"TopicArn": "arn:aws:sns:us-east-1:123456789012:t"}]}),
        ("cloudwatch", "DescribeAlarms", {"AlarmNames": ["a"]}, {"MetricAlarms": []}),
        ("lambda", "GetFunction", {"FunctionName": "f"}, {"Code": {"ImageUri": "x"}}),
        ("logs", "TestMetricFilter", {"filterPattern": "x", "logEventMessages": ["y"]}, {}),
    ],
)
def test_protocols(
    account: Account, service: str, operation: str, given: dict[str, object], answer: dict[str, object]
) -> None:
    account.answers[service, operation] = answer
    client = AwsSession(region="us-east-1", endpoint_url=account.url).client(service)

    told = getattr(client, xform_name(operation))(**given)

    assert {key: told[key] for key in answer} == answer
    (asked,) = account.asked(service, operation)
    assert {key: asked[key] for key in given} == given


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("inspector2", "ListCoverage"),
        ("sns", "ListTopics"),
        ("logs", "DescribeResourcePolicies"),
        ("iam", "ListRoles"),
    ],
)
def test_a_denied_action_is_named(account: Account, service: str, operation: str) -> None:
    account.answers[service, operation] = DENIED
    client = AwsSession(region="us-east-1", endpoint_url=account.url).client(service)

    with pytest.raises(AwsError) as raised, aws_errors(service):
        getattr(client, xform_name(operation))()

    assert raised.value.action == f"{service}:{operation}"


def test_what_is_not_scripted_is_motos(account: Account, tmp_path_factory: pytest.TempPathFactory) -> None:
    with emulator.running(tmp_path_factory.mktemp("moto") / "log") as moto:
        account.moto = moto.url
        session = AwsSession(region="eu-west-1", endpoint_url=account.url)
        topic = session.client("sns").create_topic(Name="t")["TopicArn"]

        assert [each["TopicArn"] for each in session.client("sns").list_topics()["Topics"]] == [topic]
        assert session.client("lambda").list_functions()["Functions"] == []
