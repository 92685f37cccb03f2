"""The outputs of a stack of hosts: their names and what they mean."""

from __future__ import annotations

OUTPUTS = {
    "parameter_name": "Name of the parameter of Systems Manager that holds the image to run, as deployments write it.",
    "document_name": "Name of the document of Systems Manager that deploys an image.",
    "target_value": "Value of the tag Deployment, by which a deployment finds its hosts.",
    "role_arn": "ARN of the hosts' role.",
    "security_group_id": "Id of the hosts' security group, to be let in by what they connect to.",
    "launch_template_id": "Id of the launch template.",
    "instance_id": "Id of the instance; null in another placement.",
    "auto_scaling_group_name": "Name of the Auto Scaling group; null in another placement.",
}

NULLABLE_OUTPUTS = {"instance_id", "auto_scaling_group_name"}
