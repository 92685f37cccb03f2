"""Write what profiles set, make and cost into docs/profiles.md: ``python scripts/update_profiles.py``.

What they make is what Terraform plans: this needs terraform, the AWS provider (from the registry, or from the mirror
that ``CDKTF_ECR_PROVIDER_MIRROR`` names), and an AWS account to look things up in: ``moto_server`` with
``AWS_ENDPOINT_URL`` will do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from cdktf_ecr.model.costs.estimate import estimate
from cdktf_ecr.model.costs.price_table import PRICES
from cdktf_ecr.model.costs.prices import ECR_STORAGE, INSPECTOR_INITIAL_SCAN, ITEMS, LOGS_INGESTION, LOGS_STORAGE
from cdktf_ecr.model.module.profile_names import PROFILES
from cdktf_ecr.model.module.profiles import profile_settings
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.variables import declared_variables
from cdktf_ecr.operations.costs.stack_usages import stack_usages
from cdktf_ecr.operations.stack_directory import read_stack
from scripts.blocks import with_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cdktf_ecr.model.costs.estimate import Estimate, Line
    from cdktf_ecr.operations.stack_directory import StackResources

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "profiles.md"

_REGION = "us-east-1"
# What a resource belongs to, by how its type starts: the longest that fits.
_SERVICES = {
    "aws_ecr_": "Amazon ECR: repository, lifecycle policy, scanning configuration",
    "aws_iam_": "IAM: role for EC2, its permissions, instance profile",
    "aws_cloudwatch_log_": "CloudWatch Logs: log groups, metric filters, who may write",
    "aws_cloudwatch_": "CloudWatch: alarms, dashboard",
    "aws_cloudwatch_event_": "EventBridge: rules and their targets",
    "aws_sns_": "SNS: topic and its policy",
    "aws_sqs_": "SQS: queue of what could not be delivered, and its policy",
    "aws_kms_": "KMS: keys, alias",
}
# What is paid by use; the other items are paid for being there.
_BY_USE = (ECR_STORAGE, INSPECTOR_INITIAL_SCAN, LOGS_INGESTION, LOGS_STORAGE)


def settings_table() -> str:
    """Return the table of what the profiles set differently."""
    each = [profile_settings(ModuleSettings, name) for name in PROFILES]
    names = [*declared_variables(ModuleSettings), "prevent_destroy"]
    rows = [
        [f"`{name}`", *(f"`{json.dumps(getattr(settings, name))}`" for settings in each)]
        for name in names
        if len({json.dumps(getattr(settings, name)) for settings in each}) > 1
    ]
    return _table(["Setting", *_titles()], rows)


def resources_table(stacks: Mapping[str, StackResources]) -> str:
    """Return the table of what each profile makes.

    Args:
        stacks: What Terraform plans for each profile.
    """
    counts = [Counter(_service(resource.type) for resource in stacks[name].all) for name in PROFILES]
    rows = [[service, *(str(count[service]) for count in counts)] for service in _SERVICES.values()]
    totals = ["**Resources**", *(f"**{count.total()}**" for count in counts)]
    return _table(["", *_titles()], [*rows, totals])


def costs_table(stacks: Mapping[str, StackResources]) -> str:
    """Return the table of what each profile costs a month, and the sources of the prices below it.

    Args:
        stacks: What Terraform plans for each profile.
    """
    estimates = [estimate(stack_usages(stacks[name], log_gigabytes=None), PRICES, _REGION) for name in PROFILES]
    items = [item for item in ITEMS if item not in _BY_USE]
    rows = [[_titled(item), *(_cell(each, item) for each in estimates)] for item in items if _used(item, estimates)]
    totals = [_sum(each) for each in estimates]
    table = _table(["", *_titles()], [*rows, ["**For being there, at most**", *totals]])
    return f"{table}\n\n{_sources(items, estimates)}"


def uses_table() -> str:
    """Return the table of what is paid by use, in every profile."""
    rows = [
        (
            ITEMS[item].title,
            f"${price.tiers[0].usd} per {ITEMS[item].unit}",
            _source(price.source, price.as_of.isoformat()),
        )
        for item in _BY_USE
        if (price := PRICES.find(_REGION, item)) is not None
    ]
    return _table(["By use", "Price", "Source"], rows)


def with_settings(text: str) -> str:
    """Return the page with what needs no plan up to date.

    Args:
        text: The page as it is.

    Raises:
        ValueError: The markers of a table are missing.
    """
    return with_block(with_block(text, "settings", settings_table()), "uses", uses_table())


def with_plans(text: str, stacks: Mapping[str, StackResources]) -> str:
    """Return the page with what the profiles make and cost up to date.

    Args:
        text: The page as it is.
        stacks: What Terraform plans for each profile.

    Raises:
        ValueError: The markers of a table are missing.
    """
    return with_block(with_block(text, "resources", resources_table(stacks)), "costs", costs_table(stacks))


def planned(profile: str, directory: Path) -> StackResources:
    """Return what Terraform plans for a profile.

    Args:
        profile: The profile.
        directory: An empty directory to synthesize into.
    """
    context = {"CDKTF_CONTEXT_JSON": json.dumps({"profile": profile}), "CDKTF_OUTDIR": str(directory)}
    subprocess.run([sys.executable, "main.py"], cwd=ROOT, env={**os.environ, **context}, check=True)
    stack = directory / "stacks" / "ecr"
    mirror = os.environ.get("CDKTF_ECR_PROVIDER_MIRROR")
    options = [f"-plugin-dir={mirror}"] if mirror else []
    subprocess.run(["terraform", "init", "-input=false", *options], cwd=stack, check=True)  # noqa: S603, S607 - ours
    return read_stack(stack, planned=True)


def _titles() -> list[str]:
    return [f"`{name}`" for name in PROFILES]


def _service(type_: str) -> str:
    return _SERVICES[max((start for start in _SERVICES if type_.startswith(start)), key=len)]


def _used(item: str, estimates: Iterable[Estimate]) -> bool:
    return any(_line(each, item) for each in estimates)


def _line(found: Estimate, item: str) -> Line | None:
    return next((line for line in found.lines if line.item == item), None)


def _titled(item: str) -> str:
    price = PRICES.find(_REGION, item)
    return f"{ITEMS[item].title}, ${price.tiers[0].usd} each" if price else ITEMS[item].title


def _cell(found: Estimate, item: str) -> str:
    line = _line(found, item)
    if line is None:
        return "none"
    return "unknown" if line.usd is None else f"{line.quantity}: ${line.usd:.2f}"


def _sum(found: Estimate) -> str:
    fixed = [line for line in found.lines if line.item is not None and line.item not in _BY_USE]
    return "unknown" if any(line.usd is None for line in fixed) else f"**${sum(line.usd or 0 for line in fixed):.2f}**"


def _sources(items: Sequence[str], estimates: Sequence[Estimate]) -> str:
    prices = [price for item in items if _used(item, estimates) and (price := PRICES.find(_REGION, item)) is not None]
    read = dict.fromkeys((price.source, price.as_of.isoformat()) for price in prices)
    said = (
        f"{', '.join(ITEMS[price.item].title for price in prices if (price.source, price.as_of.isoformat()) == each)} "
        f"({_source(*each)})"
        for each in read
    )
    return f"Prices of {_REGION}: {'; '.join(said)}."


def _source(address: str, as_of: str) -> str:
    return f"[{as_of}]({address})"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        plans = {profile: planned(profile, Path(temporary, profile)) for profile in PROFILES}
    PAGE.write_text(with_plans(with_settings(PAGE.read_text(encoding="utf-8")), plans), encoding="utf-8")
