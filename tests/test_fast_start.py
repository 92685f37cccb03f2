"""The fast start: the same program, sooner; and wherever something is not as expected, stock behaviour."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.fast_start import FACTS, ROOT, fake_provider, run


@pytest.fixture(scope="module")
def fast() -> subprocess.CompletedProcess[str]:
    return run(FACTS)


def test_only_the_modules_used_are_loaded(fast: subprocess.CompletedProcess[str]) -> None:
    loaded, _ = json.loads(fast.stdout)

    assert loaded < 10
    assert "fast_start: lazy cdktf_cdktf_provider_aws: 2212 modules load on first use" in fast.stderr
    for done in ("hooked Node", "lazy the provider in Node", "lazy the archiver in Node"):
        assert f"fast_start: {done}\n" in fast.stderr


def test_switched_off_it_says_so() -> None:
    program = "import logging; logging.basicConfig(level='DEBUG')\nimport cdktf_ecr"

    assert "fast_start:off: CDKTF_ECR_FAST_START is set" in run(program, {"CDKTF_ECR_FAST_START": "0"}).stderr


def test_jsii_is_told_the_right_module_for_every_type() -> None:
    """Computed from the modules' names; here compared with the types the modules really define."""
    told = json.loads(
        run(
            "import cdktf_ecr, json, cdktf_cdktf_provider_aws, jsii._reference_map as m;"
            "print(json.dumps({k: v for k, v in m._submodule_fqn_map.items() if k.startswith('@cdktf/provider-aws')}))"
        ).stdout
    )
    package = importlib.util.find_spec("cdktf_cdktf_provider_aws")
    assert package is not None
    assert package.origin is not None

    defined = {}
    for module in Path(package.origin).parent.iterdir():
        source = module / "__init__.py"
        if source.is_file() and module.name != "_jsii":
            found = re.search(r'jsii_type="([^"]+)\.\w+"', source.read_text(encoding="utf-8"))
            assert found is not None, module
            defined[found.group(1)] = f"cdktf_cdktf_provider_aws.{module.name}"

    assert told == defined


def test_jsii_resolves_a_type_whose_module_is_not_imported() -> None:
    program = """
import cdktf_ecr, sys
from cdktf import TerraformStack, Testing
import cdktf_cdktf_provider_aws, jsii
from jsii._kernel.types import ObjRef
from jsii._reference_map import resolve_reference
stack = TerraformStack(Testing.app(), "stack")
ref = jsii.kernel.provider.create(__import__("jsii._kernel.types", fromlist=["CreateRequest"]).CreateRequest(
    fqn="@cdktf/provider-aws.sqsQueue.SqsQueue",
    args=[stack.__jsii_ref__, "queue", {"name": "made-by-node"}], overrides=[], interfaces=[]))
assert "cdktf_cdktf_provider_aws.sqs_queue" not in sys.modules
queue = resolve_reference(jsii.kernel, ObjRef(ref=ref.ref))
print(type(queue).__module__, type(queue).__name__, queue.name_input)
"""
    assert run(program).stdout == "cdktf_cdktf_provider_aws.sqs_queue SqsQueue made-by-node\n"


def test_no_other_child_process_sees_any_of_it() -> None:
    program = """
import os
before = dict(os.environ)
import cdktf_ecr, cdktf
from cdktf_cdktf_provider_aws import ecr_repository
print(dict(os.environ) == before, "NODE_OPTIONS" in os.environ)
"""
    assert run(program, {"NODE_OPTIONS": ""}).stdout == "True True\n"


def test_a_provider_imported_before_stays_as_it_is(tmp_path: Path) -> None:
    fake_provider(tmp_path, tail="from . import one\nfrom . import two\n")
    program = (
        "import sys, cdktf_cdktf_provider_aws as p; import cdktf_ecr; print(vars(p).get('__getattr__'), p.one.NAME)"
    )

    assert run(program, path=tmp_path).stdout == "None one\n"


def test_the_provider_is_found_but_not_loaded_by_a_mere_look(tmp_path: Path) -> None:
    fake_provider(tmp_path)
    program = "import cdktf_ecr, sys; from importlib.util import find_spec; find_spec('cdktf_cdktf_provider_aws');"

    assert run(program + "print('jsii' in sys.modules)", path=tmp_path).stdout == "False\n"


# Each breaks one thing the lazy package relies on; the stock import must be what remains.
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tail": "from . import one\nimport os\nfrom . import two\n"}, "is not laid out as expected"),
        ({"tail": ""}, "is not laid out as expected"),
        ({"publish": "from publication import publish; publish()\n"}, "is not laid out as expected"),
        ({"before": "import jsii._reference_map as m; del m._submodule_fqn_map\n"}, "this jsii cannot import"),
        ({"before": "import sys, zipimport\n", "zipped": True}, "not an ordinary source file"),
    ],
    ids=["other code among the imports", "no imports", "published differently", "older jsii", "zipped"],
)
def test_another_python_layout_is_left_alone(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    before, zipped = change.pop("before", ""), change.pop("zipped", False)
    fake_provider(tmp_path, **change)
    path = tmp_path
    if zipped:
        path = Path(shutil.make_archive(str(tmp_path / "zipped"), "zip", tmp_path))
    program = before + "import cdktf_ecr, cdktf_cdktf_provider_aws as p; from cdktf_cdktf_provider_aws import one, two;"

    ran = run(program + "print(one.NAME, two.NAME, '__getattr__' in vars(p))", path=path)

    assert ran.stdout == "one two False\n"
    assert "fast_start: stock cdktf_cdktf_provider_aws: " in ran.stderr
    assert reason in ran.stderr


def test_the_expected_layout_is_made_lazy(tmp_path: Path) -> None:
    """The counterpart of the tests above: the fake provider differs from the real one only where they say so."""
    fake_provider(tmp_path)
    program = (
        "import cdktf_ecr, sys, cdktf_cdktf_provider_aws as p; print('cdktf_cdktf_provider_aws.one' in sys.modules,"
    )

    assert run(program + "p.one.NAME)", path=tmp_path).stdout == "False one\n"


DOCUMENTATION = (ROOT / "docs" / "fast-start.md").read_text(encoding="utf-8")


def test_the_log_is_printed_as_documented() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", DOCUMENTATION, re.DOTALL)
    assert "CDKTF_ECR_FAST_START=debug python main.py\n" in DOCUMENTATION

    by_the_program = run(program, {"CDKTF_ECR_FAST_START": ""}).stderr.splitlines()
    by_the_environment = run("import cdktf_ecr, cdktf", {"CDKTF_ECR_FAST_START": "debug"}).stderr.splitlines()
    silent = run("import cdktf_ecr, cdktf", {"CDKTF_ECR_FAST_START": ""}).stderr

    done = ["hooked Node", "lazy the archiver in Node"]
    assert by_the_program == [f"DEBUG:cdktf_ecr.fast_start:{line}" for line in done]
    assert by_the_environment == [f"cdktf_ecr.fast_start: {line}" for line in done]
    assert silent == ""
