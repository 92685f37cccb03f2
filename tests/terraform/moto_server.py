"""Runs moto's server with the requests that Terraform makes of us and moto does not answer yet."""

from __future__ import annotations

import sys

from moto.logs.exceptions import ResourceNotFoundException
from moto.logs.responses import LogsResponse
from moto.server import main


def _associate_kms_key(self: LogsResponse) -> str:
    return _encrypt(self, self._get_param("kmsKeyId"))


def _disassociate_kms_key(self: LogsResponse) -> str:
    return _encrypt(self, None)


def _encrypt(response: LogsResponse, key: str | None) -> str:
    group = response.logs_backend.groups.get(response._get_param("logGroupName"))  # noqa: SLF001 - as moto's own do
    if group is None:
        raise ResourceNotFoundException
    group.kms_key_id = key
    return ""


LogsResponse.associate_kms_key = _associate_kms_key  # type: ignore[attr-defined]
LogsResponse.disassociate_kms_key = _disassociate_kms_key  # type: ignore[attr-defined]

if __name__ == "__main__":
    main(sys.argv[1:])
