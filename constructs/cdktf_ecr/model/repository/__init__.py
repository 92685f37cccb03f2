"""One repository: its name, its ARN, how images are encrypted, which tags may move."""
