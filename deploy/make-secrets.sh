#!/bin/sh
# Makes the files of deploy/secrets/ that docker-compose.yml hands to its services. A file that is there stays as it is.
# Containers read them as different users, so the files are readable, and the folder is only yours.
set -eu
umask 022
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
chmod 0700 "$folder"

# write NAME TEXT
write() {
  if [ -e "$folder/$1" ]; then return; fi
  printf '%s\n' "$2" >"$folder/$1"
  echo "made $folder/$1"
}

random() {
  openssl rand -hex 32
}

write tollgate_master_key "sk-master-$(random)"
write tollgate_secret "$(random)"
write tollgate_secret_previous ''
write grafana_admin_password "$(random)"

# An admin key whose role is "viewer" does as well; see docs/operations.md.
write metrics_key "$(cat "$folder/tollgate_master_key")"

# Two files have to say the same.
write postgres_password "$(random)"
write database_url "postgresql://tollgate:$(cat "$folder/postgres_password")@postgres:5432/tollgate"

# Redis reads its users from a file: the gateway's may use its own keys and channels, and cannot administer.
write redis_url "redis://tollgate:$(random)@redis:6379"
password=$(sed 's|.*tollgate:\(.*\)@.*|\1|' "$folder/redis_url")
write redis_users "user default off
user tollgate on >$password ~tollgate:* &tollgate:* +@all -@admin -@dangerous +info"

if [ ! -s "$folder/anthropic_api_key" ]; then
  touch "$folder/anthropic_api_key"
  echo "Write your organisation's key into $folder/anthropic_api_key."
fi
