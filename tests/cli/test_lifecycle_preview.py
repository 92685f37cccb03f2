"""``cdktf-ecr lifecycle preview``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.lifecycle import Image, LifecyclePolicy, LifecycleRule
from tests.cli.conftest import Command, Ran
from tests.operations.lifecycle.samples import URI, described, registry, save
from tests.standin.account import DENIED, Account
from tests.standin.ecr import digest_of
from tests.standin.server import Fault

NOW = datetime.now(timezone.utc)
POLICY = LifecyclePolicy(
    [
        LifecycleRule(priority=1, tag_patterns=["v*"], keep_newest=1, description="Newest release"),
        LifecycleRule(priority=2, tag_status="untagged", days_since_push=1, description="=Untagged | ones"),
    ]
)
PULLED = LifecyclePolicy(
    [*POLICY.rules, LifecycleRule(priority=3, tag_status="any", days_since_pull=50, action="archive")]
)


def image(name: str, days: float, *tags: str) -> Image:
    return Image(digest=digest_of(name), tags=tags, pushed_at=NOW - timedelta(days=days))


OLD, NEW, LOOSE, INDEX, PART = (
    image("old", 9, "v1"),
    image("new", 8, "v2", "prod"),
    image("loose", 2),
    image("index", 7, "main"),
    image("part", 7),
)
GOES = {OLD.digest: ("expire", 1), LOOSE.digest: ("expire", 2)}


@pytest.fixture
def account() -> Iterator[Account]:
    """An account in which nothing runs, and ECR agrees."""
    with Account().listening() as account:
        details = [described(one, index=one is INDEX) for one in (OLD, NEW, LOOSE, INDEX, PART)]
        registry(account, details, {INDEX.digest: [PART.digest]})
        account.answers |= {
            ("ecr", "GetLifecyclePolicy"): {"lifecyclePolicyText": POLICY.to_json()},
            ("ecs", "ListClusters"): {"clusterArns": []},
            ("lambda", "ListFunctions"): {"Functions": []},
            ("inspector2", "ListCoverage"): {"coveredResources": [{"resourceId": f"x/{NEW.digest}"}]},
            ("ssm", "GetParameter"): {"Parameter": {"Value": NEW.digest}},
            ("ecr", "StartLifecyclePolicyPreview"): {"status": "IN_PROGRESS"},
            ("ecr", "GetLifecyclePolicyPreview"): by_ecr(GOES),
        }
        yield account


def by_ecr(actions: dict[str, tuple[str, int]]) -> dict[str, Any]:
    results = [
        {"imageDigest": digest, "action": {"type": kind.upper()}, "appliedRulePriority": rule}
        for digest, (kind, rule) in actions.items()
    ]
    return {"status": "COMPLETE", "previewResults": results}


def previewed(command: Command, account: Account, *more: object) -> Ran:
    return command("lifecycle", "preview", "--repository", "team/api", "--endpoint-url", account.url, *more)


def actions(ran: Ran) -> dict[str, tuple[str, int]]:
    found = {one["digest"]: (one["action"], one["rule"]) for one in json.loads(ran.stdout)["images"]}
    return {digest: what for digest, what in found.items() if what[0] != "keep"}


def saved(file: str = "images.json", *images: Image) -> Path:
    return save(Path(file), [described(one) for one in images or (OLD, NEW, LOOSE)])


def policy_file(policy: LifecyclePolicy = POLICY) -> Path:
    file = Path("policy.json")
    file.write_text(policy.to_json(), encoding="utf-8")
    return file


def test_a_table_of_what_goes_by_which_rule(command: Command, account: Account) -> None:
    ran = previewed(command, account)

    lines = [line.split() for line in ran.stdout.splitlines()]
    assert (ran.code, ran.stderr) == (0, "")
    assert lines[0] == ["Action", "Rule", "Tags", "Digest", "Pushed", "Last", "pulled", "Runs"]
    day = f"{LOOSE.pushed_at:%Y-%m-%d}"
    assert lines[1] == ["expire", "2", "=Untagged", "|", "ones", "-", LOOSE.digest[:19], day, "never", "-"]
    assert lines[2][:5] == ["expire", "1", "Newest", "release", "v1"]
    assert ran.stdout.splitlines()[-1].startswith("5 images of team/api, by the policy in force at ")
    assert ran.stdout.endswith(": 2 expire, 3 stay.\n")


def test_json_has_every_image(command: Command, account: Account) -> None:
    ran = previewed(command, account, "--format", "json")

    document = json.loads(ran.stdout)
    (loose,) = [one for one in document["images"] if one["digest"] == LOOSE.digest]
    assert actions(ran) == GOES
    assert document["schema"] == "urn:cdktf-ecr:lifecycle-preview:1"
    assert document["counts"] == {"expire": 2, "archive": 0, "keep": 3, "unknown": 0}
    assert document["policy"]["rules"] == POLICY.render()["rules"]
    assert (document["protect"], document["aws"], document["notes"]) == (None, None, [])
    assert loose == {
        "digest": LOOSE.digest,
        "tags": [],
        "pushed_at": f"{LOOSE.pushed_at:%Y-%m-%dT%H:%M:%SZ}",
        "last_pulled_at": None,
        "size": 1000,
        "archived": False,
        "action": "expire",
        "rule": 2,
        "description": "=Untagged | ones",
        "may_be_held": False,
        "running": None,
    }


def test_csv_has_every_image_and_no_formula(command: Command, account: Account) -> None:
    ran = previewed(command, account, "--format", "csv", "--protect", "--parameter", "/p")

    rows = {row["digest"]: row for row in csv.DictReader(io.StringIO(ran.stdout))}
    assert len(rows) == 5
    assert (rows[LOOSE.digest]["action"], rows[LOOSE.digest]["description"]) == ("expire", "'=Untagged | ones")
    assert (rows[NEW.digest]["tags"], rows[NEW.digest]["running"]) == ("prod v2", "SSM parameter /p")
    assert "Nothing that runs would go" in ran.stderr


def test_markdown_for_a_comment(command: Command, account: Account) -> None:
    ran = previewed(command, account, "--format", "markdown")

    lines = ran.stdout.splitlines()
    assert lines[0] == "### Lifecycle preview of `team/api`"
    assert "| `expire` | `2 =Untagged \N{BROKEN BAR} ones` | `-` |" in ran.stdout
    assert all(line.count("|") == 8 for line in lines if line.startswith("|"))


def test_an_index_holds_its_images_and_is_read_for_that(command: Command, account: Account) -> None:
    previewed(command, account)
    assert [asked["imageIds"] for asked in account.asked("ecr", "BatchGetImage")] == [[{"imageDigest": INDEX.digest}]]

    account.requests.clear()
    ran = previewed(command, account, "--no-read-indexes", "--format", "json")

    assert account.asked("ecr", "BatchGetImage") == []
    assert actions(ran) == {**GOES, PART.digest: ("expire", 2)}
    assert "may be part of an index" in json.loads(ran.stdout)["notes"][0]


def test_reading_counts_as_pulling_where_a_rule_counts_pulls(command: Command, account: Account) -> None:
    account.answers["ecr", "GetLifecyclePolicy"] = {"lifecyclePolicyText": PULLED.to_json()}

    assert "rule 3 will find them pulled today" in previewed(command, account).stdout


def test_a_saved_list_and_a_policy_file_ask_nobody(command: Command, account: Account) -> None:
    ran = command(
        *("lifecycle", "preview", "--images", saved(), "--policy", policy_file(), "--format", "json"),
        *("--endpoint-url", account.url),
    )

    assert (ran.code, actions(ran), account.requests) == (0, GOES, [])
    assert json.loads(ran.stdout)["repository"] == "team/api"


def test_a_saved_list_of_ours(command: Command, account: Account) -> None:
    scans = Fault("ScanNotFoundException")
    account.answers["ecr", "DescribeImageScanFindings"] = scans
    listed = command("images", "list", "team/api", "--format", "json", "--endpoint-url", account.url)
    Path("ours.json").write_text(listed.stdout, encoding="utf-8")

    ran = command("lifecycle", "preview", "--images", "ours.json", "--policy", policy_file(), "--format", "json")

    # What is in the index is not in the list.
    assert actions(ran) == {**GOES, PART.digest: ("expire", 2)}


def test_a_saved_plan_says_the_policy(command: Command) -> None:
    plan = Path(__file__).parent.parent / "operations" / "terraform" / "plan.json"
    many = [image(f"{number}", 20 + number, f"v{number}") for number in range(12)]

    ran = command("lifecycle", "preview", "--images", saved("many.json", *many), "--stack", plan, "--format", "json")

    assert actions(ran) == {digest_of("10"): ("expire", 1), digest_of("11"): ("expire", 1)}


def test_a_day_to_come(command: Command) -> None:
    fresh = image("fresh", 0)
    day = f"{NOW + timedelta(days=3):%Y-%m-%d}"
    base = (
        "lifecycle",
        "preview",
        "--images",
        saved("fresh.json", fresh),
        "--policy",
        policy_file(),
        "--format",
        "json",
    )

    assert actions(command(*base)) == {}
    then = command(*base, "--at", day)
    assert (actions(then), json.loads(then.stdout)["at"]) == ({fresh.digest: ("expire", 2)}, f"{day}T00:00:00Z")


@pytest.mark.parametrize(
    ("runs", "code", "said"),
    [
        (f"{URI}:v2", 0, "Nothing that runs would go, in this account and region, as far as these know: ECS, Lambda,"),
        (f"{URI}:v1", 1, "Running: 1 image that runs would go."),
        (f"{URI}@{LOOSE.digest}", 1, "Running: 1 image that runs would go."),
    ],
)
def test_what_runs_is_protected(command: Command, account: Account, runs: str, code: int, said: str) -> None:
    function = {"FunctionName": "f", "FunctionArn": "f", "PackageType": "Image"}
    account.answers["lambda", "ListFunctions"] = {"Functions": [function]}
    account.answers["lambda", "GetFunction"] = {"Code": {"ImageUri": runs}}

    ran = previewed(command, account, "--protect")

    assert (ran.code, ran.stdout.splitlines()[-1].startswith(said)) == (code, True)
    if code:
        assert "Lambda function f:$LATEST" in ran.stdout


@pytest.mark.parametrize(
    ("service", "operation"),
    [("ecs", "ListClusters"), ("lambda", "ListFunctions"), ("inspector2", "ListCoverage"), ("ssm", "GetParameter")],
)
def test_a_source_that_is_denied_leaves_no_verdict(
    command: Command, account: Account, service: str, operation: str
) -> None:
    account.answers[service, operation] = DENIED

    ran = previewed(command, account, "--protect", "--parameter", "/p")

    assert ran.code == 3
    assert f"permission denied: {service}:{operation}" in ran.stdout
    assert "Nothing that runs" not in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("No verdict: ")


def test_a_source_may_be_left_out_by_who_knows_that_nothing_runs_there(command: Command, account: Account) -> None:
    account.answers["ecs", "ListClusters"] = DENIED

    ran = previewed(command, account, "--protect", "--skip", "ecs", "--format", "json")

    protect = json.loads(ran.stdout)["protect"]
    assert (ran.code, account.asked("ecs", "ListClusters")) == (0, [])
    assert protect == {"verdict": "safe", "asked": ["Lambda", "Inspector"], "problems": []}


@pytest.mark.parametrize(
    ("in_use_days", "code"),
    [(1, 0), (5, 1)],
)
def test_how_long_ago_inspector_may_have_seen_an_image(
    command: Command, account: Account, in_use_days: int, code: int
) -> None:
    seen = {"lastInUseAt": NOW - timedelta(days=3), "inUseCount": 0}
    resource = {"resourceId": f"arn:x/{OLD.digest}", "resourceMetadata": {"ecrImage": seen}}
    account.answers["inspector2", "ListCoverage"] = {"coveredResources": [resource]}

    assert previewed(command, account, "--protect", "--in-use-days", in_use_days).code == code


def test_ecr_says_the_same(command: Command, account: Account) -> None:
    ran = previewed(command, account, "--aws")

    assert ran.code == 0
    assert ran.stdout.endswith("ECR's own preview says the same of every image.\n")
    (asked,) = account.asked("ecr", "StartLifecyclePolicyPreview")
    assert json.loads(asked["lifecyclePolicyText"]) == POLICY.render()


def test_ecr_disagrees(command: Command, account: Account) -> None:
    account.answers["ecr", "GetLifecyclePolicyPreview"] = by_ecr({OLD.digest: ("expire", 2), NEW.digest: ("expire", 1)})

    ran = previewed(command, account, "--aws", "--format", "json")
    shown = previewed(command, account, "--aws").stdout

    told = json.loads(ran.stdout)["aws"]
    assert (ran.code, told["agrees"]) == (1, False)
    assert {one["digest"]: (one["ours"], one["theirs"]) for one in told["differences"]} == {
        OLD.digest: ({"action": "expire", "rule": 1}, {"action": "expire", "rule": 2}),
        NEW.digest: ({"action": "keep", "rule": None}, {"action": "expire", "rule": 1}),
        LOOSE.digest: ({"action": "expire", "rule": 2}, {"action": "keep", "rule": None}),
    }
    assert "ECR's own preview differs on 3 images." in shown
    assert ["prod,", "v2", NEW.digest[:19], "keep", "expire", "by", "rule", "1"] in map(str.split, shown.splitlines())


def test_ecr_takes_too_long(command: Command, account: Account) -> None:
    account.answers["ecr", "GetLifecyclePolicyPreview"] = {"status": "IN_PROGRESS"}

    ran = previewed(command, account, "--aws", "--timeout", 0)

    assert ran.code == 75
    assert "Not compared: ECR gave no preview in time" in ran.stdout
    assert LOOSE.digest[:19] in ran.stdout


def test_a_running_image_counts_more_than_a_preview_that_is_not_there(command: Command, account: Account) -> None:
    account.answers["ecr", "GetLifecyclePolicyPreview"] = {"status": "IN_PROGRESS"}
    account.answers["ssm", "GetParameter"] = {"Parameter": {"Value": OLD.digest}}

    ran = previewed(command, account, "--aws", "--timeout", 0, "--protect", "--parameter", "/p")

    assert ran.code == 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Missing option '--repository'."),
        (["--repository", "Team"], "repository 'Team': must be 2 to 256 characters"),
        (["--policy", "a", "--live"], "Only one of --policy, --stack and --live can say which policy."),
        (["--repository", "a1", "--policy", "nowhere.json"], "policy 'nowhere.json': cannot be read"),
        (["--images", "nowhere.json"], "images 'nowhere.json': cannot be read"),
        (["--at", "2020-01-01"], "Invalid value for '--at': 2020-01-01 is in the past"),
        (["--at", "tomorrow"], "Invalid value for '--at': 'tomorrow' does not match the formats"),
        (["--aws", "--at", "2999-01-01"], "--aws asks about the images that are there now"),
        (["--aws", "--images", "x"], "--aws asks about the images that are there now"),
        (["--parameter", "/p"], "--parameter is for --protect, which is not given."),
        (["--skip", "ecs"], "--skip is for --protect, which is not given."),
        (["--var", "a=b"], "--var is for --stack, which is not given."),
        (["--var-file", "x"], "--var-file is for --stack, which is not given."),
        (["--skip", "eks", "--protect"], "'eks' is not one of 'ecs', 'lambda', 'inspector'."),
        (["--format", "xml"], "'xml' is not one of 'table', 'json', 'csv', 'markdown'."),
    ],
)
def test_a_mistake_is_one_line_and_2(command: Command, account: Account, arguments: list[str], error: str) -> None:
    ran = command("lifecycle", "preview", *arguments, "--endpoint-url", account.url)

    assert (ran.code, error in ran.stderr, ran.stderr.count("\n"), ran.stdout) == (2, True, 1, ""), ran


def test_a_list_of_another_repository(command: Command) -> None:
    ran = command("lifecycle", "preview", "--images", saved(), "--repository", "team/web", "--policy", policy_file())

    assert ran.code == 2
    assert "--repository team/web names another repository than images.json, which is of team/api." in ran.stderr


@pytest.mark.parametrize("operation", ["DescribeImages", "GetLifecyclePolicy", "BatchGetImage"])
def test_a_denied_action_is_named(command: Command, account: Account, operation: str) -> None:
    account.answers["ecr", operation] = DENIED

    ran = previewed(command, account)

    assert (ran.code, ran.stdout) == (4, "")
    assert ran.stderr.startswith(f"error: permission denied: ecr:{operation}")
