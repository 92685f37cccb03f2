"""JSON and CSV as every command writes them."""

from __future__ import annotations

import json

from cdktf_ecr.report.for_programs import csv_text, json_text


def test_json_keeps_letters_and_ends_its_line() -> None:
    assert json_text({"by": "Müller", "tags": ("a", "b"), "size": None}) == (
        '{\n  "by": "Müller",\n  "tags": [\n    "a",\n    "b"\n  ],\n  "size": null\n}\n'
    )


def test_json_can_be_written_whatever_a_file_is_called() -> None:
    text = json_text({"file": b"caf\xe9.txt".decode("utf-8", "surrogateescape")})

    assert json.loads(text.encode("utf-8")) == {"file": "caf\ufffd.txt"}


def test_csv_says_what_is_known_and_leaves_the_rest_empty() -> None:
    rows: list[list[object]] = [[None, True, False, 0, -1, ("a", "b"), "=1+1", "two\nlines"], ["x", *[None] * 7]]

    assert csv_text(list("abcdefgh"), rows).splitlines() == [
        "a,b,c,d,e,f,g,h",
        ",true,false,0,-1,a b,'=1+1,two lines",
        "x,,,,,,,",
    ]
