"""What can go wrong between us and AWS, in one line each."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
)
from botocore.parsers import ResponseParserError

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}
_EXPIRED = {"ExpiredToken", "ExpiredTokenException"}
_REFUSED = {"UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException"}
_THROTTLED = {"ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded"}

# What is between us and AWS, a proxy or the log-in of a network, answers for itself with a page.
_PAGE = re.compile(r"\s*<(!doctype html|html|head|body)\b", re.IGNORECASE)
_PAGE_START = 200
_SERVER_ERROR = 500
_BETWEEN = "not by AWS, but by a proxy in between or by whatever is at the endpoint's URL"

_ACTION_IN_MESSAGE = re.compile(r"not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)")


class PageError(BotoCoreError):
    """A web page arrived where AWS should have answered."""

    fmt = "{operation_name} was answered with a web page, status {status}"


def refuse_page(operation_model: Any, response_dict: Mapping[str, Any], **_: object) -> None:
    """Refuse a web page before botocore looks for an answer in it, and finds one without anything in it.

    With the status of a server's error it is left to botocore, which tries again.

    Args:
        operation_model: The operation's model.
        response_dict: The response, as botocore's event before-parse has it.

    Raises:
        PageError: It is a page.
    """
    status, body = response_dict["status_code"], response_dict["body"]
    if status < _SERVER_ERROR and isinstance(body, bytes) and _PAGE.match(body[:_PAGE_START].decode(errors="replace")):
        raise PageError(operation_name=operation_model.name, status=status)


class AwsError(Exception):
    """AWS did not answer the question: credentials, permissions, the network, or AWS itself.

    Attributes:
        action: The IAM action that was denied, such as "ecr:DescribeImages"; None where nothing was denied.
    """

    def __init__(self, message: str, *, action: str | None = None) -> None:
        self.action = action
        super().__init__(message)


@contextmanager
def aws_errors(service: str = "ecr") -> Iterator[None]:
    """Turn what boto3 raises inside into an `AwsError` that says what to do, or into a wrong setting.

    Args:
        service: The service asked, by the prefix of its IAM actions: AWS's messages do not always name what was denied.

    Raises:
        AwsError: AWS refused, or could not be reached.
        InvalidSettingError: There is no such profile, or no region.
    """
    try:
        yield
    except ClientError as error:
        raise _from_response(error, service) from error
    except ProfileNotFound as error:
        rule = "must be a profile of the AWS configuration files"
        raise InvalidSettingError("profile", error.kwargs["profile"], rule, source="AWS configuration") from None
    except NoRegionError:
        rule = "must be given: use --region, AWS_REGION, the profile's region, or the image's full URI"
        raise InvalidSettingError("region", None, rule, source="AWS configuration") from None
    except (NoCredentialsError, PartialCredentialsError) as error:
        raise AwsError(f"AWS credentials: {error}. Set a profile, or the AWS_* environment variables.") from error
    except EndpointConnectionError as error:
        raise AwsError(f"AWS cannot be reached: {error}") from error
    except PageError as error:
        raise AwsError(f"{error}: {_BETWEEN}") from error
    except ResponseParserError as error:
        raise AwsError(f"{service} was answered with something that cannot be read: {_BETWEEN}") from error
    except (BotoCoreError, OSError) as error:
        raise AwsError(f"AWS did not answer: {error}") from error


def error_code(error: ClientError) -> str:
    """Return the error's code, such as "ScanNotFoundException"."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _from_response(error: ClientError, service: str) -> AwsError:
    code = error_code(error)
    message = str(error.response.get("Error", {}).get("Message", "")).strip() or code
    if code in _DENIED:
        named = _ACTION_IN_MESSAGE.search(message)
        action = named.group(1) if named else f"{service}:{error.operation_name}"
        return AwsError(f"permission denied: {action} ({message})", action=action)
    if code in _EXPIRED:
        return AwsError(f"the AWS credentials have expired: log in again, or renew the token ({message})")
    if code in _REFUSED:
        return AwsError(f"AWS does not accept the credentials ({message})")
    if code in _THROTTLED:
        return AwsError(f"AWS throttles {error.operation_name}, and went on when asked again ({message})")
    return AwsError(_refusal(error, code, message))


def _refusal(error: ClientError, code: str, message: str) -> str:
    """Return the words for what AWS's documentation alone explains, or for what AWS never said."""
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if _PAGE.match(message):
        return f"{PageError(operation_name=error.operation_name, status=status)}: {_BETWEEN}"
    if not code:
        return f"{error.operation_name} was refused, status {status}, without a word why: perhaps {_BETWEEN}"
    return f"AWS refused {error.operation_name}: {code}: {message}"
