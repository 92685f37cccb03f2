"""Who may do what with a repository."""
