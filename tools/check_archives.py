"""Has NumPy, Python's zipfile and Info-ZIP's unzip (where there is one) read the archives that NpyIO wrote, and compares.

    python3 tools/check_archives.py DIR

DIR/manifest.json is a list of rows: `file`; `members_of`, an archive that must have the same members with the same content, in
whatever order; `same_bytes`, whether it must be the same file altogether. Prints one line, after one for each failure; exits 1 if there was any.
"""
import os
import shutil
import subprocess
import sys
import warnings
import zipfile

import numpy as np

from golden_values import descr_of, read_manifest, split_file

WARNED = 1   # unzip's exit status for names that it would change in extracting, such as ../x


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def complaints(path, row, unzip):
    """What is wrong with one archive: nothing, if all is well."""
    members = contents(path)
    if sorted(members) != sorted(contents(row["members_of"])):
        yield "the members differ"
    with zipfile.ZipFile(path) as archive:
        bad = archive.testzip()
        if bad is not None:
            yield "zipfile finds a bad member " + repr(bad)
    if row["same_bytes"]:
        with open(path, "rb") as ours, open(row["members_of"], "rb") as theirs:
            if ours.read() != theirs.read():
                yield "the bytes differ"
    with np.load(path) as ours, np.load(row["members_of"]) as theirs:
        if sorted(ours.files) != sorted(theirs.files):
            yield "NumPy's names are %s, expected %s" % (ours.files, theirs.files)
        for name, data in members:
            array = ours[name]
            _, header, _ = split_file(data)
            if descr_of(array.dtype) != descr_of(theirs[name].dtype) or array.shape != header["shape"]:
                yield "NumPy loads another array " + repr(name)
    if unzip:
        run = subprocess.run([unzip, "-tqq", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if run.returncode not in (0, WARNED):
            yield "unzip ends with %d: %s" % (run.returncode, run.stdout.decode("utf-8", "replace").strip())


def main(folder):
    warnings.simplefilter("ignore")
    unzip = shutil.which("unzip")
    rows = read_manifest(os.path.join(folder, "manifest.json"))
    failed = 0
    for row in rows:
        try:
            wrong = list(complaints(os.path.join(folder, row["file"]), row, unzip))
        except Exception as error:
            wrong = ["%s: %s" % (type(error).__name__, error)]
        failed += bool(wrong)
        if wrong:
            print("%s: %s" % (row["file"], "; ".join(wrong)))
    print("%d archives checked, %d failed (NumPy %s, Python %s, %s)" % (
        len(rows), failed, np.__version__, sys.version.split()[0], "unzip" if unzip else "no unzip"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
