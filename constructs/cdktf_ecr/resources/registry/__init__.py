"""Around the repositories: caches of other registries, copies, templates, the registry's policy, the gallery."""
