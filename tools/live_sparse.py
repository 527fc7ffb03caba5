"""The SciPy side of the live test of sparse matrices in pickles and joblib files.

    python3 tools/live_sparse.py make FOLDER     saves each matrix below at every protocol as FOLDER/NAME-PROTOCOL.pkl, and with joblib as FOLDER/NAME-plain.joblib and NAME-zlib.joblib;
                                                 prints the number of matrices
    python3 tools/live_sparse.py check FOLDER    loads what NpyIO made of them, FOLDER/NAME-….again.N, and compares with the matrices below; prints "N checked, N failed"

A matrix that NpyIO only describes (lil, dok) has a name that begins with "described-".
"""
import os
import pickle
import random
import sys
import warnings

import joblib
import numpy as np
import scipy.sparse as sparse

TABLE = [[0, 1, 0, 2, 0, 0], [0, 0, 0, 0, 0, 0], [3, 0, 0, 0, 0, 4], [0, 0, 5, 0, 6, 0]]
FORMATS = ["csr", "csc", "coo", "bsr", "dia"]
DESCRIBED = ["lil", "dok"]
FLAVOURS = ["matrix", "array"] if hasattr(sparse, "csr_array") else ["matrix"]
DTYPES = "? i1 u1 i2 u2 i4 u4 i8 u8 f4 f8 f16 c8 c16 c32".split()


def classes(formats):
    return [(name, flavour, getattr(sparse, "%s_%s" % (name, flavour))) for name in formats for flavour in FLAVOURS]


def matrices():
    result = {}
    for name, flavour, cls in classes(FORMATS):
        result["%s-%s" % (name, flavour)] = cls(np.array(TABLE, float))
        result["%s-%s-empty" % (name, flavour)] = cls(np.zeros((3, 2)))
        result["%s-%s-no-rows" % (name, flavour)] = cls(np.zeros((0, 4)) if name != "bsr" else np.zeros((1, 1)))
        rng = random.Random(name + flavour)
        for number in range(3):
            table = np.array([[rng.choice([0, 0, rng.randint(1, 100)]) for _ in range(rng.randint(1, 1) * 7)] for _ in range(5)])
            result["%s-%s-random-%d" % (name, flavour, number)] = cls(table.astype(rng.choice(DTYPES)))
    for code in DTYPES:
        result["csr-of-" + code.replace("?", "bool")] = sparse.csr_matrix(np.array(TABLE).astype(code))
    rows, columns, data = [0, 2, 0, 2, 0], [1, 0, 1, 5, 3], np.array([1, 2, 3, 0, 5], "<i4")
    result["coo-duplicates"] = sparse.coo_matrix((data, (rows, columns)), shape=(4, 6))
    result["csr-duplicates-unsorted"] = sparse.csr_matrix((data, [3, 1, 3, 5, 0], [0, 3, 3, 5, 5]), shape=(4, 6))
    result["bsr-blocks"] = sparse.bsr_matrix((np.arange(1, 13, dtype="<c16").reshape(2, 2, 3), [1, 0], [0, 1, 2]), shape=(4, 6))
    result["dia-offsets"] = sparse.dia_matrix((np.arange(1, 16, dtype="<f4").reshape(3, 5), [2, -1, 0]), shape=(4, 5))
    result["wide"] = sparse.csr_matrix(([1.5, 2.5], ([0, 2], [5_000_000_000, 7])), shape=(3, 6_000_000_000))
    long = sparse.csc_matrix(np.array(TABLE, "f4"))
    long.indices, long.indptr = long.indices.astype("i8"), long.indptr.astype("i8")
    result["long-indices"] = long
    flagged = sparse.csr_matrix(np.array(TABLE, float))
    flagged.sum_duplicates()   # gives it attributes of its own
    result["flagged"] = flagged
    for name, make in [("one-axis-csr", lambda: sparse.csr_array(np.array([0, 1, 0, 2]))), ("one-axis-coo", lambda: sparse.coo_array(np.array([0, 1, 0, 2]))),
                       ("three-axes-coo", lambda: sparse.coo_array(np.array([[[0, 1], [0, 0]], [[2, 0], [0, 3]]], "<i2")))]:
        try:
            array = make()
        except (ValueError, TypeError):   # only newer SciPys have them
            continue
        if array.ndim != 2:
            result[name] = array
    for name, flavour, cls in classes(DESCRIBED):
        result["described-%s-%s" % (name, flavour)] = cls(np.array(TABLE, float))
        result["described-%s-%s-empty" % (name, flavour)] = cls(np.zeros((3, 2)))
        result["described-%s-%s-of-c8" % (name, flavour)] = cls(np.array(TABLE, "c8"))
    return result


def make(folder):
    for name, matrix in matrices().items():
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with open(os.path.join(folder, "%s-%d.pkl" % (name, protocol)), "wb") as file:
                pickle.dump(matrix, file, protocol)
        joblib.dump(matrix, os.path.join(folder, name + "-plain.joblib"))
        joblib.dump(matrix, os.path.join(folder, name + "-zlib.joblib"), compress=3)
    return len(matrices())


def parts(matrix):
    return [getattr(matrix, name) for name in ("indices", "indptr", "row", "col", "offsets") if name in FORMAT_PARTS.get(matrix.format, ()) and matrix.ndim == 2]


FORMAT_PARTS = {"csr": ("indices", "indptr"), "csc": ("indices", "indptr"), "bsr": ("indices", "indptr"), "coo": ("row", "col"), "dia": ("offsets",)}


def differs(found, expected):
    """What differs; None if nothing does. Whatever SciPy computes must also work on what was found."""
    if type(found) is not type(expected) or found.format != expected.format:
        return "%s, not %s" % (type(found), type(expected))
    if found.dtype != expected.dtype or found.shape != expected.shape:
        return "%s %s" % (found.dtype, found.shape)
    if not all(mine.dtype == theirs.dtype and np.array_equal(mine, theirs) for mine, theirs in zip(parts(found), parts(expected))):
        return "parts"
    again = pickle.loads(pickle.dumps(found))   # before SciPy sums up duplicates, which it does in place
    repr(found), str(found)
    if max(found.shape, default=0) < 1000:
        if found.dtype.itemsize <= 16 and not np.array_equal(found.toarray(), expected.toarray()):
            return "values"
        if found.ndim == 2 and (found != expected).nnz != 0:
            return "(found != expected).nnz is %d" % (found != expected).nnz
        if found.ndim == 2:
            found.tocsr().sum(), found.tocoo().tocsc(), found.T.copy(), abs(found.tocsr())
    return None if found.ndim != 2 or (again != expected).nnz == 0 else "pickled again"


def check(folder):
    checked = failed = 0
    expected = matrices()
    for file in sorted(name for name in os.listdir(folder) if ".again." in name):
        path = os.path.join(folder, file)
        name = file[:file.index(".again.")].rsplit("-", 1)[0]
        checked += 1
        try:
            if "joblib" in file[file.index(".again."):]:
                found = joblib.load(path)
            else:
                with open(path, "rb") as stream:
                    found = pickle.load(stream)
            wrong = differs(found, expected[name])
        except Exception as error:
            wrong = repr(error)
        if wrong:
            failed += 1
            print("%s: %.300s" % (file, wrong))
    print("%d checked, %d failed" % (checked, failed))
    return failed


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1] == "make":
        print(make(sys.argv[2]))
    else:
        sys.exit(1 if check(sys.argv[2]) else 0)
