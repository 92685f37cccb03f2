"""The fast start's half in Node: what is loaded later, and an unchanged Node where something is not as expected."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.fast_start import NODE, START, run

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
        ("import constructs\n", "^(?!.*hooked).*stock constructs: imported before cdktf_ecr"),
        (NOWHERE_TO_WRITE, "stock Node: read-only"),
    ],
    ids=["no hook file", "Node is running already", "nowhere to write"],
)
def test_node_goes_on_without_the_hook(before: str, log: str) -> None:
    ran = run(before + "import cdktf_ecr\n" + APPLICATION)

    assert ran.stdout == "written\n"
    assert re.search(log, ran.stderr, re.DOTALL)


# Without a hook Node takes the whole provider, which costs seconds: one test is enough that has it do so.
APPLICATION = """
import json
from cdktf import TerraformOutput, TerraformStack, Testing
stack = TerraformStack(Testing.app(), "stack")
TerraformOutput(stack, "it", value="written")
print(json.loads(Testing.synth(stack))["output"]["it"]["value"])
"""


def test_the_provider_whose_modules_python_loads_later_is_the_same_to_a_stock_node() -> None:
    program = """
import json
from cdktf import TerraformStack, Testing
from cdktf_cdktf_provider_aws.ecr_repository import EcrRepository
stack = TerraformStack(Testing.app(), "stack")
EcrRepository(stack, "it", name="team/api")
print(*json.loads(Testing.synth(stack))["resource"])
"""
    ran = run(NO_HOOK_FILE + "import cdktf_ecr\n" + program)

    assert ran.stdout == "aws_ecr_repository\n"
    assert "modules load on first use" in ran.stderr


def test_a_hook_that_does_not_load_is_left_out(tmp_path: Path) -> None:
    broken = tmp_path / "broken.js"
    broken.write_text("throw new Error('refused');")
    before = f"import pathlib, cdktf_ecr._start.runtime as r; r.HOOK = pathlib.Path({str(broken)!r})\n"

    assert run(before + APPLICATION).stdout == "written\n"


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

    assert ran.stdout == "written\n"
    assert "stock Node: this jsii starts it in another way" in ran.stderr
    assert "hooked" not in ran.stderr


def test_jsii_imported_before_starts_node_with_the_hook_all_the_same() -> None:
    ran = run("import jsii\nimport cdktf_ecr\nimport constructs\n")

    assert "fast_start: hooked Node" in ran.stderr


def test_a_runtime_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    runtime = tmp_path / "runtime.js"
    runtime.write_text(f"process.exit(require('fs').writeFileSync({str(tmp_path / 'ran')!r}, ''));")

    ran = run("import cdktf_ecr, constructs", {"JSII_RUNTIME": str(runtime)}, fails=True)

    assert (tmp_path / "ran").exists()
    assert "stock Node: JSII_RUNTIME is set" in ran.stderr


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
        [NODE, "--require", str(START / "hook.js"), "-e", program], capture_output=True, text=True, check=True
    )

    at_once, keys, one = json.loads(ran.stdout)
    assert at_once == loaded
    assert keys == ["one", "two"]
    assert one in {"one", "1"}


ARCHIVER = """const archiver = require("archiver");
exports.archive = (...given) => archiver("zip", ...given);
"""


@pytest.mark.parametrize(
    ("file", "source", "at_once"),
    [
        ("cdktf/lib/private/fs.js", ARCHIVER, False),
        ("cdktf/lib/private/fs.js", ARCHIVER + "exports.create = archiver.create;\n", True),
        ("cdktf/lib/private/fs.js", ARCHIVER.replace("const archiver =", "let archiver ="), True),
        ("other/lib/private/fs.js", ARCHIVER, True),
    ],
    ids=["expected", "used in another way", "written in another way", "another package"],
)
def test_the_archiver_is_loaded_when_it_is_called(tmp_path: Path, file: str, source: str, *, at_once: bool) -> None:
    module, archiver = tmp_path / "node_modules" / file, tmp_path / "node_modules" / "archiver.js"
    module.parent.mkdir(parents=True)
    module.write_text(source)
    archiver.write_text("global.loaded = true; module.exports = (...given) => given.join(); module.exports.create = 1;")
    program = f"""
        const {{ archive }} = require({json.dumps(str(module))});
        console.log(JSON.stringify([global.loaded === true, archive("a", "b"), global.loaded]));
    """

    ran = subprocess.run(
        [NODE, "--require", str(START / "hook.js"), "-e", program], capture_output=True, text=True, check=True
    )

    assert json.loads(ran.stdout) == [at_once, "zip,a,b", True]


def test_node_does_not_warn_of_what_cdktf_asks_it() -> None:
    program = "console.log(require('util').isArray([]), require('util').isArray('text'))"

    ran = subprocess.run(
        [NODE, "--require", str(START / "hook.js"), "-e", program], capture_output=True, text=True, check=True
    )

    assert (ran.stdout, ran.stderr) == ("true false\n", "")
