#!/usr/bin/env bash
# Makes testdata/ anew: every golden array, archive, sparse matrix and pickle by every NumPy, the foreign headers and the views by the newest.
#
#   tools/make-golden.sh ROOTS [SUITE...]     (as root; ROOTS as tools/make-roots.sh left it; the newest suite last)
#
# The files are the same each time; `git diff` shows what a change of the cases changed.
set -euo pipefail

roots=${1:?usage: tools/make-golden.sh ROOTS [SUITE...]}
shift
suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(bullseye bookworm trixie forky)
here=$(cd "$(dirname "$0")" && pwd)
testdata=$here/../testdata
newest=${suites[-1]}

# run SUITE SCRIPT ARGS...: the scripts and their output live in a folder of the root's /tmp.
run() {
  local root=$roots/$1; shift
  chroot "$root" env -C /tmp/npyio LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 python3 "$@"
}

for suite in "${suites[@]}"; do
  rm -rf "$roots/$suite/tmp/npyio"
  mkdir -p "$roots/$suite/tmp/npyio/testdata"
  cp "$here"/*.py "$roots/$suite/tmp/npyio/"
  version=$(run "$suite" -c 'import numpy; print(numpy.__version__)')
  run "$suite" make_golden.py "testdata/numpy-$version"
  # What zipfile writes without np.savez comes from the oldest and the newest; sparse matrices put together by hand from the newest.
  archives=(savez) sparse=(saved)
  [ "$suite" != "${suites[0]}" ] || archives=()
  [ "$suite" != "$newest" ] || archives=() sparse=()
  run "$suite" make_archives.py "testdata/numpy-$version/archives" "${archives[@]}"
  run "$suite" make_sparse.py "testdata/numpy-$version/sparse" "${sparse[@]}"
  run "$suite" make_pickles.py "testdata/numpy-$version/pickles"
  if [ "$suite" != "$newest" ]; then
    mkdir -p "$roots/$newest/tmp/npyio-others"
    rm -rf "$roots/$newest/tmp/npyio-others/numpy-$version"
    mv "$roots/$suite/tmp/npyio/testdata/numpy-$version" "$roots/$newest/tmp/npyio-others/"
  fi
done

work=$roots/$newest/tmp/npyio/testdata
mv "$roots/$newest"/tmp/npyio-others/* "$work/" && rmdir "$roots/$newest/tmp/npyio-others"
run "$newest" finish_golden.py testdata
run "$newest" finish_archives.py testdata
run "$newest" make_headers.py testdata/headers
run "$newest" make_views.py testdata/views

rm -rf "$testdata"/numpy-* "$testdata/headers" "$testdata/views"
mkdir -p "$testdata"
cp -r "$work"/* "$testdata/"
for suite in "${suites[@]}"; do rm -rf "$roots/$suite/tmp/npyio"; done
du -sh --apparent-size "$testdata"
