"""Write the plain Terraform modules into modules/: ``python scripts/update_modules.py``."""

from __future__ import annotations

from pathlib import Path

from cdktf_ecr.module.publishing.export import collection_terraform_module, ecr_terraform_module
from cdktf_ecr.module.publishing.written_files import write_files

MODULES = Path(__file__).resolve().parent.parent / "modules"


if __name__ == "__main__":
    for module in (ecr_terraform_module(), collection_terraform_module()):
        write_files(MODULES / module.name, module.files())
