"""The infrastructure of the customer data service: ``python3 infrastructure/app.py`` writes ``cdktf.out``."""

from __future__ import annotations

import sys

import cdktf_ecr  # before cdktf
from cdktf import App

from foundation import Foundation
from hosts import Hosts
from service import Service

try:
    app = App()
    Foundation(app)
    Service(app)
    Hosts(app)
    app.synth()
except cdktf_ecr.EcrError as error:
    sys.exit(f"error: {error}")
