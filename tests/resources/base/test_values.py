"""Settings on their way into resources."""

from __future__ import annotations

from cdktf import TerraformStack, TerraformVariable, Token

from cdktf_ecr.resources.base.values import known, structs
from tests.synthesized import Synth


def test_nested_blocks_are_spelled_as_jsii_spells_them() -> None:
    blocks = [{"scan_frequency": "X", "repository_filter": [{"filter_type": "WILDCARD"}], "names": ["a_b"]}]

    assert structs(blocks) == [
        {"scanFrequency": "X", "repositoryFilter": [{"filterType": "WILDCARD"}], "names": ["a_b"]}
    ]
    assert structs([]) is None


def test_every_kind_of_token_becomes_a_local(new_stack: TerraformStack, synth: Synth) -> None:
    variables = {
        name: TerraformVariable(new_stack, name, type=type_)
        for name, type_ in {
            "text": "string",
            "number": "number",
            "flag": "bool",
            "texts": "list(string)",
            "map": "map(string)",
        }.items()
    }
    document = {
        "text": variables["text"].string_value,
        "mixed": f"arn:{variables['text'].string_value}:x",
        "number": variables["number"].number_value,
        "flag": variables["flag"].boolean_value,
        "texts": variables["texts"].list_value,
        "map": Token.as_string_map(variables["map"].value),
        "plain": ["untouched", 1, None, True, "${var.raw}"],
    }

    plain = known(new_stack, "held", document)

    assert plain == {
        "text": "${local.held}",
        "mixed": "${local.held_2}",
        "number": "${local.held_3}",
        "flag": "${local.held_4}",
        "texts": "${local.held_5}",
        "map": "${local.held_6}",
        "plain": ["untouched", 1, None, True, "${var.raw}"],
    }
    assert synth()["locals"] == {
        "held": "${var.text}",
        "held_2": "arn:${var.text}:x",
        "held_3": "${var.number}",
        "held_4": "${var.flag}",
        "held_5": "${var.texts}",
        "held_6": "${var.map}",
    }
