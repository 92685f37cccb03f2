"""The Systems Manager document that deploys an image to a service's hosts, and the parameter that says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import POLICY_VERSION, PolicyDocument
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, read

from .script import deploy_script, settings_text

if TYPE_CHECKING:
    from .container import ContainerSettings

# The parameter's value before the first deployment.
NOTHING = "none"
# The tag of the hosts that a deployment goes to; its value is the name of `DEPLOYMENT`.
TARGET_TAG = "Deployment"
_DIGEST = "sha256:[0-9a-f]{64}"
# In seconds, of the 48 hours that aws:runShellScript takes (Systems Manager command document plugin reference): more
# than a run waits at the most, four times for health, once each for open connections and for a container's end.
_TIMEOUT = "7200"
# The setting of the script on a host of Systems Manager is that command's own input.
_COMMAND = """\
#!/bin/sh
set -a
{settings}set +a
set -- '{{{{ Image }}}}'
{script}"""


def image_pattern(repository_url: str) -> str:
    """Return the regular expression of the images of a repository, each named by its digest.

    Args:
        repository_url: The repository's URL, or an expression of it.
    """
    url = read(repository_url)
    escaped = (
        Expression(f'replace({operand_of(url)}, ".", "[.]")')
        if isinstance(url, Expression)
        else url.replace(".", "[.]")
    )
    return f"{escaped}@{_DIGEST}"


def parameter_pattern(repository_url: str) -> str:
    """Return the regular expression of what the parameter may hold.

    Args:
        repository_url: The repository's URL, or an expression of it.
    """
    return f"^({NOTHING}|{image_pattern(repository_url)})$"


def deploy_document(settings: ContainerSettings, repository_url: str) -> dict[str, object]:
    """Return the document, whose one parameter is the image.

    Args:
        settings: How the container runs.
        repository_url: The repository's URL, or an expression of it.
    """
    _, _, script = deploy_script().partition("\n")
    command = _COMMAND.format(settings=settings_text(settings, repository_url), script=script)
    return {
        "schemaVersion": "2.2",
        "description": "Deploys an image of a service, by its digest",
        "parameters": {
            "Image": {
                "type": "String",
                "description": "The image: registry/repository@sha256:digest",
                "allowedPattern": f"^{image_pattern(repository_url)}$",
            }
        },
        "mainSteps": [
            {
                "action": "aws:runShellScript",
                "name": "deploy",
                "precondition": {"StringEquals": ["platformType", "Linux"]},
                "inputs": {"timeoutSeconds": _TIMEOUT, "runCommand": [command]},
            }
        ],
    }


def read_parameter_policy(parameter_arn: str) -> PolicyDocument:
    """Return the permission to read the parameter.

    Args:
        parameter_arn: The parameter's ARN, or an expression of it.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "ReadDeployedImage",
                "Effect": "Allow",
                "Action": "ssm:GetParameter",
                "Resource": parameter_arn,
            }
        ],
    }
