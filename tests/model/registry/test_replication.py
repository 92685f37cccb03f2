from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.registry.replication import ReplicationDestination, ReplicationRule, ReplicationRules
from tests.model.registry.service_model import accepts, shape

FRANKFURT = ReplicationDestination(region="eu-central-1")
OTHER = ReplicationDestination(region="eu-west-1", account_id="111122223333")


def destinations(number: int) -> list[ReplicationDestination]:
    return [ReplicationDestination(region="eu-west-1", account_id=f"{each:012}") for each in range(number)]


@pytest.mark.parametrize(
    "region", ["eu-west-1", "us-gov-east-1", "cn-northwest-1", "ap-southeast-7", "eusc-de-east-1", "${var.region}"]
)
def test_a_region_is_taken(region: str) -> None:
    assert ReplicationDestination(region=region).region == region


@pytest.mark.parametrize(
    "region", ["", "eu", "eu-west", "EU-WEST-1", "eu-west-1a", "eu_west_1", "*", "nowhere", "eu-west-1\n"]
)
def test_a_malformed_region_is_refused(region: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^region .* must be the code of an AWS region"):
        ReplicationDestination(region=region)


@pytest.mark.parametrize("account_id", ["", "1111-2222-3333", "11112222333", "1111222233334", "me"])
def test_a_malformed_account_is_refused(account_id: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^account_id .* a string of 12 digits"):
        ReplicationDestination(region="eu-west-1", account_id=account_id)


def test_an_account_is_a_string() -> None:
    account_id: Any = 111122223333
    with pytest.raises(InvalidSettingError, match=r"^account_id 111122223333: must be a string"):
        ReplicationDestination(region="eu-west-1", account_id=account_id)


def test_a_destination_without_an_account_is_the_account_itself() -> None:
    rules = ReplicationRules(rules=[ReplicationRule(destinations=[FRANKFURT, OTHER], prefixes=["prod", "team/"])])

    assert rules.stays_in_account
    assert rules.render("444455556666") == [
        {
            "destination": [
                {"region": "eu-central-1", "registry_id": "444455556666"},
                {"region": "eu-west-1", "registry_id": "111122223333"},
            ],
            "repository_filter": [
                {"filter": "prod", "filter_type": "PREFIX_MATCH"},
                {"filter": "team/", "filter_type": "PREFIX_MATCH"},
            ],
        }
    ]


def test_other_accounts_alone_need_no_account_of_ones_own() -> None:
    assert not ReplicationRules(rules=[ReplicationRule(destinations=[OTHER])]).stays_in_account


def test_a_rule_without_prefixes_has_no_filter() -> None:
    assert "repository_filter" not in ReplicationRule(destinations=[FRANKFURT]).render("444455556666")


def test_the_only_filter_type_is_ecrs() -> None:
    assert shape("RepositoryFilterType").enum == ["PREFIX_MATCH"]


@pytest.mark.parametrize("prefix", ["ab", "prod", "prod-", "team/", "team/a", "a" * 256, "a.b_c", "${var.prefix}"])
def test_a_prefix_is_taken(prefix: str) -> None:
    assert ReplicationRule(destinations=[FRANKFURT], prefixes=[prefix]).prefixes == (prefix,)


@pytest.mark.parametrize("prefix", ["", "a", "a" * 257, "prod*", "Prod", "/prod", "a//b", "éa", "ab\n"])
def test_a_malformed_prefix_is_refused(prefix: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^prefixes .* must be 2 to 256 characters .* without wildcards"):
        ReplicationRule(destinations=[FRANKFURT], prefixes=[prefix])


@given(st.text("ab0._-/*A", max_size=12))
def test_prefixes_are_those_ecr_takes(prefix: str) -> None:
    try:
        ReplicationRule(destinations=[FRANKFURT], prefixes=[prefix])
    except InvalidSettingError:
        assert not accepts("RepositoryFilterValue", prefix)
    else:
        assert accepts("RepositoryFilterValue", prefix)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"destinations": []}, "^destinations 0: must be 1 to 25 of them"),
        ({"destinations": destinations(26)}, "^destinations 26: must be 1 to 25 of them"),
        ({"destinations": FRANKFURT}, "^destinations .* must be a list of ReplicationDestination"),
        ({"destinations": ["eu-west-1"]}, "^destinations 'eu-west-1': must be a list of ReplicationDestination"),
        ({"destinations": [OTHER, FRANKFURT, OTHER]}, "^destinations .* must not be listed twice"),
        ({"prefixes": "prod"}, "^prefixes 'prod': must be a list of strings, not a string"),
        ({"prefixes": ["#{TfToken[TOKEN.1]}"]}, "^prefixes .* must be a list whose length is known in Python"),
        ({"prefixes": ["prod", "prod"]}, "^prefixes 'prod': must not list a prefix twice"),
        ({"prefixes": [f"p{each}" for each in range(101)]}, "^prefixes .*: must be at most 100 prefixes"),
    ],
)
def test_a_wrong_rule_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        ReplicationRule(**{"destinations": [FRANKFURT], **settings})


def test_the_limits_themselves_are_taken() -> None:
    rule = ReplicationRule(destinations=destinations(25), prefixes=[f"p{each}" for each in range(100)])

    assert len(ReplicationRules(rules=[rule] * 10).render("444455556666")) == 10


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([], "^rules 0: must be 1 to 10 of them"),
        ([ReplicationRule(destinations=[FRANKFURT])] * 11, "^rules 11: must be 1 to 10 of them"),
        (ReplicationRule(destinations=[FRANKFURT]), "^rules .* must be a list of ReplicationRule"),
        ([FRANKFURT], "^rules .* must be a list of ReplicationRule"),
        (None, "^rules None: must be a list of ReplicationRule"),
    ],
)
def test_wrong_rules_are_refused(rules: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        ReplicationRules(rules=rules)


RULES = ReplicationRules(
    rules=[ReplicationRule(destinations=[OTHER]), ReplicationRule(destinations=[FRANKFURT])],
)


@pytest.mark.parametrize(
    ("region", "account_id"),
    [("eu-central-1", None), ("eu-central-1", "444455556666"), ("eu-west-1", "111122223333")],
)
def test_a_copy_to_where_it_comes_from_is_refused(region: str, account_id: str | None) -> None:
    with pytest.raises(
        InvalidSettingError, match=rf"^region '{region}': must be another region than the registry's own"
    ):
        RULES.check_source(region, account_id)


@pytest.mark.parametrize(
    ("region", "account_id"), [("eu-west-1", "444455556666"), ("eu-west-1", None), ("us-east-1", "111122223333")]
)
def test_a_copy_from_elsewhere_is_fine(region: str, account_id: str | None) -> None:
    RULES.check_source(region, account_id)
