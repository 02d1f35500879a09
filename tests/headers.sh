#!/bin/sh
# Every header compiles alone, twice and under strict flags: whoever
# includes it needs to know of no other. Public headers also as C11.
# Usage: CC=... CFLAGS=... tests/headers.sh, in the project's root.
set -eu

cc=${CC:-cc}
strict='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes
  -Wmissing-prototypes -Wundef -Wwrite-strings -Wcast-qual -Werror'
bad=0
n=0

check() { # LANGUAGE STANDARD HEADER FLAGS
  # The flags are lists of words.
  # shellcheck disable=SC2086
  # The last line: a header of macros alone would leave an empty unit.
  printf '#include "%s"\n#include "%s"\nextern int compiled;\n' "$3" "$3" |
    $cc -x "$1" -std="$2" $4 ${CFLAGS:-} -I. -Iinclude -fsyntax-only - ||
    { echo "headers: $3 does not compile alone ($2)" >&2; bad=1; }
  n=$((n + 1))
}

for header in $(find include src cmd -name '*.h' | sort); do
  check c c17 "$header" "$strict"
done
for header in include/threatgate/*.h; do
  check c c11 "$header" "$strict"
done

[ "$bad" = 0 ] && echo "headers: $n checks, all compile alone"
exit "$bad"
