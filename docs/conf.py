"""The documentation site: ``make docs`` builds it into build/docs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "constructs")]

from scripts.api_reference import Reference, names_in  # noqa: E402 - found through the path above

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "cdktf-ecr"
author = "The authors of cdktf-ecr"
project_copyright = author
extensions = ["myst_parser"]
html_theme = "furo"
html_title = project
html_copy_source = False
html_show_sphinx = False

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4
# The highlighter knows no operators of Terraform's language; it shows what it does not know as it stands.
suppress_warnings = ["misc.highlighting_failure"]
add_function_parentheses = False
add_module_names = False
maximum_signature_line_length = 88
python_maximum_signature_line_length = 88

_reference = Reference()
nitpicky = True
# What signatures name that is not ours to explain: types of Python, of CDKTF, and of the library's inside.
nitpick_ignore_regex = [("py:(class|exc|obj)", f"(?!(cdktf_ecr\\.)?({'|'.join(_reference.names)})$).*")]


def _completed(_app: Sphinx, _docname: str, source: list[str]) -> None:
    if names_in(source[0]):
        source[0] = _reference.with_entries(source[0])


def setup(app: Sphinx) -> None:
    """Let pages have entries of the reference."""
    app.connect("source-read", _completed)
