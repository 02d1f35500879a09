#!/bin/sh
# Installs what building and testing need and what is missing, without questions.
# Nothing is touched, and no package manager is asked, when all is there.
# Usage: scripts/deps.sh [--list]   (--list: print what is missing, install nothing)
set -eu

# What must be found | Debian, Ubuntu | Alpine | Fedora | Homebrew
# pc: a pkg-config module; h: a header; cmd: one of several commands
needs='
cmd:cc,gcc,clang      | gcc libc6-dev          | gcc musl-dev linux-headers | gcc glibc-devel  | -
cmd:clang             | clang                  | clang                 | clang                 | llvm
cmd:pkg-config        | pkg-config             | pkgconf               | pkgconf-pkg-config    | pkgconf
cmd:git               | git                    | git                   | git                   | git
cmd:curl-config       | libcurl4-openssl-dev   | curl-dev              | libcurl-devel         | curl
pc:libgit2            | libgit2-dev            | libgit2-dev           | libgit2-devel         | libgit2
pc:libdeflate         | libdeflate-dev         | libdeflate-dev        | libdeflate-devel      | libdeflate
pc:jansson            | libjansson-dev         | jansson-dev           | jansson-devel         | jansson
pc:libfyaml           | libfyaml-dev           | libfyaml-dev          | libfyaml-devel        | libfyaml
pc:libpcre2-8         | libpcre2-dev           | pcre2-dev             | pcre2-devel           | pcre2
pc:expat              | libexpat1-dev          | expat-dev             | expat-devel           | expat
pc:libcmark-gfm       | libcmark-gfm-dev libcmark-gfm-extensions-dev | cmark-gfm-dev | cmark-gfm-devel | cmark-gfm
pc:check              | check                  | check-dev             | check-devel           | check
cmd:node              | nodejs                 | nodejs                | nodejs                | node
cmd:npm               | npm ca-certificates    | npm                   | nodejs-npm            | node
cmd:clang-tidy        | clang-tidy             | clang-extra-tools     | clang-tools-extra     | llvm
cmd:cppcheck          | cppcheck               | cppcheck              | cppcheck              | cppcheck
'

there() { # pc:NAME or cmd:NAME[,NAME...]
  case $1 in
  pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
  cmd:*)
    for name in $(echo "${1#cmd:}" | tr , ' '); do
      command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
    ;;
  esac
}

column=0
for manager in apt-get apk dnf brew; do
  column=$((column + 1))
  command -v "$manager" >/dev/null 2>&1 && break
  manager=
done

missing=
packages=
while IFS='|' read -r need debian alpine fedora homebrew; do
  need=${need%% *}
  [ -n "$need" ] || continue
  there "$need" && continue
  missing="$missing ${need#*:}"
  case $column in
  1) packages="$packages $debian" ;;
  2) packages="$packages $alpine" ;;
  3) packages="$packages $fedora" ;;
  *) packages="$packages $homebrew" ;;
  esac
done <<EOT
$needs
EOT

[ -n "$missing" ] || exit 0
if [ "${1:-}" = --list ]; then
  echo "missing:$missing"
  exit 1
fi
packages=$(echo "$packages" | tr ' ' '\n' | grep -v '^-*$' | sort -u | tr '\n' ' ')
if [ -z "$manager" ]; then
  echo "deps: missing:$missing; install them: no apt-get, apk, dnf or brew here" >&2
  exit 1
fi

as_root=
if [ "$(id -u)" != 0 ] && [ "$manager" != brew ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "deps: missing:$missing; run as root: $manager install $packages" >&2
    exit 1
  fi
  as_root=sudo
fi

echo "deps: installing $packages"
# Package names are lists of words.
# shellcheck disable=SC2086
case $manager in
apt-get)
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends $packages >/dev/null
  ;;
apk) $as_root apk add --quiet $packages ;;
dnf) $as_root dnf install -y -q $packages ;;
brew) brew install --quiet $packages ;;
esac </dev/null
