"""Public repositories: what the Amazon ECR Public Gallery shows of them, and who may push to them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.arns import check_principal_arns
from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches, OneOf
from cdktf_ecr.model.terraform.types import check_fields

from .texts import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.access.iam import PolicyDocument
    from cdktf_ecr.model.terraform.expressions import StringListValue

# The only region with the API of ECR Public (AWS General Reference, Amazon ECR Public endpoints).
PUBLIC_REGION = "us-east-1"

# RepositoryName (ECR Public API reference): words joined by one sign only, unlike in private repositories.
PUBLIC_REPOSITORY_NAME = Matches(
    pattern="^([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*$",
    length=(2, 205),
    words="must be 2 to 205 characters of lower-case letters and digits, in words joined by a single '.', '_' or '-', "
    "in path segments joined by '/'",
    source="ECR Public naming rules",
)
# RepositoryCatalogDataInput (ECR Public API reference): what the gallery shows; others are kept but never shown.
ARCHITECTURES = ("ARM", "ARM 64", "x86", "x86-64")
OPERATING_SYSTEMS = ("Linux", "Windows")
# RepositoryDescription (ECR Public API reference), and the AWS provider's limit for both texts, of which ECR takes
# 25,600 characters. The provider counts bytes of UTF-8.
_DESCRIPTION_LENGTH = 1_024
_TEXT_LENGTH = 10_240
# LogoImageBlob (ECR Public API reference): bytes.
_LOGO_SIZE = 512_000

_API = "ECR Public API"
_PROVIDER = "AWS provider, aws_ecrpublic_repository"


def _some_of(choices: tuple[str, ...]) -> tuple[object, ...]:
    source = "ECR Public API, RepositoryCatalogDataInput"
    return (
        "known list(string)",
        Each(rule=OneOf(choices=choices, source=source)),
        Distinct(words="must not list one twice", source=source),
    )


_CHECKS = {
    "description": ("string",),
    "about_text": ("string",),
    "usage_text": ("string",),
    "architectures": _some_of(ARCHITECTURES),
    "operating_systems": _some_of(OPERATING_SYSTEMS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogData:
    """What the Amazon ECR Public Gallery shows of a repository. Anybody can read it.

    Attributes:
        description: What the repository holds, at most 1,024 bytes.
        about_text: The same at length, as Markdown, at most 10,240 bytes.
        usage_text: How to use the images, as Markdown, at most 10,240 bytes.
        architectures: ARM, ARM 64, x86, x86-64, or several of them.
        operating_systems: Linux, Windows or both.
        logo: An image of at most 512,000 bytes, as bytes or as base64 text, such as ``${filebase64("logo.png")}``. The
            gallery shows the logos of verified accounts only.

    Raises:
        InvalidSettingError: A text or the logo is too long, or the gallery would not show an architecture or system.
    """

    description: str | None = None
    about_text: str | None = None
    usage_text: str | None = None
    architectures: Sequence[str] = ()
    operating_systems: Sequence[str] = ()
    logo: bytes | str | None = None

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        check_size("description", self.description, limit=_DESCRIPTION_LENGTH, source=_PROVIDER)
        check_size("about_text", self.about_text, limit=_TEXT_LENGTH, source=_PROVIDER)
        check_size("usage_text", self.usage_text, limit=_TEXT_LENGTH, source=_PROVIDER)
        if self.logo is not None:
            object.__setattr__(self, "logo", _encoded_logo(read(self.logo)))

    def render(self) -> dict[str, Any]:
        """Return the ``catalog_data`` block of ``aws_ecrpublic_repository``, empty if there is nothing to show."""
        block: dict[str, Any] = {
            "description": self.description,
            "about_text": self.about_text,
            "usage_text": self.usage_text,
            "architectures": list(self.architectures),
            "operating_systems": list(self.operating_systems),
            "logo_image_blob": self.logo,
        }
        return {name: value for name, value in block.items() if value}


def check_public_region(region: str) -> None:
    """Check that a provider can create public repositories.

    Raises:
        InvalidSettingError: ``region`` is not us-east-1.
    """
    if region != PUBLIC_REGION:
        rule = f"must be a provider for {PUBLIC_REGION}, the only region with the API of ECR Public"
        raise InvalidSettingError("provider", region, rule, source="Amazon ECR Public endpoints")


def public_push_policy(principal_arns: StringListValue, *, setting: str = "principal_arns") -> PolicyDocument:
    """Return the policy of a public repository that lets principals push. Pulling is everybody's right anyway.

    Their own IAM policies must allow the same, and ``ecr-public:GetAuthorizationToken`` and
    ``sts:GetServiceBearerToken`` to log in.

    Args:
        principal_arns: ARNs of roles, users or accounts, which must exist; or one Terraform expression of a list.
        setting: What the caller calls them, for the error.

    Raises:
        InvalidSettingError: Something is not the ARN of a principal, or there is none.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "PushByPrincipals",
                "Effect": "Allow",
                "Principal": {"AWS": check_principal_arns(setting, principal_arns)},
                "Action": [
                    "ecr-public:BatchCheckLayerAvailability",
                    "ecr-public:CompleteLayerUpload",
                    "ecr-public:InitiateLayerUpload",
                    "ecr-public:PutImage",
                    "ecr-public:UploadLayerPart",
                ],
            },
        ],
    }


def _encoded_logo(logo: object) -> str:
    if isinstance(logo, Expression):
        return logo
    data = logo
    if isinstance(logo, str):
        try:
            data = base64.b64decode(logo, validate=True)
        except (binascii.Error, ValueError):
            rule = "must be the bytes of an image, or their base64 text"
            raise InvalidSettingError("logo", logo, rule, source=_API) from None
    if not isinstance(data, bytes) or not 1 <= len(data) <= _LOGO_SIZE:
        shown = f"{len(data)} bytes" if isinstance(data, bytes) else data
        rule = f"must be 1 to {_LOGO_SIZE:,} bytes of an image, or their base64 text"
        raise InvalidSettingError("logo", shown, rule, source=_API)
    return base64.b64encode(data).decode()
