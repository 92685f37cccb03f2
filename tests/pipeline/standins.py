"""What the pipeline downloads or gets from its runner, as programs of the tests' own that write real formats."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

# Trivy 0.73: `image --input ARCHIVE --format json --output FILE`, and `convert --format FORMAT --output FILE REPORT`.
_TRIVY = """\
#!/usr/bin/env python3
import json, os, sys, tarfile

VULNERABILITIES = json.loads({vulnerabilities!r})

arguments = sys.argv[1:]
if arguments == ["--version"]:
    sys.exit(print("Version: 0.73.0"))
options = dict(zip(arguments[1::1], arguments[2::1]))
with open("trivy-environment.json", "w") as file:
    json.dump(dict(os.environ), file)
if arguments[0] == "image":
    with tarfile.open(options["--input"]) as archive:
        (image,) = json.load(archive.extractfile("manifest.json"))
        config = json.load(archive.extractfile(image["Config"]))
    report = {{
        "SchemaVersion": 2,
        "CreatedAt": "2026-11-25T03:00:00Z",
        "ArtifactName": options["--input"],
        "ArtifactType": "container_image",
        "Metadata": {{
            "OS": {{"Family": "debian", "Name": "13.2"}},
            "ImageID": "sha256:" + image["Config"].removesuffix(".json").rpartition("/")[2],
            "RepoTags": image["RepoTags"],
            "ImageConfig": {{name: config[name] for name in ("architecture", "os", "created", "config")}},
        }},
        "Results": [
            {{"Target": options["--input"] + " (debian 13.2)", "Class": "os-pkgs", "Type": "debian",
              "Vulnerabilities": VULNERABILITIES}},
        ],
    }}
else:
    assert arguments[0] == "convert", arguments
    with open(arguments[-1]) as file:
        found = [one for result in json.load(file)["Results"] for one in result["Vulnerabilities"]]
    results = [
        {{"ruleId": one["VulnerabilityID"], "message": {{"text": one["Title"]}}, "level": "error"}} for one in found
    ]
    report = {{"version": "2.1.0", "runs": [{{"tool": {{"driver": {{"name": "Trivy"}}}}, "results": results}}]}}
    if options["--format"] == "table":
        report = None
with open(options["--output"], "w") as file:
    if report is None:
        print("Total:", len(found), *(one["VulnerabilityID"] for one in found), file=file)
    else:
        json.dump(report, file)
"""
# Of the runner: circleci run release plan|update. Of deployments it is only written down that they were asked for: the
# emulated AWS has no agents, and they run against the address where there are some.
_RECORDS = """\
#!{python}
import json, os, sys

name = os.path.basename(sys.argv[0])
arguments = sys.argv[1:]
if name == "circleci" or arguments[:1] == ["deploy"]:
    with open({calls!r}, "a") as file:
        file.write(json.dumps([name, *arguments]) + "\\n")
if name == "cdktf-ecr":
    if arguments[:1] == ["deploy"]:
        os.environ["AWS_ENDPOINT_URL"] = {hosts!r}
    os.execv({real!r}, [{real!r}, *arguments])
"""


@dataclass(frozen=True)
class StandIns:
    """The programs of a test.

    Attributes:
        directory: Where they are.
    """

    directory: Path

    @property
    def path(self) -> Path:
        """What comes first on the runner's PATH."""
        return self.directory / "bin"

    @property
    def tools(self) -> Path:
        """The list of what install.sh downloads."""
        return self.directory / "tools.env"

    @property
    def calls(self) -> list[list[str]]:
        """What was called, with its arguments."""
        file = self.directory / "calls"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [json.loads(line) for line in lines]

    def install(self, *, terraform: str, hosts: str = "") -> None:
        """Write the programs of the runner, and the releases of the tools.

        Args:
            terraform: The real one.
            hosts: The account's address with the hosts' agents in it.
        """
        self.path.mkdir(parents=True)
        text = _RECORDS.format(
            python=sys.executable,
            real=str(Path(sys.executable).with_name("cdktf-ecr")),
            calls=str(self.directory / "calls"),
            hosts=hosts,
        )
        for name in ("cdktf-ecr", "circleci"):
            (self.path / name).write_text(text, encoding="utf-8")
            (self.path / name).chmod(0o755)
        with zipfile.ZipFile(self.directory / "terraform.zip", "w") as archive:
            archive.writestr("terraform", f'#!/bin/sh\nexec {terraform} "$@"\n')
        self.release_trivy([])

    def release_trivy(self, vulnerabilities: list[dict[str, str]]) -> None:
        """Release a Trivy that finds these in every image."""
        text = _TRIVY.format(vulnerabilities=json.dumps(vulnerabilities)).encode()
        entry = tarfile.TarInfo("trivy")
        entry.size, entry.mode = len(text), 0o755
        with tarfile.open(self.directory / "trivy.tar.gz", "w:gz") as archive:
            archive.addfile(entry, io.BytesIO(text))
        lines = []
        for tool, name in (("TRIVY", "trivy.tar.gz"), ("TERRAFORM", "terraform.zip")):
            release = self.directory / name
            lines += [f"{tool}_URL={release.as_uri()}", f"{tool}_SHA256={_sha256(release)}"]
        self.tools.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
