#!/usr/bin/env bash
# Removes everything again, the pushed image included.
set -eu

terraform apply -var=ecr_force_delete=true
terraform destroy -var=ecr_force_delete=true
