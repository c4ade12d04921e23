#!/bin/sh
# Makes the files of docker-compose.yml that are missing: secrets at random, the rest empty, which is "not set".
# Only you can enter the folder. The files in it can be read by whoever runs in the containers, where each is seen alone.
set -eu
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
chmod 700 "$folder"

keep() {
  if [ ! -e "$folder/$1" ]; then cat >"$folder/$1"; fi
  chmod 444 "$folder/$1"
}

openssl rand -hex 24 | keep database_password
openssl rand -hex 48 | keep secret_key
openssl rand -base64 32 | keep field_keys
openssl rand -hex 24 | keep metrics_token
for name in email_url email_webhook_secret sms_url vapid_private_key; do
  keep "$name" </dev/null
done
