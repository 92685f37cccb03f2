"""What the constructs of a stack need of the AWS provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.versions import required_provider

if TYPE_CHECKING:
    from typing import TypeAlias

    from cdktf_ecr.model.terraform.versions import ProviderFeature
    from cdktf_ecr.resources.framework import terraform

    Path: TypeAlias = tuple[str, ...]


class Requirements:
    """The features of the AWS provider that constructs of one stack use, each noted where it is written."""

    def __init__(self) -> None:
        self._used: set[tuple[Path, ProviderFeature]] = set()
        self._stack: terraform.TerraformStack | None = None
        self._at_least: str | None = None

    def note(self, path: Path, feature: ProviderFeature) -> None:
        """Note that the construct at a path uses a feature."""
        if (path, feature) not in self._used:
            self._used.add((path, feature))
            self._write()

    def below(self, path: Path) -> str:
        """Return the AWS provider's versions that know what the construct at a path, and those in it, use."""
        used = {feature for place, feature in self._used if place[: len(path)] == path}
        return required_provider(used)

    def declare(self, stack: terraform.TerraformStack, at_least: str | None) -> None:
        """Have the stack require what its constructs need, those that it gets later included."""
        required_provider(at_least=at_least)
        self._stack, self._at_least = stack, at_least
        self._write()

    def _write(self) -> None:
        if self._stack is not None:
            version = required_provider((feature for _, feature in self._used), at_least=self._at_least)
            self._stack.add_override(
                "terraform.required_providers.aws", {"source": "hashicorp/aws", "version": version}
            )
