"""Asking Terraform, or OpenTofu, about a directory without changing anything in it."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Sequence

# A plan looks up what is there; who waits longer has no network.
_TIMEOUT_SECONDS = 600
# The first error of several.
_ERROR = re.compile(r"^Error: (?P<summary>.+)\n(?P<detail>(?:(?!^Error: ).*\n?)*)", re.MULTILINE)
_WANTS_INIT = re.compile(r"(?:terraform|tofu) init")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terraform:
    """Terraform in a directory.

    Args:
        program: Its name or path.
        directory: The directory of the configuration.
        setting: The option that named the directory, for errors.
    """

    program: str
    directory: Path
    setting: str

    def show(self) -> bytes:
        """Return the directory's state as JSON.

        Raises:
            InvalidSettingError: There is no such program, or the directory is not initialised.
        """
        return self._run("show", "-json", "-no-color")

    def show_plan(self, variables: Sequence[str], variable_files: Sequence[Path]) -> bytes:
        """Plan without a lock, into a file that does not stay, and return the plan as JSON.

        Args:
            variables: "name=value", each.
            variable_files: Files of values.

        Raises:
            InvalidSettingError: There is no such program, the directory is not initialised, or it cannot be planned.
        """
        given = [f"-var-file={file.resolve()}" for file in variable_files] + [f"-var={one}" for one in variables]
        with TemporaryDirectory(prefix="cdktf-ecr-") as temporary:
            plan = Path(temporary) / "plan"
            self._run("plan", "-input=false", "-lock=false", "-no-color", f"-out={plan}", *given)
            return self._run("show", "-json", "-no-color", str(plan))

    @property
    def _executable(self) -> str:
        """The program, as it is found from within the directory."""
        return str(Path(self.program).resolve()) if os.sep in self.program else self.program

    def _run(self, *arguments: str) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - the program that the user named
                [self._executable, *arguments],
                cwd=self.directory,
                env={**os.environ, "TF_IN_AUTOMATION": "1"},
                capture_output=True,
                check=False,
                timeout=_TIMEOUT_SECONDS,
            )
        except OSError as error:
            rule = f"cannot be run ({error.strerror}): install Terraform, or name it or tofu with --terraform"
            raise InvalidSettingError("terraform", self.program, rule, source="PATH") from None
        except subprocess.TimeoutExpired:
            raise self._refused(f"gave no answer to {arguments[0]} within {_TIMEOUT_SECONDS} s") from None
        if done.returncode:
            raise self._refused(self._reason(arguments[0], done.stderr.decode(errors="replace")))
        return done.stdout

    def _reason(self, command: str, said: str) -> str:
        found = _ERROR.search(said)
        summary = found["summary"] if found else " ".join(said.split()) or "no reason given"
        if _WANTS_INIT.search(said):
            program = Path(self.program).name
            return f"must be initialised: run {program} -chdir={self.directory} init ({summary})"
        detail = " ".join(found["detail"].split()) if found else ""
        return f"{command} fails: {summary}{f': {detail}' if detail else ''}"

    def _refused(self, rule: str) -> InvalidSettingError:
        return InvalidSettingError(self.setting, str(self.directory), rule, source=self.program)
