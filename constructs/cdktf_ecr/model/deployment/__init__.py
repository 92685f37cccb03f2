"""How a service gets onto its hosts: the script that deploys it, and what carries the script there."""
