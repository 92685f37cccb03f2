"""The customers of a company, kept and served."""
