"""Terraform works the settings of a collection out as Python does; no provider takes part."""

from __future__ import annotations

import dataclasses
import json
import random
from typing import Any

import pytest

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.collection.pull_chunks import pull_chunks
from cdktf_ecr.model.collection.rows import collection_rows
from cdktf_ecr.model.collection.rules import OVERRIDES, REPOSITORIES_TYPE
from cdktf_ecr.model.collection.scanning import CollectionScanning, known_scanning
from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning.configuration import SCAN_FILTER, filter_matches
from cdktf_ecr.model.terraform.expressions import Expression, json_document, source_of
from tests.terraform.conftest import Bare

pytestmark = pytest.mark.terraform

PUSH, CONTINUOUS = "SCAN_ON_PUSH", "CONTINUOUS_SCAN"
KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000"
OTHER_KEY = KEY.replace("0000-4000", "1111-4000")

SHARED_NAMES = (*OVERRIDES, "enable_enhanced_scanning", "environment", "scan_repository_filters")

# Names that are parts of each other, or whose separators no filter may have.
WORDS = ["api", "web", "api-v2", "db", "a--b", "a__b", "a---b", "my-api", "x.y", "0"]
OWN: dict[str, list[Any]] = {
    "image_tag_mutability": ["MUTABLE", "IMMUTABLE"],
    "scan_on_push": [True, False],
    "scan_frequency": [PUSH, CONTINUOUS],
    "encryption_type": ["AES256", "KMS", "KMS_DSSE"],
    "kms_key_id": [OTHER_KEY],
    "max_image_count": [1, 30],
    "dev_image_count": [2],
    "untagged_image_days": [3],
    "pull_account_ids": [[], ["000000000012", "111122223333"]],
    "force_delete": [True, False],
    "tags": [{}, {"Team": "Größe + B"}, {"Environment": "own", "Cost Center": "a+b"}],
}


def names(chance: random.Random, count: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        name = "/".join(chance.choices(WORDS, k=chance.choice([1, 2, 2, 3, 4])))
        found |= {name} if len(name) > 1 else set()
    return sorted(found)


def overrides(chance: random.Random, settings: list[str]) -> dict[str, Any]:
    own = {name: chance.choice(OWN[name]) for name in settings if chance.random() < 0.3}
    if own.get("encryption_type") == "AES256":
        own.pop("kms_key_id", None)
    return {name: None if chance.random() < 0.1 else value for name, value in own.items()}


def collection(chance: random.Random, size: int) -> CollectionSettings:
    """Return a collection in which settings differ, or in the larger ones how often repositories are scanned."""
    scanning_only = size > 15
    settings = [name for name in OWN if not scanning_only or name.startswith("scan")]
    enhanced = chance.random() < 0.8
    if not enhanced:
        settings.remove("scan_frequency")
    shared: dict[str, Any] = {
        "enable_enhanced_scanning": enhanced,
        "scan_on_push": chance.random() < 0.7,
        "scan_frequency": chance.choice([PUSH, CONTINUOUS]) if enhanced else PUSH,
        "encryption_type": "KMS",
        "kms_key_id": chance.choice([None, KEY]),
        "max_image_count": chance.choice([10, 20]),
        "pull_account_ids": chance.choice([(), ("444455556666",)]),
        "scan_repository_filters": chance.choice([(), (), (), ("*",), ("api*", "*db")]),
        "tags": chance.choice([{}, {"Team": "shared", "Größe": "groß"}]),
    }
    repositories: dict[str, Any] = {name: overrides(chance, settings) for name in names(chance, size)}
    return CollectionSettings(repositories=repositories, **shared)


def by_namespace(**others: str) -> dict[str, Any]:
    """Return more repositories than there are filters, each namespace at one frequency, and others among them."""
    repositories = {
        f"team{number % 7}--x/service-{number}": {"scan_frequency": CONTINUOUS if number % 7 < 4 else PUSH}
        for number in range(300)
    }
    return repositories | {f"{namespace}--x/other": {"scan_frequency": each} for namespace, each in others.items()}


def at_the_limits() -> dict[str, Any]:
    """Return repositories whose names are as long as they may be, and longer than filters may be."""
    longest = ("a" * 253 + "-bc", "d" * 254 + "-e", "f--g/" + "h" * 251, "i" * 256)
    return {name: {"scan_frequency": CONTINUOUS} for name in longest} | {"other": {}, "i" * 20: {}}


FOUND: list[dict[str, Any]] = [
    by_namespace(),
    by_namespace(team0=PUSH, team5=CONTINUOUS),
    at_the_limits(),
    {"x.y": {}, "xzy": {"scan_on_push": False}},
    {"a--b": {}, "a__b": {"scan_on_push": False}, "a---b": {"scan_frequency": CONTINUOUS}},
]
NOT_FOUND: list[dict[str, Any]] = [
    by_namespace(team0=PUSH, team1=PUSH, team2=PUSH, team3=PUSH),
    {"a" * 254: {}, "a" * 255: {"scan_on_push": False}},
]


def collections() -> list[CollectionSettings]:
    chance = random.Random(20261123)  # noqa: S311 - the same collections each time
    sizes = [0, 0, 0, 1, 1, 2, 2, *(chance.randint(2, 12) for _ in range(50)), 40, 120, 160]
    chosen = [CollectionSettings(repositories=repositories) for repositories in FOUND + NOT_FOUND]
    return [*(collection(chance, size) for size in sizes), *chosen]


def known_only_to_terraform(number: int, known: CollectionSettings) -> CollectionSettings:
    """Return the same settings as expressions, in which an operator of ours would bind a part of them alone."""
    shared = f"local.shared{number}"
    conditional: dict[str, Any] = {
        name: Expression(f"{shared}.ok ? {shared}.{name} : {shared}.{name}")
        for name in (*OVERRIDES, "environment", "scan_repository_filters")
    }
    return dataclasses.replace(
        known,
        repositories=Expression(f"var.repositories{number}"),
        enable_enhanced_scanning=Expression(f"{shared}.enable_enhanced_scanning || {shared}.no"),
        **conditional,
    )


def configuration(given: list[CollectionSettings]) -> dict[str, Any]:
    variables: dict[str, Any] = {}
    local_values: dict[str, Any] = {}
    outputs: dict[str, Any] = {}
    for number, known in enumerate(given):
        variables[f"repositories{number}"] = {"type": REPOSITORIES_TYPE, "default": _literal(known.repositories)}
        local_values[f"shared{number}"] = {
            **{name: _literal(getattr(known, name)) for name in SHARED_NAMES},
            "ok": True,
            "no": False,
        }
        settings = known_only_to_terraform(number, known)
        local_values[f"rows{number}"] = collection_rows(settings)
        scanning = CollectionScanning(
            rows=f"${{local.rows{number}}}",
            enhanced=settings.enable_enhanced_scanning,
            filters=settings.scan_repository_filters,
            frequency=settings.scan_frequency,
            scan_on_push=settings.scan_on_push,
            prefix=f"c{number}_",
        )
        local_values |= scanning.local_values()
        rows = f"local.rows{number}"
        chunks = source_of(pull_chunks(f"keys({rows})", 'format("arn:aws:ecr:r:1:repository/%s", name)'))
        conditions = ", ".join(source_of(check["condition"]) for check in scanning.preconditions())
        found = f"rows = {rows}, rules = {scanning.rules}, misses = local.c{number}_scan_misses"
        found += f", scan_type = {scanning.scan_type.operand}, chunks = {chunks}, conditions = [{conditions}]"
        outputs[f"collection{number}"] = {"value": Expression(f"jsonencode({{{found}}})")}
    return {"variable": variables, "locals": local_values, "output": outputs}


def _literal(value: Any) -> Any:
    """Return a value for Terraform's JSON syntax, in which "${" begins an expression and null leaves a key out."""
    if isinstance(value, dict):
        return {key: _literal(item) for key, item in value.items()}
    if isinstance(value, str):
        return value.replace("${", "$${")
    return list(value) if isinstance(value, tuple) else value


@pytest.fixture(scope="module")
def computed(bare: Bare, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[CollectionSettings, Any]]:
    """Collections, each with what Terraform makes of it."""
    directory = tmp_path_factory.mktemp("collections")
    given = collections()
    (directory / "main.tf.json").write_text(json.dumps(configuration(given)), encoding="utf-8")
    terraform = bare(directory)
    terraform.apply()
    outputs = terraform.outputs()
    return [(known, json.loads(outputs[f"collection{number}"])) for number, known in enumerate(given)]


def test_rows_are_those_of_python_values(computed: list[tuple[CollectionSettings, Any]]) -> None:
    for known, found in computed:
        rows: Any = collection_rows(known)
        expected = {
            name: {key: None if value == "${null}" else value for key, value in row.items()}
            for name, row in rows.items()
        }
        assert found["rows"] == expected


def test_every_repository_is_scanned_as_it_should_be_or_reported(
    computed: list[tuple[CollectionSettings, Any]],
) -> None:
    for known, found in computed:
        wanted = known.frequencies()
        assert wanted is not None
        scanned = {name: frequency_for(found["rules"], name) for name in wanted}
        wrong = sorted(name for name in wanted if scanned[name] != wanted[name])
        few = all(len(rule["filters"]) <= 100 for rule in found["rules"])

        assert found["misses"] == wrong
        assert found["conditions"] == [not wrong, few]
        assert found["scan_type"] == ("ENHANCED" if known.enable_enhanced_scanning else "BASIC")
        frequencies = [rule["frequency"] for rule in found["rules"]]
        assert len(set(frequencies)) == len(frequencies)
        for rule in found["rules"]:
            assert len(set(rule["filters"])) == len(rule["filters"]) > 0
            for text in rule["filters"]:
                assert SCAN_FILTER.holds(text)


def test_terraform_finds_filters_for_nearly_every_collection_that_python_does(
    computed: list[tuple[CollectionSettings, Any]],
) -> None:
    verdicts = [(python_finds_filters(known), all(found["conditions"])) for known, found in computed]

    assert (False, True) not in verdicts
    assert verdicts.count((True, True)) > 20
    assert verdicts.count((True, False)) <= verdicts.count((True, True)) / 10


def test_filters_tell_similar_names_and_many_apart(computed: list[tuple[CollectionSettings, Any]]) -> None:
    verdicts = [all(found["conditions"]) for _, found in computed[-len(FOUND + NOT_FOUND) :]]

    assert verdicts == [True] * len(FOUND) + [False] * len(NOT_FOUND)


def test_without_repositories_the_rule_is_the_shared_one(computed: list[tuple[CollectionSettings, Any]]) -> None:
    empty = [(known, found) for known, found in computed if not known.repositories]
    assert empty
    for known, found in empty:
        default = known.own_frequency
        expected = [{"frequency": default, "filters": ["*"]}] if default else []
        if not known.scan_repository_filters:
            assert found["rules"] == expected
        assert found["chunks"] == {}


def test_pull_policies_hold_every_repository_and_fit(computed: list[tuple[CollectionSettings, Any]]) -> None:
    longest = "arn:aws-us-gov:ecr:ap-southeast-99:111122223333:repository/"
    for known, found in computed:
        chunks = list(found["chunks"].values())
        held = [arn.removeprefix("arn:aws:ecr:r:1:repository/") for arns in chunks for arn in arns]
        assert sorted(held) == sorted(known.repositories)
        assert sorted(found["chunks"]) == sorted(str(number + 1) for number in range(len(chunks)))
        for arns in chunks:
            real = [arn.replace("arn:aws:ecr:r:1:repository/", longest) for arn in arns]
            assert len(json_document(pull_policy(real))) <= 6144


def frequency_for(rules: list[dict[str, Any]], name: str) -> str | None:
    """Return how often AWS scans a repository under rules of any number of filters."""
    matching = {rule["frequency"] for rule in rules if any(filter_matches(text, name) for text in rule["filters"])}
    return next((each for each in (CONTINUOUS, PUSH) if each in matching), None)


def python_finds_filters(known: CollectionSettings) -> bool:
    try:
        known_scanning(
            known.frequencies() or {},
            enhanced=known.enable_enhanced_scanning is True,
            frequency=known.scan_frequency,
            filters=tuple(known.scan_repository_filters),
            default=known.own_frequency,
        )
    except InvalidSettingError:
        return False
    return True
