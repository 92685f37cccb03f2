"""Who may do what: principals, identity policies, a repository's policy."""
