"""What orbs offer, in the releases that the examples name: read in their sources, as nothing here can ask CircleCI."""

from __future__ import annotations

# CircleCI-Public/aws-cli-orb, tag v5.4.1, src/commands/*.yml.
_AWS_CLI = {
    "install": {
        *("binary_dir", "disable_aws_pager", "install_dir", "override_installed", "use_brew", "version", "when"),
    },
    "role_arn_setup": {"profile_name", "role_arn", "source_profile", "when"},
    "setup": {
        *("aws_access_key_id", "aws_secret_access_key", "binary_dir", "configure_default_region"),
        *("configure_profile_region", "disable_aws_install", "disable_aws_pager", "install_dir", "override_installed"),
        *("profile_name", "region", "role_arn", "role_session_name", "session_duration", "set_aws_env_vars"),
        *("use_brew", "version", "when"),
    },
}

ORBS: dict[str, dict[str, set[str]]] = {"circleci/aws-cli@5.4.1": _AWS_CLI}
"""By orb and release: its commands, and the parameters of each."""
