"""A change of the parameter that can be undone, as long as nobody else has changed it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.errors import aws_errors

from .parameter import write_value

if TYPE_CHECKING:
    from .parameter import Parameter


class ParameterChange:
    """A new value of the parameter.

    Attributes:
        name: The parameter's name.
        before: The value that it had.
        value: The value that it has, as far as we know; None where we do not.
    """

    def __init__(self, client: Any, parameter: Parameter, image: str) -> None:
        """Prepare the change.

        Args:
            client: A client for "ssm".
            parameter: The parameter as it was found.
            image: The value that it is to get.
        """
        self._client, self._parameter, self._image = client, parameter, image
        self.name = parameter.name
        self.before = parameter.current.value
        self.value: str | None = self.before

    def write(self) -> None:
        """Write the value, unless the parameter has it already.

        Raises:
            InvalidSettingError: The value is none that the parameter may hold.
            AwsError: AWS refused, or could not be reached.
        """
        if self.before == self._image:
            return
        # Should the answer get lost, nobody knows.
        self.value = None
        write_value(self._client, self._parameter, self._image)
        self.value = self._image

    def undo(self) -> str:
        """Set the parameter back, and return in words what became of it.

        Raises:
            AwsError: AWS refused, or could not be reached: what it holds is not known then.
        """
        if self.before == self._image:
            return f"the parameter {self.name} was not changed: it held {self.before} before"
        self.value = None
        with aws_errors("ssm"):
            now = str(self._client.get_parameter(Name=self.name)["Parameter"]["Value"])
        if now == self._image:
            write_value(self._client, self._parameter, self.before)
            self.value = self.before
            return f"the parameter {self.name} is set back to {self.before}"
        self.value = now
        if now == self.before:
            return f"the parameter {self.name} was not changed: it holds {self.before}"
        return f"the parameter {self.name} was left alone: somebody else set it to {now} meanwhile"
