"""AWS, asked once for what several checks rest on."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError

from cdktf_ecr.operations.errors import AwsError, aws_errors, error_code

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from cdktf_ecr.operations.aws import AwsSession

_Answer = TypeVar("_Answer")


class Asking:
    """A session that several checks ask at once, and that remembers what it was told.

    Args:
        session: The session.
        connections: How many checks ask at once.
    """

    def __init__(self, session: AwsSession, *, connections: int = 8) -> None:
        self.session = session
        self._connections = connections
        self._clients: dict[str, Any] = {}
        self._locks: dict[str, Lock] = {}
        self._answers: dict[str, Any] = {}
        # boto3 sessions are not made for several threads, their clients are (boto3 documentation, "Session").
        self._lock = Lock()

    def client(self, service: str) -> Any:
        """Return the client of a service, by botocore's name for it.

        Raises:
            InvalidSettingError: There is no region.
            AwsError: The credentials cannot be loaded.
        """
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self.session.client(
                    service, retry_mode="adaptive", connections=self._connections
                )
            return self._clients[service]

    def once(
        self, question: str, ask: Callable[[], _Answer], *, service: str, absent: Collection[str] = ()
    ) -> _Answer | None:
        """Return the answer to a question that is asked once, however many checks want it.

        Args:
            question: What tells the question from others.
            ask: What asks it.
            service: The service asked, by the prefix of its IAM actions.
            absent: Codes of errors that say that there is no such thing.

        Returns:
            The answer; None if there is no such thing.

        Raises:
            AwsError: AWS refused, or could not be reached: told to every check that asks.
        """
        with self._lock:
            lock = self._locks.setdefault(question, Lock())
        with lock:
            if question not in self._answers:
                self._answers[question] = _answer(ask, service, absent)
            answer: _Answer | AwsError | None = self._answers[question]
        if isinstance(answer, AwsError):
            raise answer
        return answer


def _answer(ask: Callable[[], Any], service: str, absent: Collection[str]) -> Any:
    try:
        with aws_errors(service):
            try:
                return ask()
            except ClientError as error:
                if error_code(error) not in absent:
                    raise
                return None
    except AwsError as error:
        return error
