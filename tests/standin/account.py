"""A whole AWS account over HTTP: scripted where a test says so, moto's everywhere else. boto3 itself is in the test."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from moto.core.errors import COMMON_ERROR_CODES
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.serialize import SerializationContext, get_serializer_class
from moto.core.utils import get_service_model
from werkzeug import Response
from werkzeug.serving import WSGIRequestHandler, make_server

from .server import Fault

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Answer = Mapping[str, Any] | Fault | Callable[[Mapping[str, Any]], Mapping[str, Any]]

DENIED = Fault("AccessDeniedException", "not allowed")

# Where a service signs by another name than botocore calls it.
_SIGNING_NAMES = {"access-analyzer": "accessanalyzer", "monitoring": "cloudwatch"}


@dataclass
class Account:
    """An account.

    Attributes:
        answers: What is answered, by service and operation such as ("events", "TestEventPattern"): a response, a fault,
            or a function of the request's parameters.
        moto: The URL of a moto server that answers everything else; None for an account in which it is an error.
        requests: What was asked, in order: service, operation, parameters.
        url: Where it listens.
    """

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    moto: str | None = None
    requests: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    url: str = ""

    def asked(self, service: str, operation: str) -> list[Mapping[str, Any]]:
        """Return the parameters of each request for an operation."""
        return [given for one, other, given in self.requests if (one, other) == (service, operation)]

    def respond(self, request: Request) -> Response:
        """Answer one request."""
        # Kept, since reading a form would empty it.
        body = request.get_data(cache=True)
        service = _service(request)
        operation, path = get_service_router(service).match(request)
        protocol = determine_request_protocol(get_service_model(service), request.content_type)
        given = PROTOCOL_PARSERS[protocol](operation).parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": request.headers,
                "body": body,
                "url_path": request.path,
                "url_params": path,
            }
        )
        self.requests.append((service, operation.name, given))
        answer = self.answers.get((service, operation.name))
        if answer is None:
            assert self.moto is not None, f"nobody said what {service}:{operation.name} answers"
            return _forwarded(request, self.moto, body)
        try:
            result = answer(given) if callable(answer) else answer
        except Fault as fault:
            result = fault
        serialize = get_serializer_class(service, protocol)(operation, SerializationContext(request_id="r"))
        told = serialize.serialize(_Refusal(result) if isinstance(result, Fault) else result)
        status = result.status if isinstance(result, Fault) else told["status_code"]
        return Response(told["body"], status, told["headers"])

    @contextmanager
    def listening(self) -> Iterator[Account]:
        """Answer requests while the context lasts."""
        application = _application(self)
        server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
        self.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _application(account: Account) -> WSGIApplication:
    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return account.respond(Request(environ))(environ, start_response)

    return application


class _Refusal(Exception):  # noqa: N818 - it is an answer
    """A fault as moto's serializers take it."""

    def __init__(self, fault: Fault) -> None:
        self.code, self.message = fault.code, fault.message
        # moto warns of codes that it has not met among those that every service may answer.
        if fault.code not in COMMON_ERROR_CODES:
            COMMON_ERROR_CODES.append(fault.code)
        super().__init__(fault.message)


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object, **__: object) -> None:
        """Say nothing."""


def _service(request: Request) -> str:
    """Return the service that a request is signed for, by botocore's name.

    AWS Signature Version 4 writes it into the credential's scope.
    """
    name = request.headers["Authorization"].partition("Credential=")[2].partition(",")[0].split("/")[3]
    return _SIGNING_NAMES.get(name, name)


def _forwarded(request: Request, url: str, body: bytes) -> Response:
    headers = {name: value for name, value in request.headers.items() if name != "Host"}
    path = request.full_path.removesuffix("?")
    asked = urllib.request.Request(url + path, body or None, headers, method=request.method)  # noqa: S310
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            return Response(answer.read(), answer.status, dict(answer.headers))
    except urllib.error.HTTPError as error:
        return Response(error.read(), error.code, dict(error.headers))
