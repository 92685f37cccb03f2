"""``cdktf-ecr cost estimate``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.lifecycle import Image, LifecyclePolicy, LifecycleRule
from tests.cli.conftest import Command, Ran
from tests.operations.lifecycle.samples import described, registry, save
from tests.standin.account import DENIED, Account
from tests.standin.ecr import digest_of

NOW = datetime.now(timezone.utc)
GB = 2**30
PLAN = Path(__file__).parent.parent / "operations" / "terraform" / "plan.json"
POLICY = LifecyclePolicy([LifecycleRule(priority=1, tag_status="untagged", days_since_push=1, description="Untagged")])
USAGE = [
    {"type": "ECR_INITIAL_SCAN", "total": 12.0, "estimatedMonthlyCost": 1.08},
    {"type": "ECR_RESCAN", "total": 300.0, "estimatedMonthlyCost": 3.0},
]


def image(name: str, days: float, *tags: str) -> Image:
    return Image(digest=digest_of(name), tags=tags, pushed_at=NOW - timedelta(days=days))


IMAGES = [image("tagged", 40, "v1"), image("loose", 9), image("index", 5, "v2"), image("part", 5)]
INDEX, PART = IMAGES[2:]


def details() -> list[dict[str, Any]]:
    """Two GB with a tag, two without, and two in an index."""
    return [described(one, index=one is INDEX, size=2 * GB) for one in IMAGES]


@pytest.fixture
def account() -> Iterator[Account]:
    with Account().listening() as account:
        registry(account, details(), {INDEX.digest: [PART.digest]})
        scanning = {"scanningConfigurations": [{"scanFrequency": "CONTINUOUS_SCAN"}], "failures": []}
        account.answers |= {
            ("ecr", "GetLifecyclePolicy"): {"lifecyclePolicyText": POLICY.to_json()},
            ("ecr", "GetRegistryScanningConfiguration"): {"scanningConfiguration": {"scanType": "ENHANCED"}},
            ("ecr", "BatchGetRepositoryScanningConfiguration"): scanning,
            ("inspector2", "ListUsageTotals"): {"totals": [{"accountId": "1", "usage": USAGE}]},
        }
        yield account


def estimated(command: Command, account: Account, *more: object) -> Ran:
    return command("cost", "estimate", "--repository", "team/api", "--endpoint-url", account.url, *more)


def saved() -> Path:
    return save(Path("images.json"), [described(one, size=2 * GB) for one in IMAGES[:2]])


def amounts(ran: Ran, key: str = "usd") -> dict[str, Decimal | None]:
    lines = json.loads(ran.stdout)["lines"]
    return {line["item"]: None if line[key] is None else Decimal(line[key]) for line in lines}


def test_a_live_repository_before_and_after_its_policy(command: Command, account: Account) -> None:
    ran = estimated(command, account, "--live", "--rescans", 100, "--format", "json")

    document = json.loads(ran.stdout)
    assert ran.code == 0
    assert (document["schema"], document["region"], document["currency"]) == (
        "urn:cdktf-ecr:cost-estimate:1",
        "us-east-1",
        "USD",
    )
    # 6 GB; "loose" and "part" were pushed lately, and "part" is held by its index.
    assert amounts(ran) == {
        "ecr_storage": Decimal("0.6"),
        "ecr_archive_storage": 0,
        "inspector_initial_scan": Decimal("0.18"),
        "inspector_rescan": 1,
    }
    assert amounts(ran, "usd_after")["ecr_storage"] == Decimal("0.4")
    assert document["total"] == {"usd": "1.78", "complete": True}
    assert document["total_after"] == {"usd": "1.58", "complete": True}
    assert all(line["price"]["source"].startswith("https://") and line["price"]["as_of"] for line in document["lines"])
    assert (
        "Inspector counts for the last 30 days, in all repositories of this account in the region: first scans 12, "
        "repeated scans 300; it projects 4.08 USD a month."
    ) in document["notes"]


def test_a_table_with_sources_and_the_sum_last(command: Command, account: Account) -> None:
    ran = estimated(command, account, "--live", "--scanning", "basic")

    lines = ran.stdout.splitlines()
    assert (ran.code, ran.stderr) == (0, "")
    assert lines[0].split() == ["What", "Quantity", "Unit", "Price", "USD", "After", "USD", "Note"]
    assert [line for line in lines if line != line.rstrip()] == []
    assert lines[1].split()[:9] == ["Images,", "standard", "storage", "6", "GB-month", "0.10", "0.60", "4", "0.40"]
    assert any(line.startswith("Price of ecr_storage, ") and line.endswith("(2026-03-01)") for line in lines)
    assert lines[-1] == "team/api in us-east-1: 0.60 USD a month; after the policy in force: 0.40 USD."
    assert account.asked("inspector2", "ListUsageTotals") == []


def test_repeated_scans_are_not_known_by_themselves(command: Command, account: Account) -> None:
    ran = estimated(command, account)

    assert ran.code == 0
    assert ran.stdout.splitlines()[-1] == "team/api in us-east-1: at least 0.78 USD a month."
    assert "give it with --rescans" in ran.stdout


def test_a_saved_list_asks_nobody(command: Command, account: Account) -> None:
    ran = command(
        *("cost", "estimate", "--images", saved(), "--endpoint-url", account.url),
        *("--scanning", "on-push", "--pushes", 10, "--format", "json"),
    )

    assert account.requests == []
    assert amounts(ran) == {
        "ecr_storage": Decimal("0.4"),
        "ecr_archive_storage": 0,
        "inspector_initial_scan": Decimal("0.9"),
        "inspector_rescan": 0,
    }


def test_how_images_are_scanned_is_unknown_where_nobody_says(command: Command) -> None:
    ran = command("cost", "estimate", "--images", saved(), "--format", "json")

    assert amounts(ran)["inspector_initial_scan"] is None
    assert json.loads(ran.stdout)["total"] == {"usd": "0.40", "complete": False}
    assert "how images are scanned is not known: --scanning" in ran.stdout


@pytest.mark.parametrize(
    ("service", "operation"),
    [("ecr", "GetRegistryScanningConfiguration"), ("inspector2", "ListUsageTotals")],
)
def test_what_is_denied_is_not_known_and_nothing_else(
    command: Command, account: Account, service: str, operation: str
) -> None:
    account.answers[service, operation] = DENIED

    ran = estimated(command, account)

    assert (ran.code, f"permission denied: {service}:{operation}" in ran.stdout) == (0, True)


def test_a_stack_is_counted_and_its_policy_compared_with(command: Command) -> None:
    ran = command("cost", "estimate", "--images", saved(), "--stack", PLAN, "--log-gb", "2", "--format", "json")

    document = json.loads(ran.stdout)
    # The stack's own scanning is basic.
    assert amounts(ran) == {
        "ecr_storage": Decimal("0.4"),
        "ecr_archive_storage": 0,
        "inspector_initial_scan": 0,
        "inspector_rescan": 0,
        "kms_key": 1,
        "logs_ingestion": 1,
        "logs_storage": pytest.approx(Decimal("0.17753"), abs=Decimal("0.00001")),
    }
    assert amounts(ran, "usd_after")["ecr_storage"] == Decimal("0.2")
    assert document["policy"] == f"the stack {PLAN}"


def test_another_policy_than_the_stacks(command: Command) -> None:
    keep = LifecyclePolicy(
        [LifecycleRule(priority=1, tag_patterns=["nothing*"], days_since_push=1, description="None")]
    )
    Path("policy.json").write_text(keep.to_json(), encoding="utf-8")

    ran = command(
        *("cost", "estimate", "--images", saved(), "--stack", PLAN, "--policy", "policy.json", "--format", "json"),
    )

    assert amounts(ran, "usd_after")["ecr_storage"] == Decimal("0.4")
    assert "kms_key" in amounts(ran)


def test_a_region_without_prices_is_said_and_never_priced_as_another(command: Command) -> None:
    base = ("cost", "estimate", "--images", saved(), "--scanning", "basic", "--region", "eu-west-1")

    ran = command(*base)
    document = json.loads(command(*base, "--format", "json").stdout)

    assert ran.code == 3
    assert "There are no prices of eu-west-1 here, only of ap-northeast-1, us-east-1" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "team/api in eu-west-1: unknown USD a month."
    assert document["total"] == {"usd": None, "complete": False}
    assert [line["price"] for line in document["lines"]] == [None] * 4


def test_prices_of_ones_own(command: Command) -> None:
    price = {
        "region": "eu-west-1",
        "item": "ecr_storage",
        "usd": "0.11",
        "source": "https://example.com/",
        "as_of": "2026-11-01",
    }
    Path("prices.json").write_text(json.dumps({"prices": [price]}), encoding="utf-8")

    ran = command(
        *("cost", "estimate", "--images", saved(), "--scanning", "basic", "--region", "eu-west-1"),
        *("--prices", "prices.json"),
    )

    assert ran.code == 0
    assert "Price of ecr_storage: https://example.com/ (2026-11-01)" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "team/api in eu-west-1: 0.44 USD a month."


def test_the_free_tier(command: Command) -> None:
    base = ("cost", "estimate", "--images", saved(), "--stack", PLAN, "--log-gb", "4", "--format", "json")

    assert amounts(command(*base))["logs_ingestion"] == 2
    assert amounts(command(*base, "--free-tier"))["logs_ingestion"] == 0


def test_csv_and_markdown(command: Command, account: Account) -> None:
    lines = list(csv.DictReader(io.StringIO(estimated(command, account, "--live", "--format", "csv").stdout)))
    markdown = estimated(command, account, "--live", "--format", "markdown").stdout

    archive = lines[1]
    assert (lines[0]["usd"], lines[0]["usd_after"], lines[3]["usd"]) == ("0.60", "0.40", "")
    assert (archive["price"], archive["as_of"]) == ("0.10 above 0; 0.07 above 153600", "2026-03-01")
    assert markdown.startswith("### Costs of `team/api` a month\n")
    assert "| Images, standard storage | 6 | GB-month | 0.10 | 0.60 | 4 | 0.40 |" in markdown


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Missing option '--repository'."),
        (["--images", "nowhere.json"], "images 'nowhere.json': cannot be read"),
        (["--repository", "team/api", "--prices", "nowhere.json"], "prices 'nowhere.json': cannot be read"),
        (["--repository", "team/api", "--policy", "a", "--live"], "Only one of --policy, --stack and --live"),
        (["--scanning", "deep"], "'deep' is not one of 'basic', 'on-push', 'continuous', 'off'."),
        (["--pushes", "-1"], "-1 is not in the range x>=0."),
        (["--log-gb", "nan"], "Invalid value for '--log-gb': it must be a number."),
        (["--log-gb", "inf"], "Invalid value for '--log-gb': it must be a number."),
    ],
)
def test_a_mistake_is_one_line_and_2(command: Command, account: Account, arguments: list[str], error: str) -> None:
    ran = command("cost", "estimate", *arguments, "--endpoint-url", account.url)

    assert (ran.code, error in ran.stderr, ran.stderr.count("\n"), ran.stdout) == (2, True, 1, ""), ran


def test_without_a_region_nothing_can_be_priced(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    file = saved()
    monkeypatch.delenv("AWS_REGION")

    ran = command("cost", "estimate", "--images", file)

    assert (ran.code, "Missing option '--region': prices are those of a region." in ran.stderr) == (2, True)


def test_a_denied_list_is_an_error(command: Command, account: Account) -> None:
    account.answers["ecr", "DescribeImages"] = DENIED

    ran = estimated(command, account)

    assert (ran.code, ran.stdout) == (4, "")
    assert ran.stderr.startswith("error: permission denied: ecr:DescribeImages")
