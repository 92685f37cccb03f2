"""What a registry scans, when, and what scans leave behind."""
