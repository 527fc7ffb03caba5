"""Writes files put together by hand and a manifest.json of what NumPy makes of each.

    python3 tools/make_headers.py DIR            (with the NumPy that is the rule; a Unix system)

Rows are those of make_golden.py. Where NumPy refuses a file, `error` is the exception's type and text instead; `warnings`
are those of loading; `stream_error` is what loading the same bytes from a stream raises (null: nothing) where that is not
what loading from a path does; `default_error` what it raises with NumPy's own limit on the header's length. `npyio_error`
marks files that NumPy reads and NpyIO refuses on purpose. Each file is loaded in a process of its own: some could end it.
"""
import io
import json
import os
import resource
import shutil
import sys
import warnings

import numpy as np

import golden_headers_dtypes
import golden_headers_files
import golden_headers_grammar
from golden_values import MANY, descr_of, dumps, loads, values, write_manifest

try:
    from numpy.lib import _format_impl as format_impl
except ImportError:
    format_impl = np.lib.format

MODULES = [golden_headers_grammar, golden_headers_dtypes, golden_headers_files]
LIMIT = 1 << 24                  # of the header's length: NumPy's own is 10,000
MEMORY = 4 << 30


def attempt(source, **options):
    """(array, None) or (None, the exception's type and text)."""
    try:
        return np.load(source, **options), None
    except BaseException as error:   # SystemError, MemoryError and RecursionError are answers too
        return None, told(error)


def told(error):
    """An exception's type and the beginning of its first line."""
    return ("%s: %s" % (type(error).__name__, error)).split("\n")[0][:300]


def facts(path):
    with open(path, "rb") as file:
        version = format_impl.read_magic(file)
        _, order, _ = format_impl._read_array_header(file, version, max_header_size=LIMIT)
        return "%d.%d" % version, order, file.tell()


def outcome(path, reencoded):
    """What NumPy says about one file, as members of its manifest row."""
    row = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        array, error = attempt(path, max_header_size=LIMIT)
    if caught:
        row["warnings"] = sorted({"%s: %s" % (w.category.__name__, w.message) for w in caught})
    warnings.simplefilter("ignore")
    with open(path, "rb") as file:
        stream_array, stream_error = attempt(io.BytesIO(file.read()), max_header_size=LIMIT)
    if error is not None:
        row["error"] = error
        if stream_error is None:
            row["stream_error"] = None
        return row
    if not isinstance(array, np.ndarray):
        return dict(row, error="not an array but %s" % type(array).__name__)
    if stream_error is not None:
        row["stream_error"] = stream_error
    elif stream_array.tobytes() != array.tobytes():
        row["stream_error"] = "other data"
    default = attempt(path)[1]
    if default is not None:
        row["default_error"] = default
    version, order, offset = facts(path)
    row.update(descr=descr_of(array.dtype), shape=list(array.shape), fortran_order=order, version=version,
               data_offset=offset, nbytes=array.nbytes)
    if array.dtype.hasobject:
        return dict(row, object=True, reencode=None)
    if max(array.shape, default=0) < MANY:
        row["values"] = values(array)
    try:
        np.save(reencoded, array)
        row["reencode"] = "headers/reencoded/" + os.path.basename(reencoded)
    except Exception as failure:
        os.remove(reencoded)
        row.update(reencode=None, save_error=told(failure))
    return row


def in_child(work, *arguments):
    """work(*arguments) in a process of its own with little memory: its result, or how the process ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with open(writing, "w") as pipe:
            pipe.write(dumps(work(*arguments)))
        os._exit(0)
    os.close(writing)
    with open(reading) as pipe:
        text = pipe.read()
    status = os.waitpid(child, 0)[1]
    return loads(text) if status == 0 else {"error": "the process ended with status %d" % status}


def share(folder, row, first):
    """Points `reencode` at an earlier file with the same bytes, if there is one."""
    if not row.get("reencode"):
        return
    path = os.path.join(folder, "reencoded", row["file"])
    with open(path, "rb") as file:
        same = first.setdefault(file.read(), row["reencode"])
    if same != row["reencode"]:
        os.remove(path)
        row["reencode"] = same


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "reencoded"))
    rows, first = [], {}
    for module in MODULES:
        for name, data, *remarks in module.cases():
            path = os.path.join(folder, name + ".npy")
            assert not os.path.exists(path), name
            with open(path, "wb") as file:
                file.write(data)
            row = {"name": name, "file": name + ".npy"}
            row.update(in_child(outcome, path, os.path.join(folder, "reencoded", name + ".npy")))
            for remark in remarks:
                row.update(remark)
            share(folder, row, first)
            rows.append(row)
    write_manifest(os.path.join(folder, "manifest.json"), rows)
    refused = sum("error" in row for row in rows)
    print("headers: %d files, %d read and %d refused by NumPy %s" % (len(rows), len(rows) - refused, refused, np.__version__))


if __name__ == "__main__":
    main(sys.argv[1])
