"""The rules of the settings of containers and hosts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.tags import TagCase, TagRule
from cdktf_ecr.model.module.rules import TAG_LIMIT
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, source_of
from cdktf_ecr.model.terraform.relations import Condition, Is, Relation
from cdktf_ecr.model.terraform.rules import Each, Matches, OneOf, OrNull, Rule, WholeNumber

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.relations import Values

BRIDGE, HOST = "bridge", "host"
REDIRECT, REPLACE = "redirect", "replace"
CREDENTIAL_HELPER, AWS_CLI = "credential-helper", "aws-cli"
INSTANCE, LAUNCH_TEMPLATE, AUTO_SCALING = "instance", "launch-template", "auto-scaling"
X86_64, ARM64 = "x86_64", "arm64"

_OURS = "cdktf-ecr"
_RUN = "docker run"
_PORT = "must be a port from 1 to 65535"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployableName(Rule):
    """The name of a repository that parameter and document can be called after."""

    words: str = (
        "must not begin with aws, amazon or amzn, nor have more than 13 parts between slashes: AWS Systems Manager "
        "takes no document and no parameter that is called so"
    )
    source: str = "AWS Systems Manager API, CreateDocument and PutParameter"

    def holds(self, value: Any) -> bool:
        """Whether document and parameter may be called after it."""
        return not value.startswith(("aws", "amazon", "amzn")) and value.count("/") < _LEVELS

    def condition(self, operand: str) -> str:
        """Return the same of an expression."""
        return f'!can(regex("^(aws|amazon|amzn)", {operand})) && length(split("/", {operand})) <= {_LEVELS}'


# A parameter has at most 15 levels, of which ours takes the first and the last.
_LEVELS = 13

DEPLOYABLE_NAME = DeployableName()
CONTAINER_NAME = Matches(
    pattern="^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,62}$",
    words="must be 2 to 63 letters, digits and '_', '.', '-', the first a letter or digit",
    source="docker create, --name",
)
PORT = WholeNumber(minimum=1, maximum=65_535, words=_PORT, source="RFC 6335, port numbers")
INNER_PORT = WholeNumber(
    minimum=1024, maximum=65_534, words="must be a port from 1024 to 65534: it and the next are used", source=_OURS
)
NETWORK = OneOf(choices=(BRIDGE, HOST), source=_RUN)
SWITCH = OneOf(choices=(REDIRECT, REPLACE), source=_OURS)
LOGIN = OneOf(choices=(CREDENTIAL_HELPER, AWS_CLI), source="Amazon ECR registry authentication")
PORT_VARIABLE = OrNull(
    rule=Matches(
        pattern="^[A-Za-z_][A-Za-z0-9_]{0,63}$",
        words="must be the name of an environment variable: at most 64 letters, digits and '_', the first no digit",
        source="POSIX, Environment Variables",
    )
)
HEALTH_PATH = OrNull(
    rule=Matches(
        pattern="^/[A-Za-z0-9._~/?=&%:@!,;+-]{0,254}$",
        words="must be a path that begins with '/', of at most 255 characters that a URL takes as they are",
        source="RFC 3986, Path",
    )
)
ENVIRONMENT_FILE = OrNull(
    rule=Matches(
        pattern="^/[A-Za-z0-9._/-]{1,254}$",
        words="must be the absolute path of a file on the hosts, of at most 255 letters, digits and '.', '_', '-', '/'",
        source="docker run, --env-file",
    )
)
SECONDS = WholeNumber(minimum=1, maximum=900, source=_OURS)
DRAIN_SECONDS = WholeNumber(minimum=0, maximum=900, source=_OURS)

PLACEMENT = OneOf(choices=(INSTANCE, LAUNCH_TEMPLATE, AUTO_SCALING), source=_OURS)
ARCHITECTURE = OneOf(choices=(X86_64, ARM64), source="Amazon Linux 2023 on Amazon EC2")
# RunInstances, parameters InstanceType, ImageId and SubnetId (Amazon EC2 API reference).
INSTANCE_TYPE = Matches(
    pattern="^[a-z0-9-]+[.][a-z0-9-]+$",
    words="must be an instance type such as t3.small",
    source="Amazon EC2 API, RunInstances",
)
AMI_ID = OrNull(
    rule=Matches(pattern="^ami-[0-9a-f]{8,17}$", words="must be an AMI's id: ami-...", source="Amazon EC2 resource IDs")
)
SUBNET_IDS = (
    Each(
        rule=Matches(
            pattern="^subnet-[0-9a-f]{8,17}$",
            words="each must be a subnet's id: subnet-...",
            source="Amazon EC2 resource IDs",
        )
    ),
)
SECURITY_GROUP_IDS = (
    Each(
        rule=Matches(
            pattern="^sg-[0-9a-f]{8,17}$",
            words="each must be a security group's id: sg-...",
            source="Amazon EC2 resource IDs",
        )
    ),
)
# AuthorizeSecurityGroupIngress, parameters CidrIpv4, CidrIpv6, PrefixListId and ReferencedSecurityGroupId.
SOURCE_PATTERNS = {
    "prefix_list_id": "^pl-[0-9a-f]{8,17}$",
    "referenced_security_group_id": "^sg-[0-9a-f]{8,17}$",
    "cidr_ipv6": "^[0-9a-f:]*:[0-9a-f:.]*/[0-9]{1,3}$",
    "cidr_ipv4": "^[0-9]{1,3}([.][0-9]{1,3}){3}/[0-9]{1,2}$",
}
# Parameter Description of a rule, which these names become; AWS takes some more signs.
_RULE_NAME = Matches(
    pattern="^[A-Za-z0-9 ._-]{1,255}$",
    words="each name must be 1 to 255 letters, digits, spaces and '.', '_', '-'",
    source="Amazon EC2 API, AuthorizeSecurityGroupIngress",
)
_RULE_NAMES = Each(of="keys", rule=_RULE_NAME, name="key")
INGRESS = (
    _RULE_NAMES,
    Each(
        of="values",
        rule=Matches(
            pattern=f"({'|'.join(SOURCE_PATTERNS.values())})",
            words="must be a block of addresses (10.0.0.0/8, 2001:db8::/32), a security group (sg-...) or a prefix "
            "list (pl-...)",
            source="Amazon EC2 API, AuthorizeSecurityGroupIngress",
        ),
    ),
)
EGRESS_PORTS = (_RULE_NAMES, Each(of="values", rule=PORT))
# CreateVolume, parameter Size, of gp3; the AMI's own volume is of 8 GiB.
VOLUME_GIGABYTES = WholeNumber(minimum=8, maximum=16_384, source="Amazon EC2 API, CreateVolume")
# ModifyInstanceMetadataOptions, parameter HttpPutResponseHopLimit.
HOP_LIMIT = WholeNumber(minimum=1, maximum=64, source="Amazon EC2 API, ModifyInstanceMetadataOptions")
# One fewer than a module has: hosts get the tag by which deployments find them.
TAGS = (TagRule(limit=TAG_LIMIT - 1), TagCase(ours=("Environment",)))
SIZE = WholeNumber(minimum=0, source="Amazon EC2 Auto Scaling API, CreateAutoScalingGroup")


@dataclass(frozen=True, slots=True)
class Inside(Condition):
    """The port is one of the two that versions take in turn."""

    @property
    def settings(self) -> tuple[str, ...]:
        """Both settings."""
        return ("port", "inner_port")

    def decide(self, values: Values) -> bool | None:
        """Return whether both are known and one is in the other's range."""
        port, inner = values["port"], values["inner_port"]
        return None if isinstance(port, Expression) or isinstance(inner, Expression) else port in (inner, inner + 1)

    def source(self, values: Values) -> str:
        """Return the same of expressions."""
        inner = operand_of(values["inner_port"])
        return f"contains([{inner}, {inner} + 1], {source_of(values['port'])})"


@dataclass(frozen=True, slots=True)
class Ordered(Condition):
    """The least size is no more than the most."""

    @property
    def settings(self) -> tuple[str, ...]:
        """Both sizes."""
        return ("min_size", "max_size")

    def decide(self, values: Values) -> bool | None:
        """Return whether both are known and in order."""
        least, most = values["min_size"], values["max_size"]
        return None if isinstance(least, Expression) or isinstance(most, Expression) else least <= most

    def source(self, values: Values) -> str:
        """Return the comparison."""
        return f"{operand_of(values['min_size'])} <= {operand_of(values['max_size'])}"


@dataclass(frozen=True, slots=True)
class Empty(Condition):
    """A list has nothing in it."""

    setting: str

    @property
    def settings(self) -> tuple[str, ...]:
        """The list."""
        return (self.setting,)

    def decide(self, values: Values) -> bool | None:
        """Return whether the list is known and empty."""
        value = values[self.setting]
        return None if isinstance(value, Expression) else len(value) == 0

    def source(self, values: Values) -> str:
        """Return the comparison of its length."""
        return f"length({source_of(values[self.setting])}) == 0"


CONTAINER_RELATIONS = (
    Relation(
        setting="port_variable",
        condition=~Is("network", HOST) | ~Is("switch", REDIRECT) | ~Is("port_variable", None),
        words=f"must name a variable when network is {HOST} and switch is {REDIRECT}: two versions of the service "
        "cannot listen on one port",
        origin=_OURS,
    ),
    Relation(
        setting="port",
        condition=~Inside(),
        words="must be neither inner_port nor the one after it: these are for the versions of the service",
        origin=_OURS,
    ),
)
HOST_RELATIONS = (
    Relation(
        setting="subnet_ids",
        condition=~Is("placement", AUTO_SCALING) | ~Empty("subnet_ids"),
        words=f"must name a subnet when placement is {AUTO_SCALING}",
        origin="Amazon EC2 Auto Scaling API, CreateAutoScalingGroup",
    ),
    Relation(
        setting="min_size",
        condition=Ordered(),
        words="must be no more than max_size",
        origin="Amazon EC2 Auto Scaling API, CreateAutoScalingGroup",
    ),
)
