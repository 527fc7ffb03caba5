"""Writes every golden case with the NumPy that runs this, and a manifest.json of what NumPy itself reads back.

    python3 tools/make_golden.py DIR

DIR is emptied first. Rows hold name, file, descr, shape, fortran_order, version, data_offset, nbytes and values (or
`"object": true`, or `error`); `reencode` is filled in by tools/finish_golden.py, which needs the newest NumPy.
"""
import os
import shutil
import sys
import warnings

import numpy as np

import golden_cases_layout
import golden_cases_numbers
import golden_cases_records
import golden_cases_text
from golden_values import MANY, descr_of, load, split_file, values, write_manifest

MODULES = [golden_cases_numbers, golden_cases_text, golden_cases_records, golden_cases_layout]


def write_case(path, array, version):
    if version is None:
        np.save(path, array)
        return
    with open(path, "wb") as file:
        np.lib.format.write_array(file, np.asanyarray(array), version=version)


def row_of(folder, name):
    """The manifest row of a written file, by what NumPy loads from it."""
    path = os.path.join(folder, name + ".npy")
    with open(path, "rb") as file:
        data = file.read()
    row = {"name": name, "file": name + ".npy"}
    version, header, offset = split_file(data)
    try:
        array = load(path, allow_pickle=True)
    except Exception as error:
        row["error"] = "%s: %s" % (type(error).__name__, error)
        return row
    row.update(descr=descr_of(array.dtype), shape=list(array.shape), fortran_order=header["fortran_order"],
               version=version, data_offset=offset)
    if array.dtype.hasobject:
        row["object"] = True
    else:
        row["nbytes"] = len(data) - offset
        if max(array.shape, default=0) < MANY:
            row["values"] = values(array)
        assert array.nbytes == len(data) - offset, name
    return row


def main(folder):
    warnings.simplefilter("ignore")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    rows, refused = [], []
    for module in MODULES:
        for name, array, *rest in module.cases():
            try:
                write_case(os.path.join(folder, name + ".npy"), array, rest[0] if rest else None)
            except Exception as error:
                os.remove(os.path.join(folder, name + ".npy"))
                refused.append("%s: %s: %s" % (name, type(error).__name__, error))
                continue
            rows.append(row_of(folder, name))
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names), "case names must be unique"
    write_manifest(os.path.join(folder, "manifest.json"), rows)
    print("NumPy %s: %d cases, %d read back with an error" % (np.__version__, len(rows), sum("error" in r for r in rows)))
    for line in refused:
        print("  not saved by this NumPy: " + line)


if __name__ == "__main__":
    main(sys.argv[1])
