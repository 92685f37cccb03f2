"""Programs run in interpreters of their own, to see what the fast start makes of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import cdktf_ecr
from cdktf_ecr._start.node import VARIABLE, chosen_node

SOURCES = Path(cdktf_ecr.__file__).parent.parent
ROOT = SOURCES.parent
START = SOURCES / "cdktf_ecr" / "_start"

with chosen_node():
    NODE = os.environ.get(VARIABLE, "node")


# What a program can see of the provider's package. Run with the fast start here, and by `test_stock_imports` without.
FACTS = """
import cdktf_ecr
import importlib, json, pickle, sys
import cdktf_cdktf_provider_aws as provider
from cdktf_cdktf_provider_aws import ecr_repository
import cdktf_cdktf_provider_aws.iam_role as iam_role
from cdktf_cdktf_provider_aws.kms_key import KmsKey
loaded = sum(name.startswith("cdktf_cdktf_provider_aws.") for name in sys.modules)
facts = {
    "all": sorted(provider.__all__),
    "dir": sorted(dir(provider)),
    "path": list(provider.__path__),
    "file": provider.__file__,
    "doc": provider.__doc__,
    "spec": [provider.__spec__.name, provider.__spec__.origin, list(provider.__spec__.submodule_search_locations)],
    "package": provider.__package__,
    "attribute": provider.ecr_repository is ecr_repository,
    "untouched": provider.s3_bucket.S3Bucket.__module__,
    "pickled": pickle.loads(pickle.dumps(KmsKey)) is KmsKey,
    "role": iam_role.IamRole.__jsii_type__,
    "private": provider._private.__name__,
}
try:
    provider.ecr_repositry
except AttributeError as error:
    facts["missing"] = str(error)
try:
    from cdktf_cdktf_provider_aws import ecr_repositry
except ImportError as error:
    facts["missing import"] = str(error)
facts["reloaded"] = importlib.reload(provider).ecr_repository is ecr_repository
print(json.dumps([loaded, facts]))
"""


def run(
    program: str, environment: Mapping[str, str] | None = None, *, path: Path | None = None, fails: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter, with the debug log on stderr.

    Args:
        program: Its text.
        environment: Variables that differ from this process's; the fast start's is ``debug``.
        path: Where its modules are looked for first.
        fails: Whether it is to end in an error.
    """
    search = os.pathsep.join([*([str(path)] if path else []), str(SOURCES)])
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "CDKTF_ECR_FAST_START": "debug", "PYTHONPATH": search, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode != 0) == fails, ran.stderr
    return ran


def fake_provider(
    directory: Path,
    *,
    publish: str = "publication.publish()\n",
    tail: str = "# types\nfrom . import one\nfrom . import two\n",
) -> None:
    """Write a package laid out like the provider's, with two modules."""
    package = directory / "cdktf_cdktf_provider_aws"
    package.mkdir()
    definition = 'import publication\n\n__all__ = [\n    "one",\n    "two",\n]\n\n'
    (package / "__init__.py").write_text(f"{definition}{publish}\n{tail}")
    for name in ("one", "two"):
        (package / f"{name}.py").write_text(f"NAME = {name!r}\n")
