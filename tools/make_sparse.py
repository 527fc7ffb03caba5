"""Writes golden sparse matrices with the SciPy beside the NumPy that runs this, and a manifest.json of what SciPy reads back.

    python3 tools/make_sparse.py DIR [saved]

DIR is emptied first. With `saved` only what save_npz writes, not what is put together by hand. A row holds name, file, `format`, `shape`, `is_array`, `parts` (by name in the archive's order, each with
`descr`, `shape` and `values`), `compressed` and, by SciPy's own arithmetic, `dense` (`null` where SciPy has none for the
dtype); `error` instead where this SciPy cannot load what it wrote. `by_hand` marks what no save_npz of this SciPy wrote.
"""
import os
import shutil
import sys
import warnings

import numpy as np
import scipy
import scipy.sparse as sparse

from golden_bits import random_numbers
from golden_values import descr_of, values, write_manifest

FORMATS = ["csr", "csc", "coo", "bsr", "dia"]
TABLE = [[0, 1, 0, 2, 0, 0], [0, 0, 0, 0, 0, 0], [3, 0, 0, 0, 0, 4], [0, 0, 5, 0, 6, 0]]
NEW = tuple(int(part) for part in scipy.__version__.split(".")[:2])


def matrix(kind, dtype="<f8", table=None):
    """A matrix of a format, or an array of it (`csr_array`)."""
    return getattr(sparse, kind)(np.array(TABLE if table is None else table).astype(dtype))


def formats():
    for name in FORMATS:
        yield name, matrix(name + "_matrix")
        yield name + "-empty", matrix(name + "_matrix", table=np.zeros((3, 2)))
        if NEW >= (1, 8):
            yield name + "-array", matrix(name + "_array")


def dtypes():
    for code in "? i1 u1 <i2 <u4 <i8 <f4 <c8 <c16 <f16".split():
        yield "dtype-" + code.replace("?", "bool").replace("<", ""), matrix("csr_matrix", code)
    yield "dtype-coo-u8", matrix("coo_matrix", "<u8", np.array(TABLE, "<u8") + (np.uint64(1 << 63) * np.array(TABLE, "<u8") & np.uint64(1 << 63)))


def shapes():
    yield "no-rows", sparse.csr_matrix((0, 4))
    yield "no-columns", sparse.csc_matrix((3, 0))
    yield "one", matrix("coo_matrix", table=[[7]])
    yield "one-empty", matrix("dia_matrix", table=[[0]])
    yield "wide", sparse.csr_matrix(([1.5, 2.5], ([0, 2], [5_000_000_000, 7])), shape=(3, 6_000_000_000))
    yield "tall", sparse.csc_matrix(([1, 2], ([99_999, 7], [0, 1])), shape=(100_000, 2))
    if NEW >= (1, 15):
        yield "one-axis", sparse.csr_array(np.array([0, 1, 0, 2]))
    if NEW >= (1, 17):
        yield "one-axis-coo", sparse.coo_array(np.array([0, 1, 0, 2]))
        yield "three-axes-coo", sparse.coo_array(np.array([[[0, 1], [0, 0]], [[2, 0], [0, 3]], [[0, 0], [4, 0]]], "<i2"))


def contents():
    rows, columns, data = [0, 2, 0, 2, 0], [1, 0, 1, 5, 3], np.array([1, 2, 3, 0, 5], "<i4")
    yield "coo-duplicates", sparse.coo_matrix((data, (rows, columns)), shape=(4, 6))
    yield "csr-duplicates-unsorted", sparse.csr_matrix((data, [3, 1, 3, 5, 0], [0, 3, 3, 5, 5]), shape=(4, 6))
    yield "csr-longer-data", longer(sparse.csr_matrix((data, [3, 1, 3, 5, 0], [0, 3, 3, 5, 5]), shape=(4, 6)))
    yield "csc-long-indices", wide_indices(matrix("csc_matrix"))
    yield "bsr-blocks", sparse.bsr_matrix(random_numbers("<i2", "bsr", (6, 8)), blocksize=(2, 4))
    yield "bsr-sparse-blocks", sparse.bsr_matrix((np.arange(12, dtype="<c16").reshape(2, 2, 3), [1, 0], [0, 1, 2]), shape=(4, 6))
    yield "dia-offsets", sparse.dia_matrix((np.arange(1, 16, dtype="<f4").reshape(3, 5), [2, -1, 0]), shape=(4, 5))
    yield "dia-short", sparse.dia_matrix((np.arange(1, 5, dtype="<i8").reshape(2, 2), [0, 3]), shape=(6, 7))
    yield "dia-long", sparse.dia_matrix((np.arange(1, 17, dtype="<i8").reshape(2, 8), [-2, 1]), shape=(3, 4))
    yield "larger", sparse.csr_matrix(np.where(random_numbers("u1", "larger", (30, 20)) < 40, random_numbers("<i2", "larger-values", (30, 20)), 0))


def longer(result):
    """Data and indices with room at their ends, which the pointers leave out."""
    result.data, result.indices = np.append(result.data, [9, 9]).astype("<i4"), np.append(result.indices, [0, 0]).astype("<i4")
    return result


def wide_indices(result):
    result.indices, result.indptr = result.indices.astype("<i8"), result.indptr.astype("<i8")
    return result


def by_hand():
    """Archives as no save_npz of today writes them, but load_npz reads them."""
    parts = dict(indices=np.array([1, 0], "<i4"), indptr=np.array([0, 1, 2], "<i4"), shape=(2, 2), data=np.array([1.0, 2.0]))
    yield "hand-text-format", dict(parts, format="csr")
    yield "hand-other-order", dict(data=parts["data"], shape=(2, 2), format=b"csc", indptr=parts["indptr"], indices=parts["indices"])
    yield "hand-big-endian", dict({name: np.asarray(part).astype(np.asarray(part).dtype.newbyteorder(">")) for name, part in parts.items()}, format=b"csr")
    yield "hand-unsigned-indices", dict(parts, format=b"csr", indices=np.array([1, 0], "<u4"))
    yield "hand-fortran-data", dict(offsets=np.array([0, 1], "<i4"), format=b"dia", shape=(3, 3), data=np.asfortranarray(np.arange(6.0).reshape(2, 3)))
    yield "hand-more-members", dict(parts, format=b"csr", note=np.array("more"))
    yield "hand-small-shape", dict(parts, format=b"csr", shape=np.array([2, 2], "u1"))
    yield "hand-not-array", dict(parts, format=b"csr", _is_array=False)
    if NEW >= (1, 17):
        yield "hand-coords", dict(coords=np.array([[0, 1], [1, 0]], "<i4"), format=b"coo", shape=(2, 2), data=parts["data"])


def row_of(folder, name, compressed):
    path = os.path.join(folder, name + ".npz")
    row = {"name": name, "file": name + ".npz", "compressed": compressed}
    with np.load(path) as archive:
        row["parts"] = {key: {"descr": descr_of(part.dtype), "shape": list(part.shape), "values": values(part)} for key, part in archive.items()}
        row["is_array"] = bool(archive["_is_array"]) if "_is_array" in archive.files else False
    try:
        loaded = sparse.load_npz(path)
    except Exception as error:
        row["error"] = "%s: %s" % (type(error).__name__, error)
        return row
    row.update(format=loaded.format, shape=list(loaded.shape), dense=dense(loaded))
    return row


def dense(loaded):
    if max(loaded.shape) > 1000:
        return None
    try:
        return values(loaded.toarray())
    except ValueError:   # not of this dtype
        return None


def main(folder, only=None):
    warnings.simplefilter("ignore")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    rows = []
    for group in (formats, dtypes, shapes, contents):
        for name, array in group():
            for prefix, compressed in (("stored-", False), ("deflated-", True)):
                if compressed and group is not formats:
                    continue
                sparse.save_npz(os.path.join(folder, prefix + name + ".npz"), array, compressed=compressed)
                rows.append(row_of(folder, prefix + name, compressed))
    for name, parts in by_hand() if only != "saved" else ():
        np.savez(os.path.join(folder, name + ".npz"), **parts)
        rows.append(dict(row_of(folder, name, False), by_hand=True))
    write_manifest(os.path.join(folder, "manifest.json"), rows)
    print("SciPy %s: %d sparse matrices, %d that it cannot load itself" % (scipy.__version__, len(rows), sum("error" in row for row in rows)))


if __name__ == "__main__":
    main(*sys.argv[1:])
