"""What the first apply of a stack would replace in an account, or collide with."""
