#!/bin/sh
# Starts the gateway in the first numbered folder of TOLLGATE_DATA_DIR that no other replica is in. A replica's folder
# holds its spend journal: whoever comes next goes on with what one that is gone has left. The system gives the lock up
# when the process ends, however it ends.
set -eu
cd "$(dirname "$0")/../.."

replicas=${TOLLGATE_DATA_DIR:-/data}
number=1
while [ "$number" -le 256 ]; do
  folder="$replicas/replica-$number"
  mkdir -p -m 0700 "$folder"
  exec 9>"$folder/in-use"
  if flock --nonblock 9; then
    export TOLLGATE_DATA_DIR="$folder"
    exec node --max-semi-space-size=32 dist/cli.js "$@"
  fi
  number=$((number + 1))
done
echo "All 256 folders of $replicas are in use." >&2
exit 1
