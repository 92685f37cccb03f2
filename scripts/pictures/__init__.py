"""What the pictures of the documentation are drawn with."""
