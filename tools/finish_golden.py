"""Fills in what only the newest NumPy can say: the file that re-saving each golden file must equal.

    python3 tools/finish_golden.py TESTDATA        (with the NumPy whose np.save is the rule; after make_golden.py for all)

Every file in TESTDATA/numpy-*/ is loaded and saved again. `reencode` becomes the path below TESTDATA of a file with exactly
those bytes: the same case by this NumPy where it is that, else one written to numpy-<this>/reencoded/. It is null for arrays
of objects and for files that this NumPy refuses; those get `error`, and what the older NumPy read is removed.
"""
import ast
import os
import sys
import warnings

import numpy as np

from golden_values import descr_of, dumps, load, read_manifest, values, write_manifest

OURS = "numpy-" + np.__version__


def resave(path):
    """The bytes np.save writes to a path, which for strided records are not those it writes to a stream."""
    array = load(path)
    temporary = path + ".tmp.npy"
    np.save(temporary, array)
    with open(temporary, "rb") as file:
        data = file.read()
    os.remove(temporary)
    return array, data


def expected(testdata, folder, row):
    """The `reencode` path of one row, checked against what the row says."""
    array, data = resave(os.path.join(testdata, folder, row["file"]))
    ours = descr_of(array.dtype)
    assert ast.literal_eval(ours) == ast.literal_eval(row["descr"]), (folder, row["name"], ours, row["descr"])
    row["descr"] = ours   # which characters repr escapes is a matter of Python's version
    if "values" in row:
        assert dumps(values(array)) == dumps(row["values"]), (folder, row["name"], "values differ between generations")
    name = "%s/%s" % (OURS, row["file"])
    target = os.path.join(testdata, name)
    if os.path.exists(target) and open(target, "rb").read() == data:
        return name
    name = "%s/reencoded/%s" % (OURS, row["file"])
    target = os.path.join(testdata, name)
    assert not os.path.exists(target) or open(target, "rb").read() == data, (name, "two generations disagree")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(data)
    return name


def finish(testdata, folder):
    path = os.path.join(testdata, folder, "manifest.json")
    rows = read_manifest(path)
    for row in rows:
        row["reencode"] = None
        if "error" in row or "object" in row:
            continue
        try:
            row["reencode"] = expected(testdata, folder, row)
        except (ValueError, TypeError, MemoryError) as error:
            row["error"] = "%s: %s" % (type(error).__name__, error)
            row.pop("values", None)
    write_manifest(path, rows)
    print("%s: %d rows, %d refused, %d without re-encoding, %d re-encoded differently" % (
        folder, len(rows), sum("error" in r for r in rows), sum(r["reencode"] is None for r in rows),
        sum("/reencoded/" in (r["reencode"] or "") for r in rows)))


def main(testdata):
    warnings.simplefilter("ignore")
    for folder in sorted(os.listdir(testdata)):
        if folder.startswith("numpy-"):
            finish(testdata, folder)


if __name__ == "__main__":
    main(sys.argv[1])
