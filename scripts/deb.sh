#!/bin/sh
# Makes build/threatgate_VERSION_ARCH.deb of what `make install` puts in place.
# Needs dpkg-deb and dpkg-shlibdeps (dpkg-dev). Usage: scripts/deb.sh
set -eu
cd "$(dirname "$0")/.."

version=$(sed -n 's/^VERSION := //p' Makefile)
arch=$(dpkg --print-architecture)
root=build/deb/threatgate
rm -rf build/deb
mkdir -p "$root/DEBIAN" build/deb/debian

make -s all
make -s install DESTDIR="$PWD/$root" PREFIX=/usr INSTALL='install -p'
# The library is for programs that embed the gate: they build from source.
rm -rf "$root/usr/lib" "$root/usr/include"
strip "$root/usr/bin/threatgate"
find "$root/usr/share/man" -type f -exec gzip -9n {} + 2>/dev/null || :
install -D -m 644 LICENSE "$root/usr/share/doc/threatgate/copyright"

# dpkg-shlibdeps insists on a source package's control file.
echo 'Source: threatgate' >build/deb/debian/control
depends=$(cd build/deb && dpkg-shlibdeps -O threatgate/usr/bin/threatgate 2>/dev/null |
	sed -n 's/^shlibs:Depends=//p')
# libcurl is loaded when the first request is made: nothing in the program says so.
cat >"$root/DEBIAN/control" <<EOT
Package: threatgate
Version: $version
Architecture: $arch
Maintainer: The threatgate project <noreply@threatgate.invalid>
Section: devel
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends
Recommends: libcurl4 | libcurl3-gnutls, ca-certificates
Description: threat model gate for pull requests
 Reads what a change really does, holds it against the security checklist that
 its author filled in and against the threat models beside the code, and says
 pass or fail.
EOT
dpkg-deb --build --root-owner-group -Zxz "$root" "build/threatgate_${version}_$arch.deb"
