"""What runs, and from where: read from AWS and from what hosts print."""
