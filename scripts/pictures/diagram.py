"""Boxes and arrows as SVG, readable on light and on dark pages: a picture brings its own background."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_LINE = 17
_FILLS = {"source": "#e8f0fe", "step": "#fff4e0", "store": "#e6f4ea", "person": "#fce8e6", "gone": "#f1f3f4"}
_STYLE = (
    "text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;fill:#1f2328}"
    ".label{font-size:11.5px;fill:#4a5058;paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}"
    ".head{font-weight:600}.arrow{fill:none;stroke:#57606a;stroke-width:1.4}.dashed{stroke-dasharray:5 4}"
    "rect{stroke:#57606a;stroke-width:1.2}"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box, by its middle.

    Attributes:
        x: Where its middle is, from the left.
        y: Where its middle is, from the top.
        text: Its lines, parted by newlines; the first is its name.
        kind: What it is: a key of the fills.
        width: How wide it is.
    """

    x: int
    y: int
    text: str
    kind: str = "step"
    width: int = 130

    @property
    def lines(self) -> list[str]:
        """Its text by lines."""
        return self.text.split("\n")

    @property
    def height(self) -> int:
        """How high it is."""
        return len(self.lines) * _LINE + 16

    def svg(self) -> str:
        """Return the box with its text."""
        left, top = self.x - self.width / 2, self.y - self.height / 2
        shape = (
            f'<rect x="{left:g}" y="{top:g}" width="{self.width}" height="{self.height}" rx="7" '
            f'fill="{_FILLS[self.kind]}"/>'
        )
        first = top + 8 + _LINE * 0.76
        classes = [' class="head"', *[""] * len(self.lines)]
        said = [
            f'<text x="{self.x}" y="{first + _LINE * number:g}" text-anchor="middle"{classes[number]}>'
            f"{escape(line)}</text>"
            for number, line in enumerate(self.lines)
        ]
        return "\n".join([shape, *said])


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from one box to another.

    Attributes:
        start: Where it begins, as a point.
        end: Where it points to.
        label: What it carries.
        dashed: Whether it is only sometimes there.
        bend: Where it goes on the way, as points.
        label_at: Where the label's middle is; by default the middle of the arrow's first part.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    label: str = ""
    dashed: bool = False
    bend: tuple[tuple[float, float], ...] = ()
    label_at: tuple[float, float] | None = None

    def svg(self) -> str:
        """Return the arrow with its label."""
        points = [self.start, *self.bend, self.end]
        path = " L".join(f"{x:g},{y:g}" for x, y in points)
        kind = "arrow dashed" if self.dashed else "arrow"
        drawn = f'<path class="{kind}" d="M{path}" marker-end="url(#head)"/>'
        if not self.label:
            return drawn
        (x0, y0), (x1, y1) = points[:2]
        x, y = self.label_at or ((x0 + x1) / 2, (y0 + y1) / 2 - 5)
        lines = self.label.split("\n")
        said = [
            f'<text class="label" x="{x:g}" y="{y + 14 * number:g}" text-anchor="middle">{escape(line)}</text>'
            for number, line in enumerate(lines)
        ]
        return "\n".join([drawn, *said])


def picture(width: int, height: int, title: str, parts: list[Box | Arrow], further: str = "") -> str:
    """Return a picture as SVG.

    Args:
        width: Its width.
        height: Its height.
        title: What it shows, for who cannot see it.
        parts: What is in it, arrows before what they lead to.
        further: SVG beside it.
    """
    drawn = "\n".join(part.svg() for part in sorted(parts, key=lambda part: isinstance(part, Box)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}">\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n'
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0,0 L10,5 L0,10 z" fill="#57606a"/></marker></defs>\n'
        f'<rect x="0.6" y="0.6" width="{width - 1.2:g}" height="{height - 1.2:g}" rx="10" fill="#ffffff"/>\n'
        f"{drawn}\n{further}</svg>\n"
    )


def between(start: Box, end: Box, label: str = "", *, dashed: bool = False) -> Arrow:
    """Return a straight arrow from a box's side to that of a box right of it."""
    return Arrow((start.x + start.width / 2, start.y), (end.x - end.width / 2 - 1, end.y), label, dashed=dashed)


def below(start: Box, end: Box, label: str = "") -> Arrow:
    """Return a straight arrow from a box's foot to the head of a box below it."""
    return Arrow((start.x, start.y + start.height / 2), (end.x, end.y - end.height / 2 - 1), label)
