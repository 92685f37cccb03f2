"""What an audit of a repository says, and what it could not find out."""
