"""What AWS accepts everywhere: accounts, regions, tags."""
