#!/bin/sh
# Runs an image, named by its digest, in place of the version before it: deploy.sh REGISTRY/REPOSITORY@sha256:DIGEST
#
# It pulls before it touches what runs, starts the new version beside the old one, hands the port over once the new one
# is healthy, and then stops the old one. Whatever fails on the way leaves the old version running, and a run that was
# killed is put right by the next.
#
# Exit codes: 0 the image runs; 1 it never got healthy, and the version before runs on; 2 wrong usage; 3 there is no way
# to get the image, and nothing was changed; 4 another run is at work; 5 neither version is healthy.
set -eu
umask 077
# Neither cloud-init nor Systems Manager sets it, and the credential helper wants a home.
export HOME="${HOME:-/root}"

name=${ECR_DEPLOY_NAME:-service}                # of the container
repository=${ECR_DEPLOY_REPOSITORY:-}           # the only one images may be of; empty for any
port=${ECR_DEPLOY_PORT:-80}                     # of the host, which clients use
container_port=${ECR_DEPLOY_CONTAINER_PORT:-8080}
inner_port=${ECR_DEPLOY_INNER_PORT:-20080}      # the first of two ports of the host, which versions take in turn
network=${ECR_DEPLOY_NETWORK:-bridge}           # or host
switch=${ECR_DEPLOY_SWITCH:-redirect}           # or replace: stop the old version, start the new one on its port
port_variable=${ECR_DEPLOY_PORT_VARIABLE-PORT}  # tells a container of the host's network where to listen; may be empty
health_path=${ECR_DEPLOY_HEALTH_PATH-/health}   # empty to ask the image's HEALTHCHECK alone
health_seconds=${ECR_DEPLOY_HEALTH_SECONDS:-120}
stop_seconds=${ECR_DEPLOY_STOP_SECONDS:-30}     # before a container that does not end is killed
drain_seconds=${ECR_DEPLOY_DRAIN_SECONDS:-5}    # the old version has for connections that are open
environment_file=${ECR_DEPLOY_ENVIRONMENT_FILE:-}
login=${ECR_DEPLOY_LOGIN:-credential-helper}    # or aws-cli, or none
state=${ECR_DEPLOY_STATE:-/var/lib/ecr-deploy}/$name
# How long a container has to stay up that has neither a health path nor a HEALTHCHECK.
settle_seconds=5
next=$name-next old=$name-old check=$name-check

log() {
    printf '%s %s: %s\n' "$(date -u +%H:%M:%S)" "$name" "$*"
    logger -t ecr-deploy -- "$name: $*" 2>/dev/null || true
}

fail() { # CODE MESSAGE
    code=$1
    shift
    log "$*" >&2
    exit "$code"
}

# What is left of a killed run must not hold its lock: its children do without the file.
docker() {
    command docker "$@" 9>&-
}

pause() { # SECONDS
    sleep "$1" 9>&-
}

# Systems Manager takes two braces in its documents for a parameter, so those of Docker's templates are put together.
inspect() { # CONTAINER FIELD
    docker container inspect --format "{""{$2}""}" "$1" 2>/dev/null
}

exists() { # CONTAINER
    inspect "$1" .Id >/dev/null
}

running() { # CONTAINER
    [ "$(inspect "$1" .State.Running)" = true ]
}

image_of() { # CONTAINER
    inspect "$1" .Config.Image || true
}

port_of() { # CONTAINER: the host's port that it listens on
    found=$(inspect "$1" 'index .Config.Labels "ecr-deploy.port"') || found=
    case $found in '' | *[!0-9]*) found=$port ;; esac
    echo "$found"
}

check_settings() {
    for number in "$port" "$container_port" "$inner_port" "$health_seconds" "$stop_seconds" "$drain_seconds"; do
        case $number in '' | *[!0-9]*) fail 2 "no number: '$number'" ;; esac
    done
    case $port in
    "$inner_port" | $((inner_port + 1))) fail 2 "port $port is for clients, and no version's own: choose another inner port" ;;
    esac
    case $network in bridge | host) ;; *) fail 2 "no network: '$network'; bridge or host" ;; esac
    case $switch in redirect | replace) ;; *) fail 2 "no way to switch: '$switch'; redirect or replace" ;; esac
    case $login in credential-helper | aws-cli | none) ;; *) fail 2 "no way to log in: '$login'" ;; esac
    if [ "$switch" = redirect ]; then
        command -v iptables-restore >/dev/null || fail 2 "iptables is not installed, and redirect needs it"
        [ "$network$port_variable" != host ] || fail 2 "redirect needs a port variable in the host's network"
    fi
    [ -z "$environment_file" ] || [ -r "$environment_file" ] || fail 2 "cannot read $environment_file"
}

check_image() {
    digest=${image##*@sha256:}
    case $image in */*@sha256:*) ;; *) fail 2 "not REGISTRY/REPOSITORY@sha256:DIGEST: '$image'" ;; esac
    case $digest in *[!0-9a-f]*) fail 2 "no digest: '$digest'" ;; esac
    [ ${#digest} -eq 64 ] || fail 2 "no digest: '$digest'"
    [ "${image%@*}" = "${repository:-${image%@*}}" ] || fail 2 "not of $repository: '$image'"
    repository=${image%@*}
}

# What a container is made of besides its image: the same image with other settings is another version.
describe_settings() {
    made_of="ECR_DEPLOY_NAME='$name'
ECR_DEPLOY_REPOSITORY='$repository'
ECR_DEPLOY_PORT='$port'
ECR_DEPLOY_CONTAINER_PORT='$container_port'
ECR_DEPLOY_INNER_PORT='$inner_port'
ECR_DEPLOY_NETWORK='$network'
ECR_DEPLOY_SWITCH='$switch'
ECR_DEPLOY_PORT_VARIABLE='$port_variable'
ECR_DEPLOY_ENVIRONMENT_FILE='$environment_file'"
    settings="$made_of
ECR_DEPLOY_HEALTH_PATH='$health_path'
ECR_DEPLOY_HEALTH_SECONDS='$health_seconds'
ECR_DEPLOY_STOP_SECONDS='$stop_seconds'
ECR_DEPLOY_DRAIN_SECONDS='$drain_seconds'
ECR_DEPLOY_LOGIN='$login'"
    configuration=$({
        printf '%s\n' "$made_of"
        [ -z "$environment_file" ] || cat "$environment_file"
    } | sha256sum | cut -c 1-16)
}

# New connections to the port go to another one from one packet to the next; those that are open stay where they are.
chain=ECR-DEPLOY-$port

jump() { # ACTION HOOK
    iptables --wait -t nat "$1" "$2" -p tcp -m addrtype --dst-type LOCAL --dport "$port" -j "$chain" 2>/dev/null
}

point() { # PORT
    if [ "$1" = "$port" ]; then
        command -v iptables >/dev/null || return 0
        for hook in PREROUTING OUTPUT; do
            while jump -D "$hook"; do :; done
        done
        iptables --wait -t nat -F "$chain" 2>/dev/null && iptables --wait -t nat -X "$chain"
        return 0
    fi
    printf '*nat\n:%s - [0:0]\n-A %s -p tcp -j REDIRECT --to-ports %s\nCOMMIT\n' "$chain" "$chain" "$1" |
        iptables-restore --wait --noflush || return 1
    for hook in PREROUTING OUTPUT; do
        jump -C "$hook" || jump -I "$hook" || return 1
    done
}

target() { # the port that clients of the port get to
    found=
    if command -v iptables >/dev/null && jump -C PREROUTING; then
        found=$(iptables --wait -t nat -S "$chain" | sed -n 's/.*--to-ports \([0-9]*\).*/\1/p')
    fi
    echo "${found:-$port}"
}

create() { # CONTAINER PORT
    created=$1 at=$2
    set -- --name "$created" --label "ecr-deploy.port=$at" --label "ecr-deploy.configuration=$configuration"
    if [ "$network" = host ]; then
        set -- "$@" --network host
        [ -z "$port_variable" ] || set -- "$@" --env "$port_variable=$at"
    elif [ "$created" = "$check" ]; then
        set -- "$@" --publish "127.0.0.1:$at:$container_port"
    else
        set -- "$@" --publish "$at:$container_port"
    fi
    [ -z "$environment_file" ] || set -- "$@" --env-file "$environment_file"
    docker create "$@" "$image" >/dev/null
}

start() { # CONTAINER
    docker start "$1" >/dev/null
}

answers() { # PORT
    [ -z "$health_path" ] ||
        curl --fail --silent --output /dev/null --noproxy '*' --max-time 5 "http://127.0.0.1:$1$health_path" 9>&-
}

health_of() { # CONTAINER: what its HEALTHCHECK says; nothing where it has none
    said=$(inspect "$1" .State.Health.Status) || said=
    case $said in starting | healthy | unhealthy) echo "$said" ;; esac
}

healthy() { # CONTAINER
    running "$1" || return 1
    case $(health_of "$1") in '' | healthy) answers "$(port_of "$1")" ;; *) return 1 ;; esac
}

wait_until_healthy() { # CONTAINER
    begun=$(date +%s) settled=0
    [ -n "$health_path$(health_of "$1")" ] || settled=$((begun + settle_seconds))
    while :; do
        if ! running "$1"; then
            log "$1 ended with exit code $(inspect "$1" .State.ExitCode)"
            return 1
        fi
        now=$(date +%s)
        if [ "$now" -ge "$settled" ] && healthy "$1"; then
            log "$1 is healthy"
            return 0
        fi
        if [ $((now - begun)) -ge "$health_seconds" ]; then
            log "$1 did not get healthy within $health_seconds seconds"
            return 1
        fi
        pause 0.3
    done
}

log_in() {
    [ "$login" != none ] || return 0
    export DOCKER_CONFIG="$state/docker"
    mkdir -p "$DOCKER_CONFIG" || return 1
    registry=${repository%%/*}
    if [ "$login" = credential-helper ]; then
        printf '{"credHelpers":{"%s":"ecr-login"}}\n' "$registry" >"$DOCKER_CONFIG/config.json"
        return
    fi
    region=${registry#*.dkr?ecr.}
    password=$(aws ecr get-login-password --region "${region%%.*}" 9>&-) || return 1
    printf '%s' "$password" | docker login --username AWS --password-stdin "$registry" >/dev/null
}

log_out() {
    [ "$login" != aws-cli ] || rm -f "$state/docker/config.json"
}

pull() {
    ! docker image inspect "$image" >/dev/null 2>&1 || return 0
    log "pulls $image"
    pulled=1
    if log_in && docker pull --quiet "$image" >/dev/null; then
        pulled=0
    fi
    log_out
    return $pulled
}

# Written before anything is switched, since there may be no room; renaming needs none.
stage() {
    before=$(image_of "$name")
    if [ -z "$before" ] || [ "$before" = "$image" ]; then
        before=$(cat "$state/previous" 2>/dev/null || true)
    fi
    printf '%s\n' "$before" >"$state/next.previous" &&
        printf '%s\n' "$image" >"$state/next.current" &&
        printf '%s\n' "$settings" >"$state/next.settings"
}

commit() {
    for kept in previous settings current; do
        [ ! -f "$state/next.$kept" ] || mv "$state/next.$kept" "$state/$kept"
    done
}

prune() {
    kept="$image $(image_of "$name") $(cat "$state/previous" 2>/dev/null || true)"
    for digest in $(docker image ls --digests --format "{""{.Digest}""}" "$repository"); do
        case " $kept " in *" $repository@$digest "* | *" $repository@$digest") continue ;; esac
        [ "$digest" = '<none>' ] || docker image rm "$repository@$digest" >/dev/null 2>&1 || continue
        log "removed the image $digest"
    done
}

remove() { # CONTAINER
    ! exists "$1" || docker rm --force --volumes "$1" >/dev/null
}

# The new version has the port. Each step leaves what heal recognizes.
finish() {
    if exists "$next"; then
        docker update --restart unless-stopped "$next" >/dev/null
        ! exists "$name" || docker rename "$name" "$old"
        docker rename "$next" "$name"
    fi
    commit
    if exists "$old"; then
        if running "$old"; then
            pause "$drain_seconds"
            docker stop --time "$stop_seconds" "$old" >/dev/null
        fi
        remove "$old"
        log "removed the version before"
    fi
}

# Whether the new version of a killed run had the port already.
took_over() {
    running "$next" || return 1
    exists "$name" || return 0
    [ "$(target)" = "$(port_of "$next")" ] || return 1
    [ "$(port_of "$next")" != "$(port_of "$name")" ] || ! running "$name"
}

heal() {
    remove "$check"
    if exists "$next"; then
        if took_over && healthy "$next"; then
            log "finishes what an earlier run began"
        else
            log "undoes what an earlier run began"
            exists "$name" || ! exists "$old" || docker rename "$old" "$name"
            ! running "$name" || point "$(port_of "$name")"
            remove "$next"
        fi
    fi
    if exists "$next" || exists "$old"; then
        finish
    fi
    exists "$name" || return 0
    running "$name" || start "$name" || true
    point "$(port_of "$name")"
}

roll_back() { # CONTAINER that did not get healthy
    if exists "$1"; then
        docker logs --tail 20 "$1" 2>&1 | sed 's/^/  | /'
    fi
    ! running "$name" || point "$(port_of "$name")" || true
    remove "$check"
    remove "$next"
    exists "$name" || fail 5 "$image is not healthy, and there is no version before it"
    running "$name" || start "$name" || true
    point "$(port_of "$name")" || true
    wait_until_healthy "$name" || fail 5 "$image is not healthy, and neither is $(image_of "$name"), which ran before"
    failed=$image image=$(image_of "$name")
    prune
    fail 1 "$failed did not get healthy: $image runs on"
}

free_port() {
    if exists "$name" && [ "$(port_of "$name")" = "$inner_port" ]; then
        echo $((inner_port + 1))
    else
        echo "$inner_port"
    fi
}

start_beside() {
    at=$(free_port)
    log "starts $image on port $at"
    { create "$next" "$at" && start "$next" && wait_until_healthy "$next"; } || roll_back "$next"
    { point "$at" && answers "$port"; } || roll_back "$next"
    log "port $port leads to port $at"
}

replace() {
    if exists "$name" && [ "$network$port_variable" != host ]; then
        at=$(free_port)
        log "tries $image on port $at"
        { create "$check" "$at" && start "$check" && wait_until_healthy "$check"; } || roll_back "$check"
        remove "$check"
    fi
    # Made before the old version stops, so that there is only a start in between.
    create "$next" "$port" || roll_back "$next"
    log "starts $image on port $port"
    if exists "$name"; then
        docker stop --time "$stop_seconds" "$name" >/dev/null || roll_back "$next"
    fi
    { start "$next" && point "$port" && wait_until_healthy "$next"; } || roll_back "$next"
}

runs_already() {
    [ "$(image_of "$name")" = "$image" ] || return 1
    [ "$(inspect "$name" 'index .Config.Labels "ecr-deploy.configuration"')" = "$configuration" ] || return 1
    wait_until_healthy "$name"
}

main() {
    [ $# -eq 1 ] || fail 2 "usage: deploy.sh REGISTRY/REPOSITORY@sha256:DIGEST"
    image=$1
    check_settings
    check_image
    describe_settings
    docker version >/dev/null || fail 3 "no Docker engine answers"
    mkdir -p "$state" || fail 3 "cannot write to $state"
    exec 9>"$state/lock" || fail 3 "cannot write to $state"
    flock --nonblock 9 || fail 4 "another deployment is at work"
    heal
    if runs_already; then
        log "$image runs already"
        exit 0
    fi
    prune
    pull || fail 3 "cannot pull $image: nothing was changed"
    stage || fail 3 "cannot write to $state: nothing was changed"
    if [ "$switch" = redirect ]; then
        start_beside
    else
        replace
    fi
    finish
    prune
    log "$image runs"
}

main "$@"
