"""What happens before CDKTF starts: which Node runs it, and what loads when (`docs/fast-start.md`)."""
