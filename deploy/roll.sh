#!/bin/sh
# Replaces the gateway's replicas one by one, for a new image or configuration: a new one joins and is healthy before an
# old one leaves, which first lets its open answers end. To be run in the folder of docker-compose.yml.
set -eu
old=$(docker compose ps --quiet gateway)
count=$(printf '%s\n' "$old" | wc -l)
for container in $old; do
  docker compose up --detach --wait --no-deps --no-recreate --scale "gateway=$((count + 1))" gateway
  docker stop "$container"
  docker rm "$container"
done
