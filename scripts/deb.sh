#!/bin/sh
# Makes build/threatgate_VERSION_ARCH.deb: the program with shared libraries, its
# manual pages, guides and completions. Needs dpkg-dev. Usage: scripts/deb.sh
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
version=$(sed -n 's/^VERSION := //p' Makefile)
build=build/shared
: "${DEB_MAINTAINER:=The threatgate project <noreply@threatgate.invalid>}"
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || date +%s)}"
export SOURCE_DATE_EPOCH

arch=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
pkg=$root/pkg
doc=$pkg/usr/share/doc/threatgate

umask 022
make -s -j2 O="$build" STATIC=no all
make -s O="$build" STATIC=no DESTDIR="$pkg" PREFIX=/usr install
# The library for programs that embed the gate is installed from source.
rm -rf "$pkg/usr/lib" "$pkg/usr/include"
mkdir -p "$pkg/usr/share/zsh/vendor-completions" "$doc" "$pkg/DEBIAN" "$root/debian"
mv "$pkg/usr/share/zsh/site-functions/_threatgate" "$pkg/usr/share/zsh/vendor-completions/"
rmdir "$pkg/usr/share/zsh/site-functions"
strip --remove-section=.comment --remove-section=.note "$pkg/usr/bin/threatgate"
gzip -9n "$pkg"/usr/share/man/man?/*

cp README.md docs/*.md "$doc/"
cat >"$doc/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: threatgate

Files: *
Copyright: 2026 The threatgate authors
License: Apache-2.0

License: Apache-2.0
 On Debian systems the full text of the Apache License, version 2.0, is in
 /usr/share/common-licenses/Apache-2.0.
END
{
	printf 'threatgate (%s) unstable; urgency=medium\n\n' "$version"
	printf '  * See CHANGELOG.md of the source.\n\n'
	printf ' -- %s  %s\n' "$DEB_MAINTAINER" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$doc/changelog.gz"

# Which packages the libraries come from.
printf 'Source: threatgate\n\nPackage: threatgate\nArchitecture: any\n' >"$root/debian/control"
depends=$(cd "$root" && dpkg-shlibdeps -O pkg/usr/bin/threatgate 2>/dev/null |
	sed -n 's/^shlibs:Depends=//p')
size=$(du -k -s "$pkg/usr" | cut -f 1)

cat >"$pkg/DEBIAN/control" <<END
Package: threatgate
Version: $version
Architecture: $arch
Maintainer: $DEB_MAINTAINER
Installed-Size: $size
Depends: $depends
Recommends: git, libcurl4 | libcurl3-gnutls, ca-certificates
Section: devel
Priority: optional
Description: threat model gate and pull request checklist enforcer
 threatgate reads what a change really does, holds that against the security
 checklist in the pull request and against the threat models beside the code,
 and says pass or fail.
 .
 It runs in continuous integration, as a pre-push hook, and by hand. Nothing of
 the change is ever executed.
END
(cd "$pkg" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

find "$pkg" -newermt "@$SOURCE_DATE_EPOCH" -print0 |
	xargs -0r touch --no-dereference --date="@$SOURCE_DATE_EPOCH"
dpkg-deb --root-owner-group -Zxz --build "$pkg" "build/threatgate_${version}_$arch.deb" >/dev/null
echo "build/threatgate_${version}_$arch.deb"
