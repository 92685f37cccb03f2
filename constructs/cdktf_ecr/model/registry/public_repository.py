"""Public repositories: what the Amazon ECR Public Gallery shows of them, and who may push to them."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.access.principals import check_principal_arns
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_choice, check_string, check_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.access.iam import PolicyDocument

# The only region with the API of ECR Public (AWS General Reference, Amazon ECR Public endpoints).
PUBLIC_REGION = "us-east-1"

# RepositoryName (ECR Public API reference): 2 to 205 characters, words joined by one sign only.
_NAME = "([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*"
_NAME_LENGTH = (2, 205)
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
        _check_length("description", self.description, _DESCRIPTION_LENGTH)
        _check_length("about_text", self.about_text, _TEXT_LENGTH)
        _check_length("usage_text", self.usage_text, _TEXT_LENGTH)
        for setting, choices in (("architectures", ARCHITECTURES), ("operating_systems", OPERATING_SYSTEMS)):
            values = check_strings(setting, getattr(self, setting))
            object.__setattr__(self, setting, values)
            for value in values:
                if not is_expression(value):
                    check_choice(setting, value, choices, source="ECR Public API, RepositoryCatalogDataInput")
                if values.count(value) > 1:
                    raise InvalidSettingError(setting, value, "must not be listed twice", source=_API)
        if self.logo is not None and not is_expression(self.logo):
            object.__setattr__(self, "logo", _encoded_logo(self.logo))

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


def check_public_repository_name(name: object, *, setting: str = "name") -> str:
    """Return ``name`` if ECR Public accepts it as the name of a repository, or if it is a Terraform expression.

    Raises:
        InvalidSettingError: CreateRepository would refuse the name, which has narrower rules than a private one.
    """
    text = check_string(setting, name)
    shortest, longest = _NAME_LENGTH
    if not is_expression(text) and not (shortest <= len(text) <= longest and re.fullmatch(_NAME, text)):
        rule = (
            f"must be {shortest} to {longest} characters of lower-case letters and digits, in words joined by a single "
            "'.', '_' or '-', in path segments joined by '/'"
        )
        raise InvalidSettingError(setting, text, rule, source="ECR Public naming rules")
    return text


def check_public_region(region: str) -> None:
    """Check that a provider can create public repositories.

    Raises:
        InvalidSettingError: ``region`` is not us-east-1.
    """
    if region != PUBLIC_REGION:
        rule = f"must be a provider for {PUBLIC_REGION}, the only region with the API of ECR Public"
        raise InvalidSettingError("provider", region, rule, source="Amazon ECR Public endpoints")


def public_push_policy(principal_arns: str | Sequence[str]) -> PolicyDocument:
    """Return the policy of a public repository that lets principals push. Pulling is everybody's right anyway.

    Their own IAM policies must allow the same, and ``ecr-public:GetAuthorizationToken`` and
    ``sts:GetServiceBearerToken`` to log in.

    Args:
        principal_arns: ARNs of roles, users or accounts, which must exist; or one Terraform expression of a list.

    Raises:
        InvalidSettingError: Something is not the ARN of a principal, or there is none.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "PushByPrincipals",
                "Effect": "Allow",
                "Principal": {"AWS": check_principal_arns("push_principal_arns", principal_arns)},
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


def _check_length(setting: str, text: object, limit: int) -> None:
    if text is None or is_expression(check_string(setting, text)):
        return
    size = len(str(text).encode())
    if size > limit:
        raise InvalidSettingError(setting, text, f"must be at most {limit:,} bytes, not {size:,}", source=_PROVIDER)


def _encoded_logo(logo: object) -> str:
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
