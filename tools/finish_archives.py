"""Fills in what only the newest NumPy can say: the file that re-saving the arrays of each golden archive must equal.

    python3 tools/finish_archives.py TESTDATA      (with the NumPy whose np.savez is the rule; after make_archives.py for all)

Every archive in TESTDATA/numpy-*/archives/ that np.savez or np.savez_compressed wrote is loaded and saved by np.savez.
`reencode` becomes the path below TESTDATA of the archive with exactly those bytes, which this NumPy has written already.
"""
import os
import sys
import warnings

import numpy as np

from golden_values import exact, read_manifest, write_manifest

OURS = "numpy-%s/archives" % np.__version__
KINDS = ("stored-", "deflated-")


def resave(path, row):
    """The bytes that np.savez writes of all the arrays, under the names they have but for the .npy that it appends."""
    temporary = path + ".tmp.npz"
    with np.load(path) as archive:
        np.savez(temporary, **{m["name"][:-len(".npy")]: exact(archive.zip.read(m["name"]), archive[m["name"]]) for m in row["members"]})
    with open(temporary, "rb") as file:
        data = file.read()
    os.remove(temporary)
    return data


def finish(testdata, folder):
    path = os.path.join(testdata, folder, "manifest.json")
    rows = read_manifest(path)
    for row in rows:
        row["reencode"] = None
        if not row["savez"]:
            continue
        case = next(row["name"][len(kind):] for kind in KINDS if row["name"].startswith(kind))
        row["reencode"] = "%s/stored-%s.npz" % (OURS, case)
        with open(os.path.join(testdata, row["reencode"]), "rb") as file:
            assert file.read() == resave(os.path.join(testdata, folder, row["file"]), row), (folder, row["name"])
    write_manifest(path, rows)
    print("%s: %d archives, %d to be saved byte for byte" % (folder, len(rows), sum(row["savez"] for row in rows)))


def main(testdata):
    warnings.simplefilter("ignore")
    for folder in sorted(os.listdir(testdata)):
        if folder.startswith("numpy-"):
            finish(testdata, folder + "/archives")


if __name__ == "__main__":
    main(sys.argv[1])
