"""What a registry costs: prices with their sources, and the arithmetic of a monthly estimate."""
