# Sourced by every script: the service's directory, the tools that install.sh puts there, errors of one line.
# shellcheck shell=bash
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PWD/.tools/bin:$PATH"

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# What the scripts hand on to later jobs are lines of NAME=value in files below workspace.
hand_on() {
  local file=$1 pair
  shift
  for pair in "$@"; do
    printf '%s=%q\n' "${pair%%=*}" "${pair#*=}"
  done >"$file"
}

take_over() {
  [[ -f $1 ]] || fail "$1 is missing: the job before this one writes it"
  # shellcheck disable=SC1090 # one of the files that hand_on writes
  . "$1"
}
