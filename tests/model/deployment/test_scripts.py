"""The scripts, rendered: clean to shellcheck whatever is set, small enough, and safe whatever a value holds."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.deployment.container import ContainerSettings
from cdktf_ecr.model.deployment.document import deploy_document, image_pattern, parameter_pattern, read_parameter_policy
from cdktf_ecr.model.deployment.script import deploy_script, settings_text, shell_word
from cdktf_ecr.model.deployment.user_data import USER_DATA_BYTES, user_data
from cdktf_ecr.model.terraform.expressions import Expression, json_document
from tests.model.deployment.rendered import plain
from tests.pipeline.shell import findings

URL = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api"
DIGEST = f"sha256:{'0123456789abcdef' * 4}"
LONGEST_URL = f"111122223333.dkr.ecr.us-isof-south-1.amazonaws.com.cn/{'a' * 256}"

# Every value of a choice, and null or not of what may be null.
OPTIONS: dict[str, tuple[Any, ...]] = {
    "network": ("bridge", "host"),
    "switch": ("redirect", "replace"),
    "health_path": ("/health", None),
    "environment_file": (None, "/etc/api/variables.env"),
    "registry_login": ("credential-helper", "aws-cli"),
}
EVERY = [dict(zip(OPTIONS, values, strict=True)) for values in product(*OPTIONS.values())]


def data(settings: ContainerSettings, url: str = URL) -> str:
    return user_data(settings, url, parameter="/ecr/team/api/image", region="eu-west-1")


def command(settings: ContainerSettings, url: str = URL) -> str:
    document: Any = deploy_document(settings, url)
    return str(document["mainSteps"][0]["inputs"]["runCommand"][0])


def complaints(directory: Path, *scripts: str) -> str:
    """Return what shellcheck says of scripts, each of which says for itself which shell it is for."""
    files = [directory / f"{number}.sh" for number, _ in enumerate(scripts)]
    for file, script in zip(files, scripts, strict=True):
        file.write_text(script, encoding="utf-8")
    return findings(files)


def test_shellcheck_has_no_complaints_whatever_is_set(tmp_path: Path) -> None:
    every = [ContainerSettings(**each) for each in EVERY]
    scripts = {plain(rendered(settings)) for settings in every for rendered in (data, command)}
    assert len(scripts) == 2 * len(every)
    assert complaints(tmp_path, *sorted(scripts), plain(deploy_script())) == ""


def test_shellcheck_would_complain(tmp_path: Path) -> None:
    broken = plain(command(ContainerSettings())).replace('docker rename "$next" "$name"', "docker rename $next $name")
    assert "SC2086" in complaints(tmp_path, broken)
    unfinished = plain(data(ContainerSettings())).replace("END_OF_BOOT_SCRIPT\nchmod", "chmod")
    assert "SC1009" in complaints(tmp_path, unfinished)


@pytest.mark.parametrize("text", [data, command], ids=["user data", "document"])
def test_settings_come_out_of_the_shell_as_they_went_in(text: Any) -> None:
    settings = ContainerSettings(
        container_name="api.v1",
        port=8443,
        network="host",
        health_path="/ok?a=1&b=%20",
        environment_file="/etc/api/variables.env",
        registry_login="aws-cli",
    )
    # The script describes them as well, with the variables' names in place of their values.
    lines = max(re.findall(r"^((?:ECR_DEPLOY_\w+='.*'\n)+)", plain(text(settings)), re.MULTILINE), key=len)
    shown = subprocess.run(
        ["sh", "-c", f"set -a\n{lines}env"], capture_output=True, encoding="utf-8", check=True, env={}
    ).stdout
    found = dict(line.split("=", 1) for line in shown.splitlines() if line.startswith("ECR_DEPLOY_"))
    assert found == {
        "ECR_DEPLOY_NAME": "api.v1",
        "ECR_DEPLOY_REPOSITORY": URL,
        "ECR_DEPLOY_PORT": "8443",
        "ECR_DEPLOY_CONTAINER_PORT": "8080",
        "ECR_DEPLOY_INNER_PORT": "20080",
        "ECR_DEPLOY_NETWORK": "host",
        "ECR_DEPLOY_SWITCH": "redirect",
        "ECR_DEPLOY_PORT_VARIABLE": "PORT",
        "ECR_DEPLOY_HEALTH_PATH": "/ok?a=1&b=%20",
        "ECR_DEPLOY_HEALTH_SECONDS": "120",
        "ECR_DEPLOY_STOP_SECONDS": "30",
        "ECR_DEPLOY_DRAIN_SECONDS": "5",
        "ECR_DEPLOY_ENVIRONMENT_FILE": "/etc/api/variables.env",
        "ECR_DEPLOY_LOGIN": "aws-cli",
    }
    assert set(re.findall(r"\$\{(ECR_DEPLOY_\w+):?-", plain(deploy_script()))) == {*found, "ECR_DEPLOY_STATE"}


@given(st.text(st.characters(exclude_characters="\0\r", codec="utf-8")).filter(lambda text: "{" not in text))
def test_no_value_gets_out_of_its_quotes(value: str) -> None:
    printed = subprocess.run(
        ["sh", "-c", f"printf %s {shell_word(value)}"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert printed == value


def test_an_expression_is_quoted_by_terraform() -> None:
    assert shell_word(None) == shell_word("") == "''"
    assert shell_word(80) == "'80'"
    quoted = r"""'${replace(var.path == null ? "" : var.path, "'", "'\\''")}'"""
    assert shell_word(Expression("var.path")) == quoted
    assert f"ECR_DEPLOY_HEALTH_PATH={quoted}\n" in settings_text(ContainerSettings(health_path="${var.path}"), URL)


def test_user_data_is_as_small_as_ec2_wants_it() -> None:
    largest = ContainerSettings(
        container_name="a" * 63,
        port=65_535,
        container_port=65_535,
        inner_port=65_533,
        network="bridge",
        switch="redirect",
        port_variable="A" * 64,
        health_path="/" + "a" * 254,
        health_seconds=900,
        stop_seconds=900,
        drain_seconds=900,
        environment_file="/" + "a" * 254,
        registry_login="credential-helper",
    )
    text = user_data(largest, LONGEST_URL, parameter=f"/ecr/{'a' * 256}/image", region="us-isof-south-1")
    assert len(plain(text).encode()) <= USER_DATA_BYTES


def test_user_data_has_the_same_script_without_its_comments() -> None:
    (carried,) = re.findall(
        r"END_OF_DEPLOY_SCRIPT'\n(.*?)\nEND_OF_DEPLOY_SCRIPT\n", plain(data(ContainerSettings())), re.DOTALL
    )

    assert as_bash_reads_it(carried) == as_bash_reads_it(plain(deploy_script()))
    assert not [line for line in carried.splitlines()[1:] if re.search(r"(^| )#( |$)", line)]


def as_bash_reads_it(script: str) -> str:
    """Return a script as bash writes it, without comments."""
    function = f"script() {{\n{script}\n}}\ndeclare -f script"
    return subprocess.run(["bash", "-c", function], capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize(
    ("login", "packages"),
    [
        ("credential-helper", "docker awscli-2 iptables-nft amazon-ecr-credential-helper"),
        ("aws-cli", "docker awscli-2 iptables-nft"),
        (
            "${var.login}",
            'docker awscli-2 iptables-nft${var.login == "credential-helper" ? " amazon-ecr-credential-helper" : ""}',
        ),
    ],
)
def test_what_is_installed(login: str, packages: str) -> None:
    assert f"dnf install --assumeyes {packages}\n" in data(ContainerSettings(registry_login=login))


def test_the_document_takes_an_image_of_the_repository_by_its_digest() -> None:
    document: Any = deploy_document(ContainerSettings(), URL)
    pattern = document["parameters"]["Image"]["allowedPattern"]
    assert document["schemaVersion"] == "2.2"
    assert list(document["parameters"]) == ["Image"]
    assert re.search(pattern, f"{URL}@{DIGEST}")
    for other in (
        f"{URL}:latest",
        f"{URL}@{DIGEST}0",
        f"{URL}@{DIGEST}'; reboot; '",
        f"x{URL}@{DIGEST}",
        f"{URL.replace('.', '-')}@{DIGEST}",
        f"{URL}/other@{DIGEST}",
        DIGEST,
        "none",
    ):
        assert re.search(pattern, other) is None


def test_systems_manager_finds_one_parameter_of_its_own_in_the_command() -> None:
    """What stands in two braces it takes for one."""
    assert re.findall(r"\{\{.*", plain(command(ContainerSettings()))) == ["{{ Image }}'"]
    document: Any = deploy_document(ContainerSettings(), URL)
    (step,) = document["mainSteps"]
    assert step["action"] == "aws:runShellScript"
    assert int(step["inputs"]["timeoutSeconds"]) > 6 * 900
    # CreateDocument, parameter Content (AWS Systems Manager API reference).
    assert len(json.dumps(deploy_document(ContainerSettings(), LONGEST_URL))) < 64_000


def test_the_parameter_takes_nothing_but_such_an_image_and_none() -> None:
    pattern = parameter_pattern(URL)
    assert re.search(pattern, "none")
    assert re.search(pattern, f"{URL}@{DIGEST}")
    assert not re.search(pattern, f"{URL}:latest")
    assert not re.search(pattern, "nonesuch")
    assert len(parameter_pattern(LONGEST_URL)) <= 1024  # PutParameter, parameter AllowedPattern


def test_expressions_stand_in_the_document() -> None:
    url = Expression("local.url")
    assert image_pattern(url) == '${replace(local.url, ".", "[.]")}@sha256:[0-9a-f]{64}'
    text = json_document(deploy_document(ContainerSettings(port="${var.port}"), url))
    assert text.startswith("${jsonencode({")
    assert "${replace(var.port == null" in text


def test_hosts_read_the_one_parameter() -> None:
    policy: Any = read_parameter_policy("arn:x")
    (statement,) = policy["Statement"]
    assert (statement["Action"], statement["Resource"]) == ("ssm:GetParameter", "arn:x")
