"""The script that deploys a service, with the settings of one."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.expressions import Expression, conditional, read, source_of

if TYPE_CHECKING:
    from .container import ContainerSettings

# The script's own variables of the settings, in the order in which it describes them.
_VARIABLES = {
    "NAME": "container_name",
    "PORT": "port",
    "CONTAINER_PORT": "container_port",
    "INNER_PORT": "inner_port",
    "NETWORK": "network",
    "SWITCH": "switch",
    "PORT_VARIABLE": "port_variable",
    "ENVIRONMENT_FILE": "environment_file",
    "HEALTH_PATH": "health_path",
    "HEALTH_SECONDS": "health_seconds",
    "STOP_SECONDS": "stop_seconds",
    "DRAIN_SECONDS": "drain_seconds",
    "LOGIN": "registry_login",
}
_TEMPLATE_MARKERS = ("${", "%{")
_QUOTE, _QUOTED_QUOTE = "'", "'\\''"


def packaged(name: str) -> str:
    """Return one of the scripts of this package, as the text of a Terraform template.

    Args:
        name: The file's name.
    """
    text = files("cdktf_ecr.model.deployment").joinpath("templates").joinpath(name).read_text(encoding="utf-8")
    for marker in _TEMPLATE_MARKERS:
        text = text.replace(marker, marker[0] + marker)
    return text


def deploy_script() -> str:
    """Return the script, as the text of a Terraform template."""
    return packaged("deploy.sh")


def shell_word(value: object) -> str:
    """Return a value as one word of a shell's command, whatever it holds.

    Args:
        value: Text, a number, None for nothing, or a Terraform expression of one of these.
    """
    value = read(value)
    if isinstance(value, Expression):
        text = conditional(Expression(f"{value.operand} == null"), "", value)
        escaped = Expression(f"replace({text.source}, {source_of(_QUOTE)}, {source_of(_QUOTED_QUOTE)})")
        return f"'{escaped}'"
    return f"'{'' if value is None else str(value).replace(_QUOTE, _QUOTED_QUOTE)}'"


def settings_text(settings: ContainerSettings, repository_url: str) -> str:
    """Return the script's settings as lines that a shell reads, in the text of a Terraform template.

    Args:
        settings: How the container runs.
        repository_url: The repository's URL, the only one that images may be of, or an expression of it.
    """
    given = {name: getattr(settings, field) for name, field in _VARIABLES.items()}
    given["REPOSITORY"] = repository_url
    return "".join(f"ECR_DEPLOY_{name}={shell_word(value)}\n" for name, value in given.items())
