#!/bin/sh
# Makes the example repository: make-example.sh DIR
# Branch `main` holds the order service; each folder of pull-requests/ becomes a
# branch of its name, with the pull request's body beside it in DIR.bodies/.
set -eu

here=$(cd "$(dirname "$0")" && pwd)/order-service
repo=$1

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Example GIT_AUTHOR_EMAIL=example@example.com
export GIT_COMMITTER_NAME=Example GIT_COMMITTER_EMAIL=example@example.com
export GIT_AUTHOR_DATE='2026-10-01T12:00:00Z' GIT_COMMITTER_DATE='2026-10-01T12:00:00Z'

mkdir -p "$repo" "$repo.bodies"
git init -q -b main "$repo"
cp -R "$here/base/." "$repo/"
git -C "$repo" add -A
git -C "$repo" commit -q -m 'The order service'

for pull in "$here"/pull-requests/*/; do
	name=$(basename "$pull")
	git -C "$repo" checkout -q -b "$name" main
	cp -R "$pull/files/." "$repo/"
	cp "$pull/body.md" "$repo.bodies/$name.md"
	git -C "$repo" add -A
	git -C "$repo" commit -q -m "$name"
done
git -C "$repo" checkout -q main
