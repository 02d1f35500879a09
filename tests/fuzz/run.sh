#!/bin/sh
# Runs fuzz targets, two at a time, and says what each did. Fails when one found
# a crash, a leak, a broken promise, or an input that takes five seconds or a
# gigabyte. Usage: tests/fuzz/run.sh PROGRAM BUILD-FOLDER SECONDS TARGET...
set -eu

program=$1 build=$2 seconds=$3
shift 3
failed=$build/fuzz-failed
mkdir -p "$failed"

run_one() {
  name=$1
  found=$build/fuzz-corpus/$name
  seeds=tests/fuzz/corpus/$name
  words=tests/fuzz/$name.dict
  [ -f "$words" ] || words=tests/fuzz/words.dict
  mkdir -p "$found"
  if TARGET=$name "$program" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
    -max_len=20000 -dict="$words" -artifact_prefix="$failed/$name-" \
    -print_final_stats=1 "$found" "$seeds" >"$found.log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$found.log")
    printf 'ok      %-12s %9s runs\n' "$name" "$runs"
  else
    printf 'FAILED  %-12s see %s\n' "$name" "$found.log"
    touch "$failed/$name"
  fi
}

for name in "$@"; do
  rm -f "$failed/$name"
done
while [ $# -gt 0 ]; do
  run_one "$1" &
  [ $# -lt 2 ] || { shift; run_one "$1" & }
  shift
  wait
done
[ -z "$(find "$failed" -type f ! -name '*-*')" ] || exit 1
