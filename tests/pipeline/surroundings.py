"""What the pipeline's jobs run in: an emulated account, an engine, a registry, a runner, and releases of tools."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.pipeline.circleci import Compiler
from tests.pipeline.ecr_registry import EcrRegistry
from tests.pipeline.engine import Engine
from tests.pipeline.files import CIRCLECI, EXAMPLE, ROOT
from tests.pipeline.hosts import Hosts
from tests.pipeline.runner import Runner
from tests.pipeline.standins import StandIns
from tests.terraform.account import Account
from tests.terraform.runner import find_provider_mirror

HOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
REPOSITORY = "inscribe/customer-data-service"
URL = f"{HOST}/{REPOSITORY}"
COMMIT = "5a1e0c0ffee5a1e0c0ffee5a1e0c0ffee5a1e0c0"
JSII_CACHE = Path.home() / ".cache" / "aws" / "jsii" / "package-cache"
BUCKET = "customer-data-service-123456789012"


@dataclass(frozen=True)
class Surroundings:
    """What the jobs of a test run in.

    Attributes:
        directory: Where everything is.
        account: The emulated account.
        registry: Its registry.
        engine: The Docker engine of the runners.
        hosts: The service's hosts.
        standins: What is downloaded, and what runners bring.
        base_image: What images are built on.
        signed_in: The roles that jobs asked for, in order.
    """

    directory: Path
    account: Account
    registry: EcrRegistry
    engine: Engine
    hosts: Hosts
    standins: StandIns
    base_image: str
    signed_in: list[str] = field(default_factory=list)

    @property
    def environment(self) -> Mapping[str, str]:
        """What every command of a job has."""
        mirror = find_provider_mirror()
        options = ["-backend-config=use_path_style=true", *([f"-plugin-dir={mirror}"] if mirror else [])]
        path = [self.standins.path, Path(sys.executable).parent, *os.environ["PATH"].split(os.pathsep)]
        home = self.directory / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.pathsep.join(map(str, path)),
            "HOME": str(home),
            "PYTHONPATH": str(ROOT / "constructs"),
            "PYTHONDONTWRITEBYTECODE": "1",
            # Runners keep jsii's packages from run to run.
            "JSII_RUNTIME_PACKAGE_CACHE_ROOT": os.environ.get("JSII_RUNTIME_PACKAGE_CACHE_ROOT", str(JSII_CACHE)),
            # What requirements.txt asks for is there: nothing is fetched.
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "TOOLS_FILE": str(self.standins.tools),
            "TF_CLI_ARGS_init": " ".join(options),
            "CHECKPOINT_DISABLE": "1",
            "AWS_ENDPOINT_URL": self.account.endpoint,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "3",
            "CDKTF_ECR_SETTLE": "0",
            "NO_PROXY": "127.0.0.1",
            **self.engine.environment,
        }

    @property
    def contexts(self) -> dict[str, dict[str, str]]:
        """The contexts, with what the foundation's outputs say."""
        region = {"AWS_DEFAULT_REGION": "us-east-1"}
        return {
            "customer-data-service-build": {
                **region,
                "AWS_BUILD_ROLE_ARN": "arn:aws:iam::123456789012:role/build",
                "NOTIFICATION_TOPIC_ARN": self.topic,
            },
            "customer-data-service-deploy": {**region, "AWS_DEPLOY_ROLE_ARN": "arn:aws:iam::123456789012:role/deploy"},
        }

    @property
    def topic(self) -> str:
        """The ARN of the account's topic, or nothing."""
        topics = self.account.client("sns").list_topics()["Topics"]
        return str(topics[0]["TopicArn"]) if topics else ""

    def credentials(self, role: str) -> Mapping[str, str]:
        """Return the credentials of a role, as the orb puts them into a job's environment."""
        self.signed_in.append(role)
        return {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_SESSION_TOKEN": "testing"}

    def runner(
        self,
        name: str,
        *,
        config: str = "delivery",
        before: Callable[[Path], None] | None = None,
        target_version: str | None = None,
        **parameters: Any,
    ) -> Runner:
        """Return a runner for one run of a pipeline.

        Args:
            name: A name for its directory.
            config: Which configuration.
            before: Called with the directory of a job after its checkout.
            target_version: The version that was chosen for a rollback.
            parameters: The pipeline's parameters.
        """
        directory = self.directory / name
        directory.mkdir()
        compiler = Compiler.of(CIRCLECI[config], **parameters)
        if target_version is not None:
            compiler.values["pipeline.deploy.target_version"] = target_version
        return Runner(
            directory=directory,
            source=EXAMPLE,
            compiler=compiler,
            environment={**self.environment, "BASE_IMAGE": self.base_image},
            contexts=self.contexts,
            sign_in=self.credentials,
            commit=COMMIT,
            before=before or (lambda _: None),
        )

    def administrate(self) -> None:
        """Apply the foundation as an administrator does, once, by the commands of docs/pipeline.md."""
        directory = self.directory / "administrator"
        directory.mkdir()
        options = self.environment["TF_CLI_ARGS_init"].split()
        environment = {
            **self.environment,
            "CDKTF_OUTDIR": str(directory / "cdktf.out"),
            "TF_CLI_ARGS_init": " ".join(each for each in options if "backend" not in each),
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
        }
        stack = directory / "cdktf.out" / "stacks" / "customer-data-service-foundation"
        for command, where in (
            ([sys.executable, "infrastructure/app.py"], EXAMPLE),
            (["terraform", "init", "-input=false"], stack),
            (["terraform", "apply", "-input=false", "-auto-approve"], stack),
            (["terraform", "plan", "-input=false", "-detailed-exitcode"], stack),
        ):
            done = subprocess.run(command, cwd=where, env=environment, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr

    def pushed(self) -> dict[str, list[str]]:
        """Return the tags of the repository's images, by digest."""
        images = self.account.client("ecr").describe_images(repositoryName=REPOSITORY)["imageDetails"]
        return {image["imageDigest"]: sorted(image.get("imageTags", ())) for image in images}
