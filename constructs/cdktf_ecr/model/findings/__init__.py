"""What scanners found in an image, what a policy makes of it, and what somebody decided to live with."""
