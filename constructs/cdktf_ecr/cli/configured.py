"""Commands whose options also come from the environment and from a configuration file: flags > environment > file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.configuration import Configuration, find_configuration, read_configuration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PREFIX = "CDKTF_ECR_"


@dataclass(slots=True)
class ConfigurationSource:
    """Where the configuration of this run comes from.

    Args:
        file: The file that was named; None to look for one from the working directory upwards.
        loaded: What is in it, once a command has asked for it; None before, and if there is no file.
    """

    file: Path | None
    loaded: Configuration | None = None

    def load(self, root: click.Context) -> Configuration | None:
        """Load the file and return what is in it; None if there is none.

        Raises:
            InvalidSettingError: The file cannot be read, or sets an option or a command that does not exist.
        """
        found = read_configuration(self.file) if self.file is not None else find_configuration(Path.cwd())
        if found is not None:
            _check(found, found.options, root.command, root)
        self.loaded = found
        return found


class ConfiguredCommand(click.Command):
    """A command whose options have a variable each, called after them, and may stand in the configuration file.

    Args:
        *arguments: As click's command takes them.
        like: Another command, by its names, whose tables count for this one too where its own say nothing.
        shared: The options for which they do.
        **settings: As click's command takes them.
    """

    def __init__(
        self, *arguments: Any, like: tuple[str, ...] = (), shared: frozenset[str] = frozenset(), **settings: Any
    ) -> None:
        super().__init__(*arguments, **settings)
        self.like, self.shared = like, shared
        for option in _options(self):
            if option.envvar is None:
                option.envvar = f"{_PREFIX}{_name(option).replace('-', '_').upper()}"

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the arguments, with the configuration file's values behind those of the environment."""
        source = None if parent is None else parent.find_object(ConfigurationSource)
        # Help is to be had whatever is in the file.
        if parent is not None and source is not None and not {"-h", "--help"} & set(args):
            configuration = source.load(parent.find_root())
            if configuration is not None:
                extra["default_map"] = _defaults(self, configuration, [*_path(parent), info_name or ""])
        return super().make_context(info_name, args, parent, **extra)


def _defaults(command: ConfiguredCommand, configuration: Configuration, path: list[str]) -> dict[str, Any]:
    """Return the values for this command: what stands nearer to it takes precedence."""
    alike = _below(configuration.options, command.like)
    merged = {
        **_values(configuration.options),
        **{name: value for name, value in alike.items() if name in command.shared},
        **_below(configuration.options, path),
    }
    return {
        str(option.name): _checked(option, merged[_name(option)], configuration)
        for option in _options(command)
        if _name(option) in merged
    }


def _below(table: Mapping[str, Any], path: Iterable[str]) -> dict[str, Any]:
    """Return the values in the tables along a path, without those of the table it starts from."""
    merged: dict[str, Any] = {}
    for name in path:
        table = table.get(name, {})
        merged |= _values(table)
    return merged


def _values(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if not isinstance(value, dict)}


def _checked(option: click.Option, value: Any, configuration: Configuration) -> Any:
    """Return the value if it is of the kind that TOML has for such an option: a list where it may be repeated."""
    if option.multiple != isinstance(value, list):
        kind = "a list" if option.multiple else "one value"
        raise InvalidSettingError(_name(option), value, f"must be {kind}", source=str(configuration.file))
    if option.is_flag != isinstance(value, bool):
        kind = "true or false" if option.is_flag else "no boolean"
        raise InvalidSettingError(_name(option), value, f"must be {kind}", source=str(configuration.file))
    return value


def _check(
    configuration: Configuration, options: Mapping[str, Any], command: click.Command, context: click.Context
) -> None:
    """Refuse what no command would ever read."""
    commands = dict(_commands(command, context))
    known = {_name(option) for one in _descendants(command, context) for option in _options(one)}
    for key, value in options.items():
        if isinstance(value, dict):
            if key not in commands:
                rule = f"is no command here: must be one of {', '.join(commands)}"
                raise InvalidSettingError("table", key, rule, source=str(configuration.file))
            _check(configuration, value, commands[key], context)
        elif key not in known:
            rule = f"is no option here: must be one of {', '.join(sorted(known))}"
            raise InvalidSettingError("option", key, rule, source=str(configuration.file))


def _commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield name, child


def _descendants(command: click.Command, context: click.Context) -> Iterator[click.Command]:
    if isinstance(command, ConfiguredCommand):
        yield command
    for _, child in _commands(command, context):
        yield from _descendants(child, context)


def _options(command: click.Command) -> list[click.Option]:
    return [
        parameter
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.is_eager and parameter.expose_value
    ]


def _name(option: click.Option) -> str:
    """Return the option's long name without its dashes."""
    return max(option.opts, key=len).lstrip("-")


def _path(context: click.Context) -> list[str]:
    """Return the names of the groups between the whole command line and here."""
    names: list[str] = []
    here: click.Context | None = context
    while here is not None and here.parent is not None:
        names.insert(0, here.info_name or "")
        here = here.parent
    return names
