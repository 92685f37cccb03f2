"""Running a command: what went wrong becomes one line on stderr and an exit code."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click
from click.core import ParameterSource

from cdktf_ecr.model.errors import EcrError

from . import exits
from .configured import ConfigurationSource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType


_OF_CONSTRUCTS = {
    "cdktf_ecr._start.node": "MissingNodeError",
    "cdktf_ecr.resources.framework.frameworks": "MissingFrameworkError",
}


class Terminated(BaseException):
    """SIGTERM arrived. Not an Exception, so that only who cleans up sees it pass."""


def run(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        command: The command.
        arguments: What follows the program's name; None for this process's own.
    """
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        code = command.main(arguments, prog_name="cdktf-ecr", standalone_mode=False)
        return code if isinstance(code, int) else exits.PASSED
    except click.Abort:
        _leave("interrupted", exits.INTERRUPTED)
    except Terminated:
        _leave("terminated", exits.TERMINATED)
    except SystemExit as stop:
        # click, and rich, leave like this with 1, which is a failed gate's, when a pipe is closed at the other end.
        return exits.UNREAD if stop.code else exits.PASSED
    except ModuleNotFoundError:
        # Of the extra: whoever calls says what to install.
        raise
    except Exception as error:  # noqa: BLE001 - told apart, and what is none of these shown in full
        return _told(error)
    finally:
        signal.signal(signal.SIGTERM, before)


def _told(error: Exception) -> int:
    """Say what went wrong and return the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return exits.USAGE
    if isinstance(error, click.ClickException):
        return _refuse(_words(error), exits.USAGE)
    if isinstance(error, (EcrError, OSError)):
        return _refuse(str(error), exits.USAGE)
    # Loading the errors of AWS loads botocore: what failed has done so, or is not one of them.
    errors = sys.modules.get("cdktf_ecr.operations.errors")
    if errors is not None and isinstance(error, errors.AwsError):
        return _refuse(str(error), exits.AWS)
    # So does what looks for Node and for a framework, which only constructs need.
    for module, name in _OF_CONSTRUCTS.items():
        if module in sys.modules and isinstance(error, getattr(sys.modules[module], name)):
            return _refuse(str(error), exits.USAGE)
    traceback.print_exception(error)
    return _refuse("this is an error in cdktf-ecr, not in what you did", exits.INTERNAL)


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


def _leave(word: str, code: int) -> NoReturn:
    """End now: requests of other threads that are still under way are not waited for."""
    _refuse(word, code)
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(code)


def _refuse(message: str, code: int) -> int:
    one_line = " ".join(message.split())
    shown = "".join(character if character.isprintable() else "?" for character in one_line)
    with suppress(OSError):
        click.echo(f"error: {shown}", err=True)
    return code


def _words(error: click.ClickException) -> str:
    """Return the error with where the value came from, if it was not the command line, and where help is."""
    message = error.format_message()
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return message
    parameter = getattr(error, "param", None)
    if parameter is not None and parameter.name:
        source = error.ctx.get_parameter_source(parameter.name)
        if source is ParameterSource.ENVIRONMENT:
            message = f"{message} It comes from the environment."
        elif source is ParameterSource.DEFAULT_MAP:
            configured = error.ctx.find_object(ConfigurationSource)
            file = configured.loaded.file if configured and configured.loaded else "the configuration"
            message = f"{message} It comes from {file}."
    return f"{message} See '{error.ctx.command_path} --help'."
