"""Finding out what happened to a repository: from its logs, from CloudTrail, from its policy and from saved results."""
