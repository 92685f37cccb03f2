"""Python source moves by its syntax: nothing but modules' names changes."""

from __future__ import annotations

import ast

import pytest

from cdktf_ecr.model.migration.framework.python_source import mentions_framework, moved_python


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from cdktf import App, TerraformStack\n", "from cdktn import App, TerraformStack\n"),
        ("from   cdktf import (\n    App,\n)\n", "from   cdktn import (\n    App,\n)\n"),
        ("from \\\n  cdktf import App\n", "from \\\n  cdktn import App\n"),
        ("import cdktf\napp = cdktf.App()\n", "import cdktn\napp = cdktn.App()\n"),
        ("import cdktf as c, os\nc.App()\n", "import cdktn as c, os\nc.App()\n"),
        ("import os, cdktf\nä = cdktf.App()\n", "import os, cdktn\nä = cdktn.App()\n"),
        (
            "from cdktf_cdktf_provider_aws.iam_role import IamRole\n",
            "from cdktn_provider_aws.iam_role import IamRole\n",
        ),
        (
            (
                "import cdktf_cdktf_provider_google_beta.x as x\nimport cdktf_cdktf_provider_aws\n"
                "cdktf_cdktf_provider_aws.provider.AwsProvider\n"
            ),
            (
                "import cdktn_provider_google_beta.x as x\nimport cdktn_provider_aws\n"
                "cdktn_provider_aws.provider.AwsProvider\n"
            ),
        ),
        (
            "def f():\n    # ü\n    é = 'ß'; import cdktf; return é, cdktf.Token\n",
            "def f():\n    # ü\n    é = 'ß'; import cdktn; return é, cdktn.Token\n",
        ),
        ("if True:\r\n    from cdktf import App\r\n", "if True:\r\n    from cdktn import App\r\n"),
        ("import cdktf.x\nx: cdktf.x.Y = 1\n", "import cdktn.x\nx: cdktn.x.Y = 1\n"),
    ],
)
def test_imports_move_and_the_names_they_bind(before: str, after: str) -> None:
    moved = moved_python(before)

    assert moved.text == after
    assert moved.left == ()
    assert moved_python(moved.text).text == after


@pytest.mark.parametrize(
    "source",
    [
        "import cdktf_ecr\nfrom cdktf_ecr import Repository\ncdktf_ecr.Repository\n",
        "# import cdktf\n",
        '"""About import cdktf."""\n',
        "from .cdktf import App\nfrom .mine import App as cdktf\n",
        "cdktf = 1\nprint(cdktf)\n",
        "import mine.cdktf\n",
        "path = 'cdktf.out/stacks'\nsettings = 'cdktf.json'\ncommand = 'cdktf-ecr scan'\n",
        "x = {'cdktf_context': 1}\n",
    ],
)
def test_what_only_looks_like_it_stays(source: str) -> None:
    moved = moved_python(source)

    assert (moved.text, moved.left) == (source, ())


def test_modules_in_strings_are_left_with_their_lines() -> None:
    source = (
        'import cdktf\n\nmodule = __import__(\'cdktf\')\npatch("""\n  cdktf_cdktf_provider_aws.iam_role.IamRole""")\n'
    )

    left = moved_python(source).left

    assert [(one.line, one.text) for one in left] == [(3, "cdktf"), (4, "cdktf_cdktf_provider_aws.iam_role.IamRole")]
    assert {one.advice for one in left} == {"names the framework in a string: change it if a module is meant"}


@pytest.mark.parametrize("call", ["S3Backend", "cdktf.S3Backend"])
def test_a_lock_file_of_the_backend_is_left(call: str) -> None:
    source = f"import cdktf\nfrom cdktf import S3Backend\n{call}(\n    stack,\n    use_lockfile=True,\n)\n"

    (left,) = moved_python(source).left

    assert (left.line, left.text) == (5, "use_lockfile")
    assert 'add_override("terraform.backend.s3.use_lockfile", True)' in left.advice


def test_a_lock_file_is_left_also_of_a_backend_under_another_name() -> None:
    source = "from cdktf import S3Backend as State\nState(stack, use_lockfile=True)\nOther(use_lockfile=True)\n"

    assert [one.line for one in moved_python(source).left] == [2]


@pytest.mark.parametrize(
    "use",
    [
        "def f(cdktf): return cdktf.x",
        "f = lambda cdktf: cdktf.x",
        "def f():\n    global cdktf\n    cdktf = None",
        "def cdktf(): pass",
        "class cdktf: pass",
        "try: pass\nexcept OSError as cdktf: pass",
        "import mine as cdktf",
        "from mine import its as cdktf",
        "match 1:\n    case cdktf: pass",
        "match 1:\n    case [*cdktf]: pass",
        "match 1:\n    case {**cdktf}: pass",
    ],
)
def test_a_name_that_means_something_else_too_is_left_with_its_imports(use: str) -> None:
    source = f"from cdktf import App\nimport os, cdktf\nimport cdktf.x as y\n{use}\ncdktf.App()\n"

    moved = moved_python(source)

    assert moved.text == source.replace("from cdktf ", "from cdktn ")
    assert [(one.line, one.text) for one in moved.left] == [(2, "cdktf"), (3, "cdktf")]
    assert "is also the name of something else" in moved.left[0].advice


def test_a_name_that_is_assigned_moves_with_its_import() -> None:
    moved = moved_python("try: import cdktf\nexcept ImportError: cdktf = None\n")

    assert (moved.text, moved.left) == ("try: import cdktn\nexcept ImportError: cdktn = None\n", ())


@pytest.mark.parametrize("source", ["from mine import cdktf\ncdktf.App()\n", "from . import cdktf\ncdktf.App()\n"])
def test_a_module_that_another_hands_on_is_left(source: str) -> None:
    moved = moved_python(source)

    assert moved.text == source
    assert [(one.line, one.text) for one in moved.left] == [(1, "cdktf")]


@pytest.mark.parametrize("line", ["class A(cdktf.B, jsii_type='a.B'): pass", "jsii.JSIIAssembly.load('a', '1')"])
def test_generated_bindings_are_left_as_they_are(line: str) -> None:
    source = f"import jsii\nimport cdktf\n{line}\n"

    moved = moved_python(source)

    assert moved.text == source
    assert [(one.line, one.advice) for one in moved.left] == [(0, "is generated for CDKTF: run 'cdktn get'")]


def test_what_does_not_parse_is_an_error() -> None:
    with pytest.raises(SyntaxError):
        moved_python("from cdktf import\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from cdktf import App", True),
        ("  import os, cdktf", True),
        ("from cdktf_cdktf_provider_aws.x import Y", True),
        ("try: import cdktf", True),
        ("from \\\n  cdktf import App", True),
        ("import_module('cdktf')", True),
        ("install_requires=['cdktf-cdktf-provider-aws']", True),
        ("import cdktf_ecr", False),
        ("print('cdktf-ecr', 'cdktf.json', 'my_cdktf')", False),
    ],
)
def test_only_what_may_name_it_is_parsed(source: str, *, expected: bool) -> None:
    assert mentions_framework(source) is expected


def test_the_moved_source_has_the_same_syntax_but_for_the_names() -> None:
    with open(__file__, encoding="utf-8") as file:  # noqa: PTH123
        source = f"import cdktf\nfrom cdktf import App\n{file.read()}"

    moved = moved_python(source).text

    assert ast.dump(ast.parse(moved)) == ast.dump(ast.parse(source)).replace("'cdktf'", "'cdktn'", 2)
