"""Asks for a URL again and again, on a new connection each time, until it is terminated; prints what came of it.

A line for each request: the seconds at which it began and ended, the status or 0, and the answer or the error.
"""

from __future__ import annotations

import http.client
import signal
import sys
import time

ended = False


def end(*_: object) -> None:
    global ended  # noqa: PLW0603 - what a signal tells
    ended = True


def ask(host: str, port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException) as error:
        return 0, type(error).__name__
    finally:
        connection.close()


signal.signal(signal.SIGTERM, end)
host, port, path, pause = sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4])
while not ended:
    began = time.time()
    status, text = ask(host, port, path)
    sys.stdout.write(f"{began:.4f} {time.time():.4f} {status} {text}\n")
    sys.stdout.flush()
    time.sleep(pause)
