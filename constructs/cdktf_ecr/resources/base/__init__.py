"""What all constructs rest on: addresses, providers, values on their way into resources."""
