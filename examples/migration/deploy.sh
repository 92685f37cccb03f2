#!/bin/sh
set -eu
docker pull "inscribe/customer-data-service:$1"
docker run --detach --name api "inscribe/customer-data-service:$1"
