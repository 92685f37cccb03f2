"""What a new host runs at its first boot, and at each one after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.expressions import Expression, conditional, operand_of, source_of

from .rules import CREDENTIAL_HELPER
from .script import deploy_script, packaged, settings_text, shell_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .container import ContainerSettings

# Packages of Amazon Linux 2023: what runs containers, reads the parameter, and leads a port to another one.
_PACKAGES = "docker awscli-2 iptables-nft"
# "Install the credential helper" (the helper's README, Amazon Linux 2023).
_HELPER = " amazon-ecr-credential-helper"
# "Run commands when you launch an EC2 instance with user data input" (Amazon EC2 user guide): 16 KB before encoding.
USER_DATA_BYTES = 16_384


def user_data(settings: ContainerSettings, repository_url: str, *, parameter: str, region: str) -> str:
    """Return the user data of a host, as the text of a Terraform template.

    Args:
        settings: How the container runs.
        repository_url: The repository's URL, or an expression of it.
        parameter: The name of the parameter that says which image to run, or an expression of it.
        region: The parameter's region, or an expression of it.
    """
    name = shell_word(settings.container_name)
    boot = {"name": name, "parameter": shell_word(parameter), "region": shell_word(region)}
    places = {
        "packages": _packages(settings.registry_login),
        "name": name,
        "settings": settings_text(settings, repository_url),
        "deploy_script": _without_comments(deploy_script()),
        "boot_script": _filled("boot.sh", boot),
    }
    return _filled("user_data.sh", places)


def _packages(login: str) -> str:
    if isinstance(login, Expression):
        helper = conditional(Expression(f"{operand_of(login)} == {source_of(CREDENTIAL_HELPER)}"), _HELPER, "")
        return f"{_PACKAGES}{helper}"
    return _PACKAGES + (_HELPER if login == CREDENTIAL_HELPER else "")


def _filled(name: str, values: Mapping[str, str]) -> str:
    return re.sub("@([a-z_]+)@", lambda place: values[place.group(1)].rstrip("\n"), packaged(name))


def _without_comments(script: str) -> str:
    """Return a script without its comments, all but its first line: there is room for 16 KB."""
    return re.sub(r"(\n *#| +# )(?!!).*", "", script)
