"""Asking AWS's own validators whether it understands what is deployed, or would be, as we do. It changes nothing."""
