"""Has NumPy load everything NpyIO wrote, and compares.

    python3 tools/check_reverse.py DIR [SAME_AS_ROOT]

DIR/manifest.json is a list of rows: `file`, `descr`, `shape`, `fortran_order`, optionally `values` (as `npyio cat --json`) and
`same_as` (a file by NumPy that must have the same bytes; relative to SAME_AS_ROOT, else to DIR). A row with `object` is not
loaded, a row with `error` is skipped, as is one that this NumPy is too old for (more than 32 axes, 10^10 empty rows). NumPy 2.4 and later must also save the loaded array as the same bytes; an older NumPy
must agree on dtype, shape and data. Prints one line, after one for each failure; exits 1 if there was any.
"""
import ast
import os
import sys
import tempfile
import warnings

import numpy as np

from golden_values import descr_of, load, read_manifest, same, split_file, values

NEWEST = tuple(int(part) for part in np.__version__.split(".")[:2]) >= (2, 4)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def resaved(array):
    """What np.save writes to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.npy")
        np.save(path, array)
        return read(path)


def same_header(ours, theirs):
    """Whether two files agree but for the form of the header."""
    (_, first, at), (_, second, other) = split_file(ours), split_file(theirs)
    return first == second and ours[at:] == theirs[other:]


def complaints(folder, root, row):
    """What is wrong with one row's file: nothing, if all is well."""
    path = os.path.join(folder, row["file"])
    data = read(path)
    if "same_as" in row and row["same_as"] is not None and data != read(os.path.join(root, row["same_as"])):
        yield "the bytes differ from " + row["same_as"]
    if "object" in row:
        return
    array = load(path)
    # Which characters repr escapes is a matter of Python's version, hence the detour.
    if ast.literal_eval(descr_of(array.dtype)) != ast.literal_eval(row["descr"]):
        yield "descr is %s, expected %s" % (descr_of(array.dtype), row["descr"])
    if list(array.shape) != row["shape"]:
        yield "shape is %s, expected %s" % (list(array.shape), row["shape"])
    if split_file(data)[1]["fortran_order"] != row["fortran_order"]:
        yield "fortran_order is not %s" % row["fortran_order"]
    if not array.flags["F_CONTIGUOUS" if row["fortran_order"] else "C_CONTIGUOUS"]:
        yield "NumPy loads another order than the header says"
    if "values" in row and not same(values(array), row["values"]):
        yield "values differ"
    again = resaved(array)
    if again != data if NEWEST else not same_header(again, data):
        yield "NumPy saves it differently"


def too_old(row, error):
    """Whether an older NumPy could not load this however it were written."""
    return not NEWEST and (len(row["shape"]) > 32 or isinstance(error, MemoryError))


def main(folder, root=None):
    warnings.simplefilter("ignore")
    rows = [row for row in read_manifest(os.path.join(folder, "manifest.json")) if "error" not in row]
    failed = skipped = 0
    for row in rows:
        try:
            wrong = list(complaints(folder, root or folder, row))
        except Exception as error:
            if too_old(row, error):
                skipped += 1
                continue
            wrong = ["%s: %s" % (type(error).__name__, error)]
        failed += bool(wrong)
        if wrong:
            print("%s: %s" % (row["file"], "; ".join(wrong)))
    print("%d checked, %d failed (NumPy %s, too old for %d more)" % (len(rows) - skipped, failed, np.__version__, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
