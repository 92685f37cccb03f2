"""A safe Amazon ECR registry from a few lines of Python: constructs for CDK for Terraform.

Names resolve on first use (PEP 562): importing the package is cheap, and only the constructs load jsii and Node.
Import it before ``cdktf``: the packaged Node is then found wherever it is installed, and the AWS provider loads in a
tenth of the time (see ``docs/fast-start.md``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ._start.finder import install

if TYPE_CHECKING:
    from .model.access.principals import Principal
    from .model.access.repository_access import RepositoryAccess
    from .model.access.repository_policy import RepositoryPolicy
    from .model.aws.regions import AWS_REGION
    from .model.ci_identity.circleci import CircleCi
    from .model.ci_identity.deployment import Deployment, StateBucket
    from .model.ci_identity.github import GitHubActions
    from .model.collection.settings import CollectionSettings, RepositorySettings
    from .model.deployment.container import ContainerSettings
    from .model.deployment.host import DEPLOYED_REPOSITORY, HostSettings
    from .model.errors import ConflictError, EcrError, InvalidSettingError
    from .model.lifecycle import Image, LifecyclePolicy, LifecycleRule, evaluate, standard_policy
    from .model.module.profile_names import PROFILES
    from .model.module.profiles import profile_settings
    from .model.module.settings import ModuleSettings
    from .model.monitoring.key_policies import log_key_statements, notification_key_statements
    from .model.monitoring.repositories import MonitoredRepository, NamedRepository
    from .model.monitoring.settings import MonitoringSettings, Subscription
    from .model.registry.creation_template import CreationTemplate, creation_role_policy
    from .model.registry.public_repository import CatalogData
    from .model.registry.pull_through_cache import pull_through_policy
    from .model.registry.registry_policy import RegistryAccess, RegistryPolicy
    from .model.registry.replication import ReplicationDestination, ReplicationRule
    from .model.repository.encryption import Encryption
    from .model.repository.tag_mutability import TagMutability
    from .model.scanning.configuration import RegistryScanning, ScanRule
    from .module.ecr_collection import EcrCollection
    from .module.ecr_module import EcrModule
    from .module.outputs import declare_outputs
    from .module.publishing.written_modules import write_modules
    from .module.variables import declare_variable, declare_variables
    from .resources.access.grants import Grant
    from .resources.access.pull_access import Ec2PullAccess
    from .resources.base.providers import require_provider
    from .resources.ci.ci_roles import CiRoles
    from .resources.ci.oidc_provider import OidcProvider
    from .resources.deployment.container_host import ContainerHost
    from .resources.deployment.service_deployment import ServiceDeployment
    from .resources.monitoring.event_log import EventLog
    from .resources.monitoring.log_delivery import LogDeliveryPolicy
    from .resources.monitoring.log_key import LogKey
    from .resources.monitoring.metric_filters import ScanMetricFilters
    from .resources.monitoring.notification_topic import NotificationTopic
    from .resources.monitoring.scan_alarms import ScanAlarms
    from .resources.monitoring.scan_dashboard import ScanDashboard
    from .resources.monitoring.scan_monitoring import ScanMonitoring
    from .resources.monitoring.scan_notifications import ScanNotifications
    from .resources.registry.account_settings import AccountSettings
    from .resources.registry.creation_template import RepositoryCreationTemplate
    from .resources.registry.public_repository import PublicRepository
    from .resources.registry.pull_through_cache import PullThroughCache
    from .resources.registry.pull_time_exclusion import PullTimeExclusion
    from .resources.registry.registry_policy import RegistryPermissions
    from .resources.registry.replication import Replication
    from .resources.repository.existing_repository import ExistingRepository
    from .resources.repository.repository import Repository
    from .resources.repository.repository_base import RepositoryBase
    from .resources.scanning.registry_scanning import RegistryScanningConfiguration

_HOMES = {
    "AWS_REGION": "model.aws.regions",
    "AccountSettings": "resources.registry.account_settings",
    "CatalogData": "model.registry.public_repository",
    "CiRoles": "resources.ci.ci_roles",
    "CircleCi": "model.ci_identity.circleci",
    "CollectionSettings": "model.collection.settings",
    "ConflictError": "model.errors",
    "ContainerHost": "resources.deployment.container_host",
    "ContainerSettings": "model.deployment.container",
    "CreationTemplate": "model.registry.creation_template",
    "DEPLOYED_REPOSITORY": "model.deployment.host",
    "Deployment": "model.ci_identity.deployment",
    "Ec2PullAccess": "resources.access.pull_access",
    "EcrCollection": "module.ecr_collection",
    "EcrError": "model.errors",
    "EcrModule": "module.ecr_module",
    "Encryption": "model.repository.encryption",
    "EventLog": "resources.monitoring.event_log",
    "ExistingRepository": "resources.repository.existing_repository",
    "GitHubActions": "model.ci_identity.github",
    "Grant": "resources.access.grants",
    "HostSettings": "model.deployment.host",
    "Image": "model.lifecycle",
    "InvalidSettingError": "model.errors",
    "LifecyclePolicy": "model.lifecycle",
    "LifecycleRule": "model.lifecycle",
    "LogDeliveryPolicy": "resources.monitoring.log_delivery",
    "LogKey": "resources.monitoring.log_key",
    "ModuleSettings": "model.module.settings",
    "MonitoredRepository": "model.monitoring.repositories",
    "MonitoringSettings": "model.monitoring.settings",
    "NamedRepository": "model.monitoring.repositories",
    "NotificationTopic": "resources.monitoring.notification_topic",
    "OidcProvider": "resources.ci.oidc_provider",
    "PROFILES": "model.module.profile_names",
    "Principal": "model.access.principals",
    "PublicRepository": "resources.registry.public_repository",
    "PullThroughCache": "resources.registry.pull_through_cache",
    "PullTimeExclusion": "resources.registry.pull_time_exclusion",
    "RegistryAccess": "model.registry.registry_policy",
    "RegistryPermissions": "resources.registry.registry_policy",
    "RegistryPolicy": "model.registry.registry_policy",
    "RegistryScanning": "model.scanning.configuration",
    "RegistryScanningConfiguration": "resources.scanning.registry_scanning",
    "Replication": "resources.registry.replication",
    "ReplicationDestination": "model.registry.replication",
    "ReplicationRule": "model.registry.replication",
    "Repository": "resources.repository.repository",
    "RepositoryAccess": "model.access.repository_access",
    "RepositoryBase": "resources.repository.repository_base",
    "RepositoryCreationTemplate": "resources.registry.creation_template",
    "RepositoryPolicy": "model.access.repository_policy",
    "RepositorySettings": "model.collection.settings",
    "ScanAlarms": "resources.monitoring.scan_alarms",
    "ScanDashboard": "resources.monitoring.scan_dashboard",
    "ScanMetricFilters": "resources.monitoring.metric_filters",
    "ScanMonitoring": "resources.monitoring.scan_monitoring",
    "ScanNotifications": "resources.monitoring.scan_notifications",
    "ScanRule": "model.scanning.configuration",
    "ServiceDeployment": "resources.deployment.service_deployment",
    "StateBucket": "model.ci_identity.deployment",
    "Subscription": "model.monitoring.settings",
    "TagMutability": "model.repository.tag_mutability",
    "creation_role_policy": "model.registry.creation_template",
    "declare_outputs": "module.outputs",
    "declare_variable": "module.variables",
    "declare_variables": "module.variables",
    "evaluate": "model.lifecycle",
    "log_key_statements": "model.monitoring.key_policies",
    "notification_key_statements": "model.monitoring.key_policies",
    "profile_settings": "model.module.profiles",
    "pull_through_policy": "model.registry.pull_through_cache",
    "require_provider": "resources.base.providers",
    "standard_policy": "model.lifecycle",
    "write_modules": "module.publishing.written_modules",
}

__all__ = [
    "AWS_REGION",
    "DEPLOYED_REPOSITORY",
    "PROFILES",
    "AccountSettings",
    "CatalogData",
    "CiRoles",
    "CircleCi",
    "CollectionSettings",
    "ConflictError",
    "ContainerHost",
    "ContainerSettings",
    "CreationTemplate",
    "Deployment",
    "Ec2PullAccess",
    "EcrCollection",
    "EcrError",
    "EcrModule",
    "Encryption",
    "EventLog",
    "ExistingRepository",
    "GitHubActions",
    "Grant",
    "HostSettings",
    "Image",
    "InvalidSettingError",
    "LifecyclePolicy",
    "LifecycleRule",
    "LogDeliveryPolicy",
    "LogKey",
    "ModuleSettings",
    "MonitoredRepository",
    "MonitoringSettings",
    "NamedRepository",
    "NotificationTopic",
    "OidcProvider",
    "Principal",
    "PublicRepository",
    "PullThroughCache",
    "PullTimeExclusion",
    "RegistryAccess",
    "RegistryPermissions",
    "RegistryPolicy",
    "RegistryScanning",
    "RegistryScanningConfiguration",
    "Replication",
    "ReplicationDestination",
    "ReplicationRule",
    "Repository",
    "RepositoryAccess",
    "RepositoryBase",
    "RepositoryCreationTemplate",
    "RepositoryPolicy",
    "RepositorySettings",
    "ScanAlarms",
    "ScanDashboard",
    "ScanMetricFilters",
    "ScanMonitoring",
    "ScanNotifications",
    "ScanRule",
    "ServiceDeployment",
    "StateBucket",
    "Subscription",
    "TagMutability",
    "creation_role_policy",
    "declare_outputs",
    "declare_variable",
    "declare_variables",
    "evaluate",
    "log_key_statements",
    "notification_key_statements",
    "profile_settings",
    "pull_through_policy",
    "require_provider",
    "standard_policy",
    "write_modules",
]


install()


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
