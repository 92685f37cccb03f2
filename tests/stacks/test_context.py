"""What of `cdktf.json` is ours, and how it is misspelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdktf_ecr import InvalidSettingError
from stacks.context import PASSED_CONTEXT, application_context
from stacks.options import StackOptions


@pytest.fixture(autouse=True)
def _plain_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSED_CONTEXT, raising=False)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("profil", "profile"),
        ("profiles", "profile"),
        ("PROFILE", "profile"),
        ("state_buket", "state_bucket"),
        ("stateBucket", "state_bucket"),
        ("STATE-REGION", "state_region"),
        ("state_keys", "state_key"),
        ("hosts_state_key", "host_state_key"),
        ("host", "hosts"),
        ("image_tag_mutability_exclusion_filter", "image_tag_mutability_exclusion_filters"),
    ],
)
def test_a_misspelled_key_is_an_error_that_names_the_one_that_was_meant(key: str, meant: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{key} 'x': is no setting: did you mean {meant}\\?") as refused:
        StackOptions.from_context({key: "x"})
    assert refused.value.source == "context in cdktf.json"


# The first two are CDKTF's own, which it reads from the same place.
@pytest.mark.parametrize(
    "key",
    ["excludeStackIdFromLogicalIds", "allowSepCharsInLogicalIds", "cdktfVersion", "aws_profile", "region", "team"],
)
def test_keys_of_others_are_left_alone(key: str) -> None:
    assert StackOptions.from_context({key: 5, "profile": "minimal"}) == StackOptions(profile="minimal")


def test_null_is_like_nothing() -> None:
    assert StackOptions.from_context(dict.fromkeys(StackOptions.__slots__)) == StackOptions()


def test_the_context_is_that_of_the_file_or_what_the_cdktf_command_passes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cdktf.json"
    file.write_text('{"app": "python main.py", "context": {"profile": "minimal"}}', encoding="utf-8")
    assert application_context(file) == {"profile": "minimal"}
    monkeypatch.setenv(PASSED_CONTEXT, '{"hosts": true}')
    assert application_context(file) == {"hosts": True}

    monkeypatch.delenv(PASSED_CONTEXT)
    file.write_text('{"app": "python main.py"}', encoding="utf-8")
    assert application_context(file) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"^cdktf\.json '\{': must be JSON: Expecting property name"),
        ("[]", r"^cdktf\.json \[\]: must be an object"),
        ('{"context": ["profile"]}', r"^context \['profile'\]: must be an object"),
        ('{"context": "hardened"}', r"^context 'hardened': must be an object"),
        (None, r"^cdktf\.json '.*cdktf\.json': cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_none_is_an_error_of_one_line(tmp_path: Path, text: str | None, message: str) -> None:
    file = tmp_path / "cdktf.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidSettingError, match=message):
        application_context(file)


def test_a_context_that_was_passed_on_broken_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSED_CONTEXT, "5")

    with pytest.raises(InvalidSettingError, match=f"^{PASSED_CONTEXT} 5: must be an object"):
        application_context(Path("cdktf.json"))
