#!/usr/bin/env bash
# Installs four generations of NumPy and SciPy, each into a Debian folder of its own that chroot can run.
#
#   tools/make-roots.sh DIR [SUITE...]     (as root, on Debian; DIR outside the repository)
#
# bullseye has NumPy 1.19 and SciPy 1.6, bookworm 1.24 and 1.10, trixie 2.2 and 1.15, forky the newest. A folder that is complete is left as it is.
set -euo pipefail

roots=${1:?usage: tools/make-roots.sh DIR [SUITE...]}
shift
suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(bullseye bookworm trixie forky)

command -v debootstrap >/dev/null || { apt-get update -q; apt-get install -qy debootstrap; }
# The mirror is whichever one this machine's own apt uses.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Created-By: Packages' | sed -n 1p)
scripts=/usr/share/debootstrap/scripts

mkdir -p "$roots"
for suite in "${suites[@]}"; do
  root=$roots/$suite
  if [ ! -e "$root/.complete" ]; then
    rm -rf --one-file-system "$root"
    script=$scripts/$suite
    [ -e "$script" ] || script=$scripts/sid   # a suite newer than this debootstrap
    debootstrap --variant=minbase "$suite" "$root" "$mirror" "$script"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    chroot "$root" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -qy --no-install-recommends python3-numpy python3-scipy python3-joblib unzip
    chroot "$root" apt-get clean
    touch "$root/.complete"
  fi
  printf '%s: ' "$suite"
  chroot "$root" python3 -c 'import numpy, scipy, sys; print("NumPy", numpy.__version__, "SciPy", scipy.__version__, "Python", sys.version.split()[0])'
done
