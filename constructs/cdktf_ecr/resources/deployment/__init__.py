"""What gets a service onto EC2: the hosts, and the way an image gets to them."""
