"""The role that may deploy to hosts may do what the commands ask for, and nothing besides that they do not."""

from __future__ import annotations

from pathlib import Path

from cdktf_ecr.model.ci_identity import Deployment, deploy_policy
from scripts.update_commands import page_of
from tests.cli.conftest import Command
from tests.cli.deploy.conftest import NEW, Deploy
from tests.model.ci_identity.evaluation import actions
from tests.standin.account import Account
from tests.standin.ecr import Ecr, Image, Told, child
from tests.standin.fleet import Fleet, PlayedHost


def asked_for(account: Account) -> set[str]:
    return {f"{service}:{operation}" for service, operation, _ in account.requests}


def added() -> set[str]:
    """Return what the option adds to a deploy role."""
    without, with_hosts = (
        actions(
            deploy_policy(
                Deployment(
                    repository_names=["team/api"], account_id="123456789012", region="us-east-1", deploy_hosts=hosts
                )
            )
        )
        for hosts in (False, True)
    )
    return with_hosts - without


def test_the_role_may_do_what_the_commands_ask_for_and_no_more(
    deploy: Deploy, command: Command, account: Account, images: Ecr, fleet: Fleet
) -> None:
    images.images = (
        Image("new", tags=["2.0"], children=[child("amd", "linux/amd64")]),
        Image("amd", told=[Told("COMPLETE", [])]),
        *images.images[1:],
    )
    assert deploy("team/api:2.0").code == 0
    fleet.hosts = [PlayedHost("i-0000000a", ("In Progress",))]
    assert deploy("--rollback", "team/api", "--timeout", "1").code == 75
    assert deploy("status", "team/api").code == 0
    running = ("scan", "gate", "--running", "team/api", "--settle", 0, "--endpoint-url", account.url)
    assert command(*running).code == 0

    # A deploy role may ask for a repository's URL anyway.
    assert asked_for(account) == added() | {"ecr:DescribeRepositories"}


def test_the_page_names_every_permission(deploy: Deploy, account: Account) -> None:
    assert deploy(NEW).code == 0
    text = Path(page_of(("deploy",))).read_text(encoding="utf-8")

    for action in {*asked_for(account), *added(), "ecr:DescribeRepositories"}:
        assert f"`{action}`" in text, action
