#!/usr/bin/env bash
# Builds the Action's image without a Docker engine and runs it as the runner
# would: workspace of another user, /github paths, environment. Needs root,
# buildah, debootstrap and the packages of `make deps`.
# Usage: tests/github/image.sh [FOLDER] [MIRROR]
#   FOLDER keeps base, image and layers for the next time (default: build/image)
set -euo pipefail
cd "$(dirname "$0")/../.."
top=$PWD
folder=${1:-build/image}
mirror=${2:-} # empty: debootstrap's own default
mkdir -p "$folder"
cd "$folder"

image() { buildah --storage-driver overlay --root "$PWD/store" --runroot "$PWD/run" "$@"; }
now() { date +%s%3N; }

# A base of one's own: the real one is smaller, what we add to it is the same.
if ! image inspect --type image debian:bookworm-slim >/dev/null 2>&1; then
  [ -d rootfs ] || debootstrap --variant=minbase --include=ca-certificates \
    bookworm rootfs ${mirror:+"$mirror"}
  base=$(image from scratch)
  image add -q "$base" rootfs /
  image config --cmd /bin/bash --env PATH=/usr/sbin:/usr/bin:/sbin:/bin "$base"
  image commit -q "$base" docker.io/library/debian:bookworm-slim
  image rm "$base" >/dev/null
fi

start=$(now)
image bud -q --layers --isolation chroot --pull-never --ignorefile "$top/.dockerignore" \
  -t threatgate:test "$top"
echo "built in $((($(now) - start) / 1000)) s"
image images --format '{{.Name}}:{{.Tag}}  {{.Size}}' | grep -v none

# The stand-in answers in the background; its environment is the runner's.
coproc stand_in { node "$top/tests/github/try.mjs" --serve; }
server=$!
trap 'kill "$server" 2>/dev/null' EXIT
declare -A env
while IFS='=' read -r name value <&"${stand_in[0]}"; do
  value=${value#\'}
  env[${name#export }]=${value%\'}
  [ "${name#export }" = GITHUB_WORKSPACE ] && break
done

rm -rf github && mkdir -p github/{home,workflow,file_commands}
cp -r "${env[GITHUB_WORKSPACE]}" github/workspace
cp "${env[GITHUB_EVENT_PATH]}" github/workflow/event.json
touch github/file_commands/{summary,output}
chown -R 1001:1001 github
env[GITHUB_WORKSPACE]=/github/workspace
env[GITHUB_EVENT_PATH]=/github/workflow/event.json
env[GITHUB_STEP_SUMMARY]=/github/file_commands/summary
env[GITHUB_OUTPUT]=/github/file_commands/output
env[HOME]=/github/home
env[INPUT_REPORT]=report.json

options=(--isolation chroot --workingdir /github/workspace)
for part in workspace home workflow file_commands; do
  options+=(-v "$PWD/github/$part:/github/$part")
done
for name in "${!env[@]}"; do options+=(--env "$name=${env[$name]}"); done
container=$(image from --pull-never localhost/threatgate:test)

start=$(now)
image run "${options[@]}" "$container" -- /bin/true
echo "an empty container: $(($(now) - start)) ms"
start=$(now)
status=0
image run "${options[@]}" "$container" -- /usr/local/bin/threatgate github \
  >github/log 2>&1 || status=$?
echo "the gate in it: $(($(now) - start)) ms, exit $status"
image rm "$container" >/dev/null

head -3 github/log
[ "$status" = 1 ] && grep -q '^FAIL' github/log
grep -q contradicted github/file_commands/summary
grep -q '^verdict<<' github/file_commands/output
test -s github/workspace/report.json
echo 'the image does what the Action needs'
