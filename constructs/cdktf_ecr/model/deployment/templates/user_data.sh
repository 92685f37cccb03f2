#!/bin/sh
# Amazon Linux 2023: installs Docker and what logs it in to Amazon ECR, and runs what the parameter says.
set -eu

dnf install --assumeyes @packages@
mkdir -p /etc/docker /opt/ecr-deploy /var/lib/cloud/scripts/per-boot
# This log driver rotates what it writes; Docker's default one fills the disk.
echo '{"log-driver": "local"}' >/etc/docker/daemon.json
systemctl enable docker

cat >/opt/ecr-deploy/deploy.sh <<'END_OF_DEPLOY_SCRIPT'
@deploy_script@
END_OF_DEPLOY_SCRIPT

cat >"/opt/ecr-deploy/"@name@.env <<'END_OF_SETTINGS'
@settings@
END_OF_SETTINGS

boot=/var/lib/cloud/scripts/per-boot/ecr-deploy-@name@
cat >"$boot" <<'END_OF_BOOT_SCRIPT'
@boot_script@
END_OF_BOOT_SCRIPT
chmod 755 "$boot"
exec "$boot"
