"""Many repositories over shared settings."""
