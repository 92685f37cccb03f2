"""What a synthesized stack is in an account, or would be: the resources of its state, or else of its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from cdktf_ecr.model.errors import InvalidSettingError

from .readers.files import decode, read_bytes
from .terraform import Terraform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

STATE = "state"
PLAN = "plan"

_KIND = "output of terraform show -json"
# "JSON Output Format", Terraform documentation: format_version of states and of plans.
_KNOWN_MAJORS = ("0", "1")
# Where the directory of a stack is: the argument itself, an application's output, an application.
_PLACES = ("", "stacks/*", "cdktf.out/stacks/*")
_CONFIGURATIONS = ("*.tf.json", "*.tf")
_MANAGED = "managed"
_DATA = "data"
# One that replaces another of the same stack is deleted and created.
_CREATE = ["create"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackResource:
    """A resource as Terraform knows it.

    Args:
        address: "module.ecr.aws_ecr_repository.this[0]".
        type: "aws_ecr_repository".
        index: Its number or key among the instances of one address; None where there are no such instances.
        values: Its attributes. Those that are not known are left out.
        unknown: Attributes of which something is known only after the apply; none in a state.
        created: Whether the apply creates it where the state has none; never in a state.
    """

    address: str
    type: str
    index: int | str | None
    values: Mapping[str, Any]
    unknown: frozenset[str]
    created: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StackResources:
    """The resources of a stack, those of the modules in it too; no data sources.

    Args:
        source: `STATE` for what was applied, `PLAN` for what an apply would lead to.
        all: The resources, as Terraform orders them.
        region: The region that the AWS provider is in, as the data source aws_region says; None where nothing says.
    """

    source: str
    all: tuple[StackResource, ...]
    region: str | None = None

    def resources(self, type: str) -> list[StackResource]:  # noqa: A002 - what Terraform calls it
        """Return the resources of one type.

        Args:
            type: "aws_ecr_repository".
        """
        return [resource for resource in self.all if resource.type == type]


def read_stack(
    path: Path,
    *,
    terraform: str = "terraform",
    variables: Sequence[str] = (),
    variable_files: Sequence[Path] = (),
    setting: str = "stack",
    planned: bool = False,
) -> StackResources:
    """Return what a stack is, or what it would be. Nothing in its directory changes.

    A directory's state is read if it has resources. Otherwise its configuration is planned, without a lock, which asks
    AWS what the configuration looks up. Both need an initialised directory.

    Args:
        path: A file that "terraform show -json" wrote, of a state or of a plan; the directory of a synthesized stack,
            or of any other root module; or a cdktf.out with one stack.
        terraform: The program: its name or path. OpenTofu's tofu as well.
        variables: For the plan: "name=value", each.
        variable_files: For the plan: files of values.
        setting: The option that named the path, for errors.
        planned: Whether to plan in any case: what an apply would lead to is asked for, not what there is.

    Raises:
        InvalidSettingError: There is no such file or directory, no such program, the directory is not initialised, it
            cannot be planned, or the file is something else.
    """
    if not path.is_dir():
        document = _document(setting, path, read_bytes(setting, path))
        if planned and document.planned_values is None:
            raise _refused(setting, path, "is of a state: save that of a plan, terraform show -json PLAN")
        return _read(setting, path, document)
    directory = stack_in(setting, path)
    program = Terraform(program=terraform, directory=directory, setting=setting)
    if not planned:
        state = _document(setting, directory, program.show())
        if state.has_resources:
            return _read(setting, directory, state)
    return _read(setting, directory, _document(setting, directory, program.show_plan(variables, variable_files)))


class _Resource(msgspec.Struct):
    address: str
    type: str
    mode: str = _MANAGED
    index: int | str | None = None
    values: dict[str, Any] = {}


class _Module(msgspec.Struct):
    resources: list[_Resource] = []
    child_modules: list[_Module] = []


class _Values(msgspec.Struct):
    root_module: _Module = msgspec.field(default_factory=_Module)


class _After(msgspec.Struct):
    after_unknown: dict[str, Any] | bool = False
    actions: list[str] = []


class _Change(msgspec.Struct):
    address: str
    change: _After


class _State(msgspec.Struct):
    values: _Values | None = None


class _Document(msgspec.Struct):
    format_version: str
    values: _Values | None = None
    planned_values: _Values | None = None
    prior_state: _State = msgspec.field(default_factory=_State)
    resource_changes: list[_Change] = []
    complete: bool = True
    errored: bool = False

    @property
    def region(self) -> str | None:
        # A plan has what it looked up in the state before it.
        looked_up = _resources(self.values or self.prior_state.values, mode=_DATA)
        values = next((one.values for one in looked_up if one.type == "aws_region"), {})
        # Of provider 5.100 "name", of 6 "region".
        region = values.get("region") or values.get("name")
        return None if region is None else str(region)

    @property
    def has_resources(self) -> bool:
        return any(True for _ in _resources(self.values))


def _document(setting: str, path: Path, content: bytes) -> _Document:
    document = decode(setting, path, content, _Document, kind=_KIND)
    if document.format_version.partition(".")[0] not in _KNOWN_MAJORS:
        raise _refused(setting, path, f"is of format {document.format_version}, which cdktf-ecr does not know")
    return document


def _read(setting: str, path: Path, document: _Document) -> StackResources:
    if document.errored or not document.complete:
        raise _refused(setting, path, "is of a plan that failed or leaves resources out (-target): plan everything")
    if document.planned_values is not None:
        changes = {each.address: each.change for each in document.resource_changes}
        return StackResources(source=PLAN, all=_all(document.planned_values, changes), region=document.region)
    if not document.has_resources:
        rule = "is of a state without resources: save that of a plan, terraform show -json PLAN"
        raise _refused(setting, path, rule)
    return StackResources(source=STATE, all=_all(document.values, {}), region=document.region)


def _all(values: _Values | None, changes: Mapping[str, _After]) -> tuple[StackResource, ...]:
    return tuple(
        StackResource(
            address=one.address,
            type=one.type,
            index=one.index,
            values=one.values,
            unknown=_unknown(change.after_unknown),
            created=change.actions == _CREATE,
        )
        for one in _resources(values)
        for change in [changes.get(one.address, _After())]
    )


def _resources(values: _Values | None, *, mode: str = _MANAGED) -> Iterator[_Resource]:
    modules = [] if values is None else [values.root_module]
    while modules:
        module = modules.pop(0)
        yield from (resource for resource in module.resources if resource.mode == mode)
        modules[:0] = module.child_modules


def _unknown(after: dict[str, Any] | bool) -> frozenset[str]:  # noqa: FBT001 - as Terraform writes it
    return (
        frozenset(name for name, value in after.items() if _has_unknown(value))
        if isinstance(after, dict)
        else frozenset()
    )


def _has_unknown(value: object) -> bool:
    """Whether anything in an attribute is unknown: in the shape of the attribute, true stands for what is."""
    if isinstance(value, dict):
        return any(_has_unknown(one) for one in value.values())
    if isinstance(value, list):
        return any(_has_unknown(one) for one in value)
    return value is True


def _refused(setting: str, path: Path, rule: str) -> InvalidSettingError:
    return InvalidSettingError(setting, str(path), rule, source=_KIND)


def stack_in(setting: str, path: Path) -> Path:
    """Return the directory of the one stack that a path means.

    Args:
        setting: The option that named the path, for errors.
        path: The directory of a root module, or one that `read_stack` looks for it in.

    Raises:
        InvalidSettingError: There is no stack, or there are several.
    """
    for place in _PLACES:
        found = sorted(one for one in (path.glob(place) if place else [path]) if _has_configuration(one))
        if len(found) > 1:
            rule = f"has several stacks, name one: {', '.join(map(str, found))}"
            raise InvalidSettingError(setting, str(path), rule, source=setting)
        if found:
            return found[0]
    rule = "must be the directory of a synthesized stack (with a cdk.tf.json) or of another Terraform configuration"
    raise InvalidSettingError(setting, str(path), rule, source=setting)


def _has_configuration(directory: Path) -> bool:
    return any(next(directory.glob(pattern), None) is not None for pattern in _CONFIGURATIONS)
