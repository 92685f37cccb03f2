"""What the commands of a migration found and did, as tables, JSON and Markdown."""
