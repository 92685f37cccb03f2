"""Repository names for properties."""

from __future__ import annotations

from hypothesis import strategies as st

# Built by hand: legal by construction, of every length, and many times faster than from_regex on the same pattern.
_SEPARATORS = st.sampled_from([".", "_", "__", "-", "---", "/"])
_WORDS = st.text(alphabet="ab01", min_size=1, max_size=5)
LEGAL_NAMES = st.builds(
    lambda padding, start, rest: ("a" * padding + start + "".join(map("".join, rest)))[:256].rstrip("._-/"),
    st.sampled_from([0, 1, 40, 240, 255]),
    _WORDS,
    st.lists(st.tuples(_SEPARATORS, _WORDS), max_size=8),
).filter(lambda name: len(name) >= 2)
