"""What holds in the user's own account, asked without changing anything."""
