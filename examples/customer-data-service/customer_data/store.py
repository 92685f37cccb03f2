"""Customers in a SQLite file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS customers (id TEXT PRIMARY KEY, data TEXT NOT NULL)"
_PUT = "INSERT INTO customers VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data"
_BUSY_SECONDS = 5.0


class Store:
    """Customers by their ids; each call is a transaction of its own, so that any thread may make it."""

    def __init__(self, file: Path) -> None:
        """Open the file, and create the table in a new one.

        Args:
            file: The database.
        """
        self._file = file
        with closing(self._connect()) as connection, connection:
            connection.execute(_TABLE)

    def get(self, customer: str) -> dict[str, object] | None:
        """Return what is kept of a customer, or None.

        Args:
            customer: The id.
        """
        with closing(self._connect()) as connection:
            row = connection.execute("SELECT data FROM customers WHERE id = ?", (customer,)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def put(self, customer: str, data: dict[str, object]) -> None:
        """Keep this of a customer, in place of what was there.

        Args:
            customer: The id.
            data: What JSON can hold.
        """
        with closing(self._connect()) as connection, connection:
            connection.execute(_PUT, (customer, json.dumps(data)))

    def check(self) -> None:
        """Fail unless the database answers.

        Raises:
            sqlite3.Error: It does not.
        """
        with closing(self._connect()) as connection:
            connection.execute("SELECT count(*) FROM customers").fetchone()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=_BUSY_SECONDS)
