"""What a repository and what is around it use in a month, and what that costs."""
