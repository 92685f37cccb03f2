"""A safe Amazon ECR registry from a few lines of Python: constructs for CDK for Terraform.

Names resolve on first use (PEP 562): importing the package is cheap, and only the constructs load jsii and Node.
Import it before ``cdktf``: a machine without Node then finds the packaged one, and the AWS provider loads in a tenth of
the time (see ``docs/fast-start.md``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from . import _fast_start
from ._node import use_packaged_node

if TYPE_CHECKING:
    from .model.encryption import Encryption
    from .model.errors import ConflictError, EcrError, InvalidSettingError
    from .model.lifecycle import Image, LifecyclePolicy, LifecycleRule, evaluate, standard_policy
    from .model.module_settings import ModuleSettings
    from .model.monitoring.repositories import MonitoredRepository
    from .model.monitoring.settings import MonitoringSettings
    from .model.repository_policy import RepositoryAccess, RepositoryPolicy
    from .model.scanning import RegistryScanning, ScanRule
    from .model.tag_mutability import TagMutability
    from .module.ecr_module import EcrModule
    from .module.outputs import declare_outputs
    from .module.variables import declare_variable, declare_variables
    from .resources.monitoring.log_delivery import LogDeliveryPolicy
    from .resources.monitoring.scan_monitoring import ScanMonitoring
    from .resources.pull_access import Ec2PullAccess
    from .resources.registry_scanning import RegistryScanningConfiguration
    from .resources.repository import Repository

_HOMES = {
    "ConflictError": "model.errors",
    "EcrError": "model.errors",
    "EcrModule": "module.ecr_module",
    "Encryption": "model.encryption",
    "Image": "model.lifecycle",
    "InvalidSettingError": "model.errors",
    "LifecyclePolicy": "model.lifecycle",
    "LifecycleRule": "model.lifecycle",
    "LogDeliveryPolicy": "resources.monitoring.log_delivery",
    "ModuleSettings": "model.module_settings",
    "MonitoredRepository": "model.monitoring.repositories",
    "MonitoringSettings": "model.monitoring.settings",
    "Ec2PullAccess": "resources.pull_access",
    "RegistryScanning": "model.scanning",
    "RegistryScanningConfiguration": "resources.registry_scanning",
    "Repository": "resources.repository",
    "RepositoryAccess": "model.repository_policy",
    "RepositoryPolicy": "model.repository_policy",
    "ScanMonitoring": "resources.monitoring.scan_monitoring",
    "ScanRule": "model.scanning",
    "TagMutability": "model.tag_mutability",
    "declare_outputs": "module.outputs",
    "declare_variable": "module.variables",
    "declare_variables": "module.variables",
    "evaluate": "model.lifecycle",
    "standard_policy": "model.lifecycle",
}

__all__ = [
    "ConflictError",
    "Ec2PullAccess",
    "EcrError",
    "EcrModule",
    "Encryption",
    "Image",
    "InvalidSettingError",
    "LifecyclePolicy",
    "LifecycleRule",
    "LogDeliveryPolicy",
    "ModuleSettings",
    "MonitoredRepository",
    "MonitoringSettings",
    "RegistryScanning",
    "RegistryScanningConfiguration",
    "Repository",
    "RepositoryAccess",
    "RepositoryPolicy",
    "ScanMonitoring",
    "ScanRule",
    "TagMutability",
    "declare_outputs",
    "declare_variable",
    "declare_variables",
    "evaluate",
    "standard_policy",
]


use_packaged_node()
_fast_start.enable()


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
