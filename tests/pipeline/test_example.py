"""The example beside its pipeline: the service's own tests, and what its infrastructure lets the pipeline do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.cli.root import cdktf_ecr
from cdktf_ecr.cli.running import run
from tests.pipeline.files import CONTEXTS, EXAMPLE, ROOT
from tests.pipeline.scripts import Script

Synthesized = Callable[..., dict[str, Any]]
_FOUNDATION, _SERVICE = "customer-data-service-foundation", "customer-data-service"
_HOSTS = "customer-data-service-hosts"


@pytest.fixture(scope="module")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """Synthesize the infrastructure with some environment, and return a stack of it."""

    @cache
    def written(**variables: str) -> Path:
        out = tmp_path_factory.mktemp("infrastructure")
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "constructs"), "CDKTF_OUTDIR": str(out), **variables}
        subprocess.run([sys.executable, "infrastructure/app.py"], cwd=EXAMPLE, env=environment, check=True)
        return out / "stacks"

    def stack(name: str, **variables: str) -> dict[str, Any]:
        return dict(json.loads((written(**variables) / name / "cdk.tf.json").read_text(encoding="utf-8")))

    return stack


def policies(stack: dict[str, Any]) -> dict[str, Any]:
    return {name: json.loads(one["policy"]) for name, one in stack["resource"]["aws_iam_role_policy"].items()}


def test_the_service_passes_its_own_tests() -> None:
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=EXAMPLE, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) >= 16


def test_images_are_pushed_and_kept_as_the_pipeline_tags_them(synthesized: Synthesized) -> None:
    found = synthesized(_SERVICE)["resource"]
    rules = json.loads(found["aws_ecr_lifecycle_policy"]["this"]["policy"])["rules"]

    assert found["aws_ecr_repository"]["this"]["image_tag_mutability"] == "IMMUTABLE"
    (kept,) = [rule for rule in rules if rule["selection"].get("tagPatternList") == ["release*"]]
    assert kept["selection"]["countNumber"] == 10


def test_neither_role_may_change_what_the_pipeline_stands_on(synthesized: Synthesized) -> None:
    text = json.dumps(policies(synthesized(_FOUNDATION)))

    assert "-ci-build" not in text
    assert "-ci-deploy" not in text
    assert "oidc-provider" not in text


@pytest.mark.parametrize(
    ("provider", "limits"), [("circleci", "refs/heads/main"), ("github", "environment:production")]
)
def test_deploying_is_for_main_or_protected_environments(synthesized: Synthesized, provider: str, limits: str) -> None:
    roles = synthesized(_FOUNDATION, CI_PROVIDER=provider)["resource"]["aws_iam_role"]

    assert limits in roles["pipeline_deploy"]["assume_role_policy"]
    assert "refs/heads/main" in roles["pipeline_build"]["assume_role_policy"]


def test_the_daily_job_may_tell_the_topic_that_the_service_has(synthesized: Synthesized) -> None:
    (topic,) = synthesized(_SERVICE)["resource"]["aws_sns_topic"].values()
    statements = {one["Sid"]: one for one in policies(synthesized(_FOUNDATION))["judge_running"]["Statement"]}

    allowed = statements["TellTheTopic"]["Resource"].rpartition(":")[2]
    assert topic["name"].startswith(allowed.removesuffix("*"))
    assert statements["ReadWhatRuns"]["Resource"].endswith(":parameter/ecr/inscribe/customer-data-service/image")
    tags = synthesized(_SERVICE)["provider"]["aws"][0]["default_tags"][0]["tags"]
    key = statements["EncryptForTheTopic"]["Condition"]["StringEquals"]["aws:ResourceTag/Stack"]
    assert tags == {"Stack": key}


def test_the_hosts_run_the_container_as_it_was_built(synthesized: Synthesized) -> None:
    found = synthesized(_HOSTS)["resource"]
    (parameter,) = found["aws_ssm_parameter"].values()
    (document,) = found["aws_ssm_document"].values()
    dockerfile = (EXAMPLE / "Dockerfile").read_text(encoding="utf-8")

    assert "PORT=8080" in dockerfile
    assert "8080" in document["content"]
    assert "/health" in document["content"]
    assert parameter["name"] == "/ecr/inscribe/customer-data-service/image"
    deploying = json.dumps(policies(synthesized(_FOUNDATION))["pipeline_deploy"])
    assert "ssm:SendCommand" in deploying
    assert document["name"] in deploying


def test_base_images_come_through_a_cache_where_that_is_wanted(synthesized: Synthesized) -> None:
    plain, cached = synthesized(_FOUNDATION), synthesized(_FOUNDATION, BASE_IMAGES_THROUGH_CACHE="yes")

    assert "aws_ecr_pull_through_cache_rule" not in plain["resource"]
    (rule,) = cached["resource"]["aws_ecr_pull_through_cache_rule"].values()
    assert (rule["ecr_repository_prefix"], rule["upstream_registry_url"]) == ("ecr-public", "public.ecr.aws")
    allowed = json.dumps(policies(cached)["base_images"])
    assert "repository/ecr-public/*" in allowed
    assert "ecr:BatchImportUpstreamImage" in allowed


def test_nothing_comes_from_docker_hub_or_goes_there(capsys: pytest.CaptureFixture[str]) -> None:
    host = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
    known = {"registry": host, "ECR_REPOSITORY_URL": f"{host}/inscribe/customer-data-service", "COMMIT": "5a1e0c0"}
    variables = [each for name, value in known.items() for each in ("--variable", f"{name}={value}")]

    code = run(cdktf_ecr, ["migrate", "check", "--registry", host, *variables, str(EXAMPLE)])

    assert code == 0, capsys.readouterr().out


def test_the_page_goes_through_every_script_context_and_report() -> None:
    page = (ROOT / "docs" / "pipeline.md").read_text(encoding="utf-8")
    calls = {f"ci/{file.name}" for file in (EXAMPLE / "ci").glob("*.sh")} - {"ci/common.sh"}

    assert set(re.findall(r"ci/[\w-]+[.]sh", page)) == calls
    assert set(re.findall(r"^[|] `(customer-data-service-\w+)` [|]", page, re.MULTILINE)) == set(CONTEXTS)
    for variable in set().union(*CONTEXTS.values()):
        assert f"`{variable}`" in page
    for script in (Script.of(EXAMPLE / call) for call in calls):
        for report in script.reports - {"security/running.json", "security/running.html"}:
            assert report.startswith("test-results/") or f"`{report.partition('.')[0]}." in page
