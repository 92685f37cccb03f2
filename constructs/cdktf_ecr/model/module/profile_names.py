"""The names of the profiles, for who offers them without loading what they set."""

from __future__ import annotations

GUIDE = "guide"
HARDENED = "hardened"
MINIMAL = "minimal"
PROFILES = (GUIDE, HARDENED, MINIMAL)
