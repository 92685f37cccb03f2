"""An estimate as a table, JSON, CSV or Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from cdktf_ecr.cli.printing import print_data, print_for_people
from cdktf_ecr.report.for_programs import csv_text, json_text
from cdktf_ecr.report.markdown_text import code, prose
from cdktf_ecr.report.tables import plain_table
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.model.costs.estimate import Estimate, Line
    from cdktf_ecr.operations.costs.estimating import Costs

SCHEMA = "urn:cdktf-ecr:cost-estimate:1"

# In a narrower terminal a column of notes would be a word wide, and so would those beside it.
_WIDE = 140
_UNKNOWN = "unknown"
_HUNDREDTH = Decimal("0.01")
_COLUMNS = (
    "item",
    "title",
    "unit",
    "quantity",
    "usd",
    "quantity_after",
    "usd_after",
    "price",
    "source",
    "as_of",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An estimate to be shown.

    Args:
        costs: The estimate.
        repository: Name of the repository.
        region: Where it is.
        policy: Where the lifecycle policy was that it is compared with; None for none.
    """

    costs: Costs
    repository: str
    region: str
    policy: str | None

    def lines(self) -> list[tuple[Line, Line | None]]:
        """Return each line, with the one that it becomes after the policy."""
        after = () if self.costs.after is None else self.costs.after.lines
        return [(line, other) for line, other in zip_longest(self.costs.before.lines, after) if line is not None]

    def sentences(self) -> list[str]:
        """Return what there is to say beside the lines: notes, sources of the prices, and the sum last."""
        sums = f"{_sum(self.costs.before)} a month"
        if self.costs.after is not None:
            sums += f"; after {self.policy}: {_sum(self.costs.after)}"
        return [*self.costs.notes, *self._sources(), f"{self.repository} in {self.region}: {sums}."]

    def _sources(self) -> Iterator[str]:
        used = {line.price for line in self.costs.before.lines if line.price is not None}
        by_source: dict[str, list[str]] = {}
        for price in sorted(used, key=lambda price: price.item):
            by_source.setdefault(f"{price.source} ({price.as_of.isoformat()})", []).append(price.item)
        for source, items in by_source.items():
            yield f"Price of {', '.join(items)}: {source}"


def print_costs(shown: Shown, format_name: str, aws: Aws) -> None:
    """Print an estimate on stdout.

    Args:
        shown: The estimate.
        format_name: "table", "json", "csv" or "markdown".
        aws: For the console.
    """
    if format_name != "table":
        print_data({"json": as_json, "csv": as_csv, "markdown": as_markdown}[format_name](shown))
        return
    console = aws.console()
    print_for_people(console, as_table(shown, with_notes=not console.is_terminal or console.width >= _WIDE))


def as_table(shown: Shown, *, with_notes: bool = True) -> Group:
    """Return an estimate for people.

    Args:
        shown: The estimate.
        with_notes: Whether the notes are a column of the table; else they are below it.
    """
    (*titles, note), *rows = _rows(shown)
    columns = [*titles, note] if with_notes else titles
    table = plain_table(*columns, whole=["Quantity", "USD", "After"], right=titles[1:])
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row[: len(columns)]))
    notes = [] if with_notes else [f"{row[0]}: {row[-1]}" for row in rows if row[-1]]
    return Group(table, *(Text(one_line(sentence)) for sentence in (*notes, *shown.sentences())))


def as_markdown(shown: Shown) -> str:
    """Return an estimate as Markdown."""
    titles, *rows = _rows(shown)
    lines = [
        f"### Costs of {code(shown.repository)} a month\n",
        f"| {' | '.join(titles)} |",
        f"| --- |{' ---: |' * (len(titles) - 2)} --- |",
        *(f"| {' | '.join(prose(cell) for cell in row)} |" for row in rows),
        "",
        *(f"- {prose(sentence)}" for sentence in shown.sentences()),
    ]
    return "\n".join(lines) + "\n"


def as_json(shown: Shown) -> str:
    """Return an estimate as JSON: amounts as text with all their decimals, null for what is not known."""
    costs = shown.costs
    document = {
        "schema": SCHEMA,
        "repository": shown.repository,
        "region": shown.region,
        "currency": "USD",
        "policy": shown.policy,
        "lines": [_line(line, other) for line, other in shown.lines()],
        "total": _total(costs.before),
        "total_after": None if costs.after is None else _total(costs.after),
        "notes": costs.notes,
    }
    return json_text(document)


def as_csv(shown: Shown) -> str:
    """Return the lines of an estimate as CSV: as in JSON, but empty for what is not known."""
    return csv_text(_COLUMNS, ([row.get(name) for name in _COLUMNS] for row in map(_flat, shown.lines())))


def _flat(lines: tuple[Line, Line | None]) -> dict[str, Any]:
    """Return a line with its price in cells of their own."""
    line, other = lines
    flat = _line(line, other)
    if line.price is None:
        return flat
    steps = "; ".join(f"{tier.usd} above {tier.above}" for tier in line.price.tiers)
    return flat | {"price": steps, "source": line.price.source, "as_of": line.price.as_of.isoformat()}


def _rows(shown: Shown) -> Iterator[tuple[str, ...]]:
    compared = shown.costs.after is not None
    yield ("What", "Quantity", "Unit", "Price", "USD", *(("After", "USD") if compared else ()), "Note")
    for line, other in shown.lines():
        after = () if other is None else (_quantity(other), _usd(other.usd))
        price = _UNKNOWN if line.price is None else " / ".join(f"{tier.usd}" for tier in line.price.tiers)
        yield (line.title, _quantity(line), line.unit, price, _usd(line.usd), *after, line.note)


def _line(line: Line, other: Line | None) -> dict[str, Any]:
    return {
        "item": line.item,
        "title": line.title,
        "unit": line.unit,
        "quantity": _text(line.quantity),
        "usd": _text(line.usd),
        "quantity_after": None if other is None else _text(other.quantity),
        "usd_after": None if other is None else _text(other.usd),
        "price": _price(line),
        "note": line.note,
    }


def _price(line: Line) -> dict[str, Any] | None:
    if line.price is None:
        return None
    return {
        "tiers": [{"above": _text(tier.above), "usd": _text(tier.usd)} for tier in line.price.tiers],
        "source": line.price.source,
        "as_of": line.price.as_of.isoformat(),
    }


def _total(found: Estimate) -> dict[str, Any]:
    return {"usd": _text(found.usd), "complete": found.complete}


def _sum(found: Estimate) -> str:
    if found.usd is None:
        return f"{_UNKNOWN} USD"
    return f"{'' if found.complete else 'at least '}{_usd(found.usd)} USD"


def _usd(amount: Decimal | None) -> str:
    if amount is None:
        return _UNKNOWN
    rounded = amount.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
    return "< 0.01" if amount and not rounded else f"{rounded:,}"


def _quantity(line: Line) -> str:
    if line.quantity is None:
        return _UNKNOWN
    if line.quantity and not line.quantity.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP):
        return "< 0.01"
    return f"{line.quantity:,.2f}".removesuffix(".00")


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
