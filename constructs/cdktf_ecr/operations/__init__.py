"""What the commands do: they take clients and model objects, return values, and print nothing. Never loads jsii."""
