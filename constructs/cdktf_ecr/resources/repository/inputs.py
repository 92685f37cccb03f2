"""What `Repository` is given, checked as its caller wrote it."""

from __future__ import annotations

from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecyclePolicy
from cdktf_ecr.model.repository.encryption import Encryption
from cdktf_ecr.model.repository.tag_mutability import MODES_WITH_EXCLUSION, TAG_MUTABILITY, TagMutability
from cdktf_ecr.model.terraform.types import checked


def tag_mutability_of(tag_mutability: TagMutability | str) -> TagMutability:
    """Return whether tags can be moved, of which a mode without filters says all there is.

    Raises:
        InvalidSettingError: It is no mode, or one that needs filters.
    """
    if isinstance(tag_mutability, TagMutability):
        return tag_mutability
    mode = checked("tag_mutability", tag_mutability, TAG_MUTABILITY)
    if mode in MODES_WITH_EXCLUSION:
        rule = f"needs filters: give a TagMutability(mode={mode!r}, exclusion_filters=[...])"
        raise InvalidSettingError("tag_mutability", mode, rule, source=TAG_MUTABILITY.source)
    return TagMutability(mode=mode)


def check_kinds(encryption: object, lifecycle_policy: object, policy: object) -> None:
    """Refuse what is not made of the model's objects.

    Raises:
        InvalidSettingError: One of them is something else.
    """
    for setting, value, kinds, rule in (
        ("encryption", encryption, (Encryption,), "must be an Encryption, such as Encryption(type='KMS')"),
        (
            "lifecycle_policy",
            lifecycle_policy,
            (LifecyclePolicy, type(None)),
            "must be a LifecyclePolicy, such as standard_policy(), or None to keep every image",
        ),
        ("policy", policy, (RepositoryPolicy, type(None)), "must be a RepositoryPolicy, or None"),
    ):
        if not isinstance(value, kinds):
            raise InvalidSettingError(setting, value, rule, source="cdktf-ecr")
