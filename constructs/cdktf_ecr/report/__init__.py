"""Reports of a scan, one format a file: what a format needs is imported when a report is rendered in it."""

from .files import write_reports
from .formats import FORMATS, Format, render

__all__ = ["FORMATS", "Format", "render", "write_reports"]
