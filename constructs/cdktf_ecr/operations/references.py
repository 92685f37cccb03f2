"""Names of images: what people and pipelines write for an image in a private registry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import check_repository_name

# "Amazon ECR endpoints and quotas" (AWS General Reference) and "Dual-stack endpoints" (ECR user guide): a registry's
# host, with or without FIPS, in every partition's domain.
_DOMAINS = (
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "c2s.ic.gov",
    "sc2s.sgov.gov",
    "cloud.adc-e.uk",
    "csp.hci.ic.gov",
)
_DUAL_STACK_DOMAINS = ("on.aws", "on.amazonwebservices.com.cn", "on.amazonwebservices.eu")
_HOST = re.compile(
    r"(?P<registry_id>\d{12})\.(?:"
    rf"dkr\.ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.(?:{'|'.join(map(re.escape, _DOMAINS))})|"
    rf"dkr-ecr(?:-fips)?\.(?P<dual_stack_region>[a-z0-9-]+)\.(?:{'|'.join(map(re.escape, _DUAL_STACK_DOMAINS))}))"
)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
# The tag of a reference (OCI distribution specification, "Pulling manifests"); ECR's ImageTag takes up to 300
# characters, Docker no more than 128.
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")

_FORM = (
    "must be repository:tag or repository@sha256:... of a private ECR registry, alone or after the registry's host, "
    "such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:1.2"
)
_SOURCE = "ECR image references"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageReference:
    """An image in a private ECR registry.

    Args:
        text: The reference as it was written.
        repository: Name of the repository, with its namespace.
        tag: The tag; None where the reference has a digest only.
        digest: "sha256:..."; takes precedence over a tag. None where the reference has a tag only.
        registry_id: The account, 12 digits; None for the caller's own.
        region: The region; None where only the session knows it.
    """

    text: str
    repository: str
    tag: str | None = None
    digest: str | None = None
    registry_id: str | None = None
    region: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What an ignore ledger may call the image."""
        tagged = [] if self.tag is None else [f"{self.repository}:{self.tag}"]
        by_digest = [] if self.digest is None else [f"{self.repository}@{self.digest}"]
        return (self.repository, *tagged, *by_digest, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryReference:
    """A repository of a private ECR registry.

    Args:
        repository: Its name, with its namespace.
        registry_id: The account, 12 digits; None for the caller's own.
        region: The region; None where only the session knows it.
    """

    repository: str
    registry_id: str | None = None
    region: str | None = None


def parse_image(text: str, *, registry_id: str | None = None, region: str | None = None) -> ImageReference:
    """Return the image that ``text`` names.

    Args:
        text: A full URI (commercial, GovCloud, China; FIPS and dual-stack hosts too), or "repository:tag",
            "repository@sha256:...", "repository:tag@sha256:...".
        registry_id: The registry asked for beside it, if any: 12 digits.
        region: The region asked for beside it, if any.

    Raises:
        InvalidSettingError: Another form, the host of another kind of registry, or a URI of another registry or
            region than the ones asked for.
    """
    path, registry_id, region = _within_registry("image", text, registry_id, region)
    named, at, digest = path.partition("@")
    repository, colon, tag = named.partition(":")
    wrong_digest = at and not _DIGEST.fullmatch(digest)
    wrong_tag = colon and not _TAG.fullmatch(tag)
    if not (at or colon) or wrong_digest or wrong_tag:
        raise InvalidSettingError("image", text, _FORM, source=_SOURCE)
    check_repository_name(repository, setting="image")
    return ImageReference(
        text=text,
        repository=repository,
        tag=tag or None,
        digest=digest or None,
        registry_id=registry_id,
        region=region,
    )


def parse_repository(text: str, *, registry_id: str | None = None, region: str | None = None) -> RepositoryReference:
    """Return the repository that ``text`` names.

    Args:
        text: A repository's name, alone or after its registry's host; no tag and no digest.
        registry_id: The registry asked for beside it, if any: 12 digits.
        region: The region asked for beside it, if any.

    Raises:
        InvalidSettingError: Not a repository's name, the host of another kind of registry, or a URI of another
            registry or region than the ones asked for.
    """
    path, registry_id, region = _within_registry("repository", text, registry_id, region)
    return RepositoryReference(
        repository=check_repository_name(path, setting="repository"), registry_id=registry_id, region=region
    )


def registry_host(text: str) -> str | None:
    """Return the host of the ECR registry that a full URI begins with; None if ``text`` is none.

    Args:
        text: An image, however it is named.
    """
    host, _ = _split_host(text)
    return host if _HOST.fullmatch(host) else None


def _within_registry(
    setting: str, text: str, registry_id: str | None, region: str | None
) -> tuple[str, str | None, str | None]:
    """Return what stands after the registry's host, the registry and the region."""
    if registry_id is not None and not re.fullmatch(r"\d{12}", registry_id):
        raise InvalidSettingError("registry-id", registry_id, "must be an account id of 12 digits", source=_SOURCE)
    host, path = _split_host(text)
    if not host:
        return path, registry_id, region
    found = _HOST.fullmatch(host)
    if found is None:
        rule = f"is of another registry ({host}): it {_FORM}"
        raise InvalidSettingError(setting, text, rule, source=_SOURCE)
    host_region = found["region"] or found["dual_stack_region"]
    _check_same("registry-id", registry_id, found["registry_id"], text)
    _check_same("region", region, host_region, text)
    return path, found["registry_id"], host_region


def _split_host(text: str) -> tuple[str, str]:
    """Part the host from the path as Docker does: a first part with a dot or a port, or "localhost", is a host."""
    first, _, rest = text.partition("/")
    if rest and ("." in first or ":" in first or first == "localhost"):
        return first, rest
    return "", text


def _check_same(setting: str, asked: str | None, named: str, text: str) -> None:
    if asked is not None and asked != named:
        raise InvalidSettingError(setting, asked, f"contradicts {text}, which is in {named}", source=_SOURCE)
