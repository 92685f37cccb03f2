"""What Terraform works a synthesized configuration out to, without a provider: the arguments of every instance.

Every resource becomes a local value: the object of its arguments, and where it has a count or for_each, what holds as
many of these as there are to be. What AWS would say of a resource is made up from its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cdktf import TerraformStack, Testing

from cdktf_ecr.model.terraform.expressions import source_of
from tests.synthesized import parsed
from tests.terraform.conftest import Bare
from tests.terraform.spelling import Spelling

_REFERENCE = re.compile(r'(?<![\w."])((?:data\.)?aws_[a-z0-9_]+)\.([A-Za-z_][\w-]*)')
_EACH = re.compile(r"\beach\.(key|value)\b")
_META = ("count", "for_each", "lifecycle", "provider", "depends_on", "dynamic", "//")
# What a resource has beside its arguments, and what marks it as one.
_MADE_UP, _ONE = ("arn", "id", "url", "key_id"), "_one"
_KNOWN: dict[str, dict[str, Any]] = {
    "data.aws_caller_identity": {"account_id": "123456789012", "arn": "arn:aws:iam::123456789012:root"},
    "data.aws_partition": {"partition": "aws", "dns_suffix": "amazonaws.com"},
    "data.aws_region": {"id": "us-east-1", "name": "us-east-1", "endpoint": "ec2.us-east-1.amazonaws.com"},
    "data.aws_subnet": {"vpc_id": "vpc-12345678"},
    "aws_ecr_repository": {"registry_id": "123456789012"},
    "aws_launch_template": {"latest_version": 3},
}
# What follows from a name that only Terraform may know.
_REPOSITORY = {
    "arn": "arn:aws:ecr:us-east-1:123456789012:repository/${%s}",
    "repository_url": "123456789012.dkr.ecr.us-east-1.amazonaws.com/${%s}",
}
_DERIVED: dict[str, dict[str, str]] = {
    "aws_ecr_repository": _REPOSITORY,
    "data.aws_ecr_repository": _REPOSITORY,
    "aws_ssm_parameter": {"arn": "arn:aws:ssm:us-east-1:123456789012:parameter${%s}"},
}
# Blocks that can be written as one, and what reads back where they do not have it.
_BLOCKS = {"image_scanning_configuration": {}, "encryption_configuration": {"kms_key": ""}}
_NOTHING: tuple[Any, ...] = (None, "", [], {})


def synthesized(build: Callable[[TerraformStack], object], spelling: Spelling | None = None) -> dict[str, Any]:
    """Return what Terraform works out of a stack, with what its expressions refer to."""
    stack = TerraformStack(Testing.app(stub_version=True), "test")
    build(stack)
    configuration = _evaluable(json.loads(Testing.synth(stack)))
    for kind, declared in spelling.configuration().items() if spelling else ():
        if declared:
            configuration[kind] = {**configuration.get(kind, {}), **declared}
    return configuration


def worked_out(cases: Mapping[str, dict[str, Any]], directory: Path, bare: Bare) -> dict[str, dict[str, Any]]:
    """Return the instances of each configuration, all of which one run of Terraform works out."""
    root: dict[str, Any] = {"module": {}, "output": {}}
    for name, configuration in cases.items():
        (directory / name).mkdir()
        (directory / name / "main.tf.json").write_text(json.dumps(configuration, indent=1), encoding="utf-8")
        root["module"][name] = {"source": f"./{name}"}
        root["output"][name] = {"value": f"${{module.{name}}}"}
    (directory / "main.tf.json").write_text(json.dumps(root), encoding="utf-8")
    terraform = bare(directory)
    initialized = terraform.init()
    assert initialized.exit_code == 0, initialized.text
    terraform.apply()
    return {name: _instances(outputs) for name, outputs in terraform.outputs().items()}


def _evaluable(synthesized: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration without a provider whose outputs are the instances of each resource, and its own."""
    held = {_held(address): f"${{{_all(address, arguments)}}}" for address, arguments in _declared(synthesized)}
    configuration = {
        "variable": synthesized.get("variable", {}),
        "locals": {**synthesized.get("locals", {}), **held},
        "output": {
            **{name: {"value": f"${{local.{name}}}"} for name in held},
            **{f"output_{name}": {"value": each["value"]} for name, each in synthesized.get("output", {}).items()},
        },
    }
    return {key: value for key, value in _rewritten(configuration).items() if value}


def _declared(synthesized: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    kinds = {"": synthesized.get("resource", {}), "data.": synthesized.get("data", {})}
    return [
        (f"{prefix}{type_}.{name}", arguments)
        for prefix, types in kinds.items()
        for type_, named in types.items()
        for name, arguments in named.items()
    ]


def _held(address: str) -> str:
    return re.sub(r"\W", "__", address)


def _all(address: str, arguments: dict[str, Any]) -> str:
    """Return the expression of all instances of a resource."""
    one = _one(address, arguments)
    if "for_each" in arguments:
        each = _EACH.sub(r"each_\1", one)
        return f"{{for each_key, each_value in {source_of(arguments['for_each'])} : each_key => {each}}}"
    return f"[for _ in range({source_of(arguments['count'])}) : {one}]" if "count" in arguments else one


def _one(address: str, arguments: dict[str, Any]) -> str:
    type_, _, name = address.rpartition(".")
    instance = f"{name} ${{each.key}}" if "for_each" in arguments else name
    own = {key: value for key, value in arguments.items() if key not in _META}
    for block, defaults in _BLOCKS.items():
        blocks = own.get(block, [])
        own |= {block: [{**defaults, **each} for each in (blocks if isinstance(blocks, list) else [blocks])]}
    made_up: dict[str, Any] = {attribute: f"{attribute} of {type_} {instance}" for attribute in _MADE_UP}
    derived = {key: text % source_of(own["name"]) for key, text in _DERIVED.get(type_, {}).items()}
    known = {_ONE: True, **made_up, **_KNOWN.get(type_, {}), **derived, **own}
    written = {key: source_of(value) for key, value in known.items()}
    written |= {key: _unrolled(key, block) for key, block in arguments.get("dynamic", {}).items()}
    checked = arguments.get("lifecycle", {}).get("precondition", [])
    return _object({**written, "_checked": source_of([each["condition"] for each in checked])})


def _unrolled(name: str, block: dict[str, Any]) -> str:
    """Return the expression of the blocks that a dynamic one stands for."""
    written = {key: source_of(value) for key, value in block["content"].items() if key != "dynamic"}
    written |= {key: _unrolled(key, inner) for key, inner in block["content"].get("dynamic", {}).items()}
    return f"[for {name} in [for value in {source_of(block['for_each'])} : {{ value = value }}] : {_object(written)}]"


def _object(written: dict[str, str]) -> str:
    return f"{{ {', '.join(f'{json.dumps(key)} = {source}' for key, source in written.items())} }}"


def _rewritten(value: Any) -> Any:
    """Return what refers to resources as what refers to the local values."""
    if isinstance(value, dict):
        return {key: _rewritten(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rewritten(item) for item in value]
    return _REFERENCE.sub(lambda found: f"local.{_held(found.group())}", value) if isinstance(value, str) else value


def _instances(outputs: dict[str, Any]) -> dict[str, Any]:
    """Return what a configuration's outputs say, in a form in which what is the same in AWS is equal."""
    found = {}
    for name, value in outputs.items():
        if name.startswith("output_"):
            found[name] = parsed(value)
        elif isinstance(value, dict) and _ONE not in value:
            found |= {f"{name}[{key}]": _normal(one) for key, one in value.items()}
        elif value != []:
            found[name] = _normal(value[0] if isinstance(value, list) else value)
    return found


def _normal(arguments: dict[str, Any]) -> Any:
    assert all(arguments["_checked"]), arguments
    own = {key: value for key, value in arguments.items() if key not in {_ONE, "_checked"} and value not in _NOTHING}
    found = {key: _set(parsed(value)) for key, value in own.items()}
    if "event_pattern" in found:
        found["event_pattern"] = _pattern(found["event_pattern"])
    return {
        key: _policy(each) if isinstance(each, dict) and "Statement" in each else each for key, each in found.items()
    }


def _pattern(value: Any) -> Any:
    """Return an event pattern in which no alternative stands twice, and none alone in an ``$or``."""
    if isinstance(value, list):
        items = [_pattern(item) for item in value]
        return [item for number, item in enumerate(items) if item not in items[:number]]
    if not isinstance(value, dict):
        return value
    found = {key: _pattern(item) for key, item in value.items()}
    alternatives = found.get("$or", [])
    return {**found, **alternatives[0], "$or": []} if len(alternatives) == 1 else {"$or": [], **found}


def _policy(document: dict[str, Any]) -> dict[str, Any]:
    """Return a policy with its statements and what they list in one order, and one of something as a list of it."""
    statements = [{key: _listed(value) for key, value in each.items()} for each in document["Statement"]]
    return {**document, "Statement": sorted(statements, key=lambda each: str(each.get("Sid")))}


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return sorted(value) if isinstance(value, list) else [value]


def _set(value: Any) -> Any:
    """Return blocks, whose order means nothing, in one order."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        return value
    blocks = [{key: _set(item) for key, item in block.items() if item not in _NOTHING} for block in value]
    return sorted(blocks, key=json.dumps)
