#!/bin/sh
# Fails when a file of src/ includes a layer that stands below its own, when a
# library is used outside its files, or when a pure layer could touch the world.
# Usage: tests/layers.sh LAYER... (from top to bottom), in the project's root.
set -eu

layers="$*"
[ -n "$layers" ] || { echo 'usage: tests/layers.sh LAYER...' >&2; exit 2; }
includes=$(mktemp)
trap 'rm -f "$includes"' EXIT
bad=0

complain() {
  echo "layers: $1" >&2
  bad=1
}

# FILE:LINE:HEADER, one line for each #include of the project's sources.
find src cmd include -name '*.[ch]' | sort | while read -r file; do
  sed -n "s|^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]\([^>\"]*\)[>\"].*|\1|;t hit
    d
    :hit
    =;p" "$file" | paste - - | sed "s|^\([0-9]*\)	|$file:\1:|"
done >"$includes"

[ -s "$includes" ] || { echo 'layers: no #include was found' >&2; exit 1; }

# --- each layer includes only itself and those above it -------------------------
for dir in src/*/; do
  layer=${dir#src/}
  layer=${layer%/}
  case " $layers " in
  *" $layer "*) ;;
  *) complain "src/$layer is no layer that the Makefile knows" ;;
  esac
done

# A policy is made of values that two later layers define.
allowed_below() { # FILE LAYER
  [ "$1" = src/policy/policy.h ] && { [ "$2" = checklist ] || [ "$2" = model ]; }
}

above=
for layer in $layers; do
  above="$above $layer"
  grep "^src/$layer/" "$includes" | while IFS=: read -r file line header; do
    case $header in
    ../*/*)
      used=${header#../}
      used=${used%%/*}
      ;;
    *) continue ;; # its own layer, the public headers, or a library
    esac
    case " $above " in
    *" $used "*) ;;
    *)
      allowed_below "$file" "$used" ||
        echo "$file:$line: $layer must not include $used, which stands below it"
      ;;
    esac
  done
done >"$includes.bad"
if [ -s "$includes.bad" ]; then
  sed 's/^/layers: /' "$includes.bad" >&2
  bad=1
fi
rm -f "$includes.bad"

# --- each library has its files ----------------------------------------------------
only() { # HEADER-REGEX FILES-REGEX WHAT
  found=$(grep -E ":($1)\$" "$includes" | grep -vE "^($2):" || true)
  [ -z "$found" ] || complain "$3:
$found"
}

only 'pcre2.*' 'src/base/(regex|glob)\.c' 'PCRE2 belongs to src/base/regex.c and glob.c'
only 'cmark-gfm.*' 'src/markup/markdown\.c' 'cmark-gfm belongs to src/markup/markdown.c'
only 'libfyaml.*' 'src/markup/yaml\.c' 'libfyaml belongs to src/markup/yaml.c'
only 'expat.*' 'src/markup/xml\.c' 'expat belongs to src/markup/xml.c'
only 'git2(\.h|/.*)' 'src/git/[a-z_0-9]*\.[ch]' 'libgit2 belongs to src/git'
only 'curl/.*' 'src/github/http\.c' 'libcurl belongs to src/github/http.c'
only 'jansson\.h' 'src/(markup/json|report/[a-z_0-9]*|model/[a-z_0-9]*|github/[a-z_0-9]*)\.[ch]|cmd/[a-z_0-9]*\.c' \
  'jansson belongs to the reader and the writers of JSON'

# --- what judges is pure: no stdio, clock, environment, disk, network ---------------
for layer in rules checklist model gate report; do
  found=$(grep -E "^src/$layer/.*:(stdio\.h|time\.h|sys/.*|unistd\.h|fcntl\.h|dirent\.h|netdb\.h|signal\.h|locale\.h|\.\./base/file\.h|\.\./git/repo[a-z_]*\.h)\$" \
    "$includes" || true)
  [ -z "$found" ] || complain "src/$layer must stay pure:
$found"
  found=$(grep -nE '(^|[^_[:alnum:]])(getenv|setenv|printf|fprintf|puts|fopen|open|clock_gettime|gettimeofday|setlocale)\(' \
    "src/$layer"/*.[ch] 2>/dev/null || true)
  [ -z "$found" ] || complain "src/$layer must stay pure:
$found"
done

[ "$bad" = 0 ] && echo "layers: $(wc -l <"$includes") includes, all as they should be"
exit "$bad"
