#!/bin/sh
# The gate on the example repository: two pull requests, one that fails and one
# that passes. demo.sh PROGRAM
set -u

here=$(cd "$(dirname "$0")" && pwd)
program=$1
dir=$(mktemp -d "${TMPDIR:-/tmp}/threatgate-demo.XXXXXX")
trap 'rm -rf "$dir"' EXIT INT TERM
export THREATGATE_TODAY=2026-11-02

"$here/make-example.sh" "$dir/shop" || exit 3

show() {
	echo
	echo "== $2"
	echo '$ '"threatgate check --base main --head $1 --body $1.md"
	echo
	"$program" check --repo "$dir/shop" --base main --head "$1" \
		--body "$dir/shop.bodies/$1.md"
	echo "(exit status $?)"
}

show 01-button-colour 'A change of CSS: nothing to ask'
show 02-export-without-guard 'A new endpoint, and a checklist that says "No" to everything'
show 03-export-with-guard 'The same endpoint, guarded, explained, and in the threat model'
