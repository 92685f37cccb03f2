"""The fast start: the same program, sooner; and wherever something is not as expected, stock behaviour."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cdktf_ecr
from tests.synthesized import Synthesize

SOURCES = Path(cdktf_ecr.__file__).parent.parent
HOOK = Path(cdktf_ecr.__file__).parent / "_start" / "hook.js"

LOGGING = """
import logging
logging.basicConfig(level=logging.DEBUG, format="%(name)s %(message)s")
"""


def run(program: str, *, path: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter, with the debug log on stderr."""
    search = os.pathsep.join([*([str(path)] if path else []), str(SOURCES)])
    ran = subprocess.run(
        [sys.executable, "-c", LOGGING + program],
        env={**os.environ, "CDKTF_ECR_FAST_START": "", "PYTHONPATH": search, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran


# What a program can see of the provider's package. Run with and without the fast start.
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


@pytest.fixture(scope="module")
def fast() -> subprocess.CompletedProcess[str]:
    return run(FACTS)


def test_only_the_modules_used_are_loaded(fast: subprocess.CompletedProcess[str]) -> None:
    loaded, _ = json.loads(fast.stdout)

    assert loaded < 10
    assert "fast_start lazy cdktf_cdktf_provider_aws: 2212 modules load on first use" in fast.stderr
    assert "fast_start hooked Node" in fast.stderr


def test_a_program_sees_what_it_sees_without_the_fast_start(fast: subprocess.CompletedProcess[str]) -> None:
    stock = run(FACTS, CDKTF_ECR_FAST_START="0")

    (_, fast_facts), (loaded, stock_facts) = json.loads(fast.stdout), json.loads(stock.stdout)
    assert loaded > 2000
    assert "fast_start off: CDKTF_ECR_FAST_START is set" in stock.stderr
    assert fast_facts == stock_facts


@pytest.mark.parametrize("context", [{}, {"profile": "hardened"}], ids=str)
def test_the_synthesized_bytes_are_the_same_without_the_fast_start(
    synthesize: Synthesize, tmp_path: Path, context: dict[str, str]
) -> None:
    root = Path(__file__).resolve().parent.parent
    environment = {
        "CDKTF_ECR_FAST_START": "off",
        "CDKTF_OUTDIR": str(tmp_path / "out"),
        "CDKTF_CONTEXT_JSON": json.dumps({"profile": "guide", **context}),
    }

    run(f"import runpy; runpy.run_path({str(root / 'main.py')!r}, run_name='__main__')", path=root, **environment)

    fast = synthesize(**context)
    for file in fast.rglob("*.json"):
        assert (tmp_path / "out" / file.relative_to(fast)).read_bytes() == file.read_bytes(), file


def test_an_application_with_every_construct_synthesizes_the_same_bytes(tmp_path: Path) -> None:
    application = Path(__file__).parent / "terraform" / "library_app.py"
    program = f"import runpy; runpy.run_path({str(application)!r}, run_name='__main__')"
    written = []
    for switch in ("", "0"):
        out = tmp_path / f"out{switch}"
        run(program, CDKTF_ECR_FAST_START=switch, CDKTF_OUTDIR=str(out))
        written.append((out / "stacks" / "library" / "cdk.tf.json").read_bytes())

    assert written[0] == written[1]


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
    assert run(program, NODE_OPTIONS="").stdout == "True True\n"


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
    assert "fast_start stock cdktf_cdktf_provider_aws: " in ran.stderr
    assert reason in ran.stderr


def test_the_expected_layout_is_made_lazy(tmp_path: Path) -> None:
    """The counterpart of the tests above: the fake provider differs from the real one only where they say so."""
    fake_provider(tmp_path)
    program = (
        "import cdktf_ecr, sys, cdktf_cdktf_provider_aws as p; print('cdktf_cdktf_provider_aws.one' in sys.modules,"
    )

    assert run(program + "p.one.NAME)", path=tmp_path).stdout == "False one\n"


NO_HOOK_FILE = "import cdktf_ecr._start.runtime as r; r.HOOK = r.HOOK.with_name('missing.js')\n"
NOWHERE_TO_WRITE = """
import pathlib
stock = pathlib.Path.write_text
def refuse(self, *args, **kwargs):
    if "fast-start" in self.name:
        raise PermissionError("read-only")
    return stock(self, *args, **kwargs)
pathlib.Path.write_text = refuse
"""


# Each breaks one thing the Node half relies on; the application must synthesize all the same.
@pytest.mark.parametrize(
    ("before", "log"),
    [
        (NO_HOOK_FILE, "stock Node: no .*missing.js"),
        ("import constructs\n", "^(?!.*hooked)"),
        (NOWHERE_TO_WRITE, "stock Node: read-only"),
    ],
    ids=["no hook file", "Node is running already", "nowhere to write"],
)
def test_node_goes_on_without_the_hook(before: str, log: str) -> None:
    ran = run(before + "import cdktf_ecr\n" + APPLICATION)

    assert ran.stdout == "aws_ecr_repository\n"
    assert re.search(log, ran.stderr, re.DOTALL)


APPLICATION = """
import json
from cdktf import App, TerraformStack, Testing
from cdktf_cdktf_provider_aws.ecr_repository import EcrRepository
stack = TerraformStack(Testing.app(), "stack")
EcrRepository(stack, "it", name="team/api")
print(*json.loads(Testing.synth(stack))["resource"])
"""


def test_a_hook_that_does_not_load_is_left_out(tmp_path: Path) -> None:
    broken = tmp_path / "broken.js"
    broken.write_text("throw new Error('refused');")
    before = f"import pathlib, cdktf_ecr._start.runtime as r; r.HOOK = pathlib.Path({str(broken)!r})\n"

    assert run(before + APPLICATION).stdout == "aws_ecr_repository\n"


def test_a_jsii_that_starts_node_in_another_way_is_left_alone() -> None:
    program = """
import cdktf_ecr, cdktf_ecr._start.runtime as r, importlib.machinery, sys, types
source = importlib.machinery.SourceFileLoader.exec_module
def without_the_method(self, module):
    source(self, module)
    if module.__name__ == r.PROCESS:
        renamed = module._NodeProcess._jsii_runtime
        del module._NodeProcess._jsii_runtime
        module._NodeProcess.start.__globals__["_runtime"] = renamed
        module._NodeProcess.__getattr__ = lambda self, name: renamed.__get__(self)
importlib.machinery.SourceFileLoader.exec_module = without_the_method
"""
    ran = run(program + APPLICATION)

    assert ran.stdout == "aws_ecr_repository\n"
    assert "hooked" not in ran.stderr


INDEX = """"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.two = exports.one = void 0;
exports.one = require("./one");
exports.two = require("./two");
//# sourceMappingURL=index.js.map
"""

# As newer generators write it.
STARRED_INDEX = INDEX.replace('"use strict";', '"use strict";\nvar __importStar = (mod) => {\n    return mod;\n};')
STARRED_INDEX = re.sub(r"= (require\(.*\));", r"= __importStar(\1);", STARRED_INDEX)


@pytest.mark.parametrize(
    ("index", "loaded"),
    [
        (INDEX, ""),
        (INDEX.replace("\n", "\r\n"), ""),
        (STARRED_INDEX, ""),
        (INDEX + "exports.three = 3;\n", "one two"),
        (INDEX.replace('require("./two")', 'require("./two").default'), "one two"),
        ("exports.one = 1; exports.two = 2;\n", ""),
    ],
    ids=["expected", "windows", "newer generator", "more after it", "another export", "no exports of this kind"],
)
def test_an_index_is_lazy_only_if_it_is_a_list_of_exports(tmp_path: Path, index: str, loaded: str) -> None:
    package = tmp_path / "node_modules" / "@cdktf" / "provider-aws" / "lib"
    package.mkdir(parents=True)
    (package / "index.js").write_bytes(index.encode())
    for name in ("one", "two"):
        (package / f"{name}.js").write_text(f"global.loaded.push('{name}'); exports.default = exports.name = '{name}';")
    program = f"""
        global.loaded = [];
        const index = require({json.dumps(str(package / "index.js"))});
        const atOnce = global.loaded.join(" ");
        const keys = Object.keys(index).slice(0, 2).sort();
        console.log(JSON.stringify([atOnce, keys, String(index.one.name ?? index.one)]));
        index.one = "replaced";
    """

    ran = subprocess.run(
        [os.environ.get("JSII_NODE", "node"), "--require", str(HOOK), "-e", program],
        capture_output=True,
        text=True,
        check=True,
    )

    at_once, keys, one = json.loads(ran.stdout)
    assert at_once == loaded
    assert keys == ["one", "two"]
    assert one in {"one", "1"}


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
