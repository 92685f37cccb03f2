#!/bin/sh
# At each boot: runs what the parameter says, or what ran last where the parameter cannot be read.
set -eu
name=@name@ parameter=@parameter@ region=@region@

set -a
# shellcheck source=/dev/null
. "/opt/ecr-deploy/$name.env"
state=${ECR_DEPLOY_STATE:-/var/lib/ecr-deploy}/$name
if [ -r "$state/settings" ]; then
    # Those of the latest deployment, which may be newer than this host.
    # shellcheck source=/dev/null
    . "$state/settings"
fi
set +a

wanted() {
    # The role's credentials are there some seconds after the host.
    for pause in 1 2 4 8 0; do
        aws ssm get-parameter --region "$region" --name "$parameter" --query Parameter.Value --output text && return
        sleep "$pause"
    done
    cat "$state/current"
}

systemctl start docker
deployed=none
# A deployment may write another image while this one starts.
while :; do
    image=$(wanted)
    case $image in none | "$deployed") break ;; esac
    sh /opt/ecr-deploy/deploy.sh "$image"
    deployed=$image
done
