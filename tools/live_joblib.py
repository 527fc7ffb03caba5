"""The joblib side of the live test.

    python3 tools/live_joblib.py data           prints the folder of joblib's own test files
    python3 tools/live_joblib.py make FOLDER    saves the values below in every compression this joblib has; prints the files' names, one a line
    python3 tools/live_joblib.py check FOLDER   loads every file in FOLDER, also mapped, and compares it with the values below; prints "N checked, N failed"

The values are those of tests/NpyIO.Tests/Live/JoblibValues.cs.
"""
import os
import sys
import warnings

import joblib
import numpy as np


def values():
    grid = np.arange(12.0).reshape(3, 4) / 4
    return {
        "grid": grid,
        "fortran": np.asfortranarray(grid),
        "big": np.arange(5, dtype=">i2"),
        "booleans": np.array([True, False, True]),
        "complex": np.array([1 + 2j, -0.5j]),
        "text": np.array(["a", "bcd"]),
        "bytes": np.array([b"x", b"yz"]),
        "dates": np.array(["2020-02-29", "NaT"], "M8[D]"),
        "records": np.array([(1, 2.5), (3, -0.5)], [("a", "<i4"), ("b", "<f8")]),
        "scalar": np.array(7.5),
        "empty": np.zeros((0, 3), "<f4"),
        "long": np.arange(100000, dtype="<i4"),
        "objects": np.array([1, "abc", None, np.arange(2)], dtype=object),
        "matrix": np.matrix([[1, 2], [3, 4]], dtype="<i8"),
        "nested": [1, (2, np.arange(3, dtype="<i8")), {"k": np.arange(2, dtype="<i8")}],
        "plain": [None, True, 2 ** 70, 1.5, "d\u00e9j\u00e0", b"\x00\xff"],
    }


def same(found, expected):
    if isinstance(expected, np.ndarray):
        if not isinstance(found, np.ndarray) or found.shape != expected.shape or found.dtype.newbyteorder("=") != expected.dtype.newbyteorder("="):
            return False
        if expected.dtype.hasobject:
            return all(same(f, e) for f, e in zip(found.ravel(), expected.ravel()))
        return np.ascontiguousarray(found).astype(expected.dtype).tobytes() == np.ascontiguousarray(expected).tobytes()
    if type(found) is not type(expected):
        return False
    if isinstance(expected, dict):
        return list(found) == list(expected) and all(same(found[key], expected[key]) for key in expected)
    if isinstance(expected, (list, tuple)):
        return len(found) == len(expected) and all(same(f, e) for f, e in zip(found, expected))
    return found == expected


def make(folder):
    joblib.dump(values(), os.path.join(folder, "None-0"))
    print("None-0")
    for protocol in range(2, 6):
        name = "None-%d" % protocol
        joblib.dump(values(), os.path.join(folder, name), protocol=protocol)
        print(name)
    for method, name in [("zlib", "Zlib"), ("gzip", "Gzip"), ("bz2", "Bzip2"), ("lzma", "Lzma"), ("xz", "Xz"), ("lz4", "Lz4")]:
        if method == "lz4":
            try:
                import lz4.frame   # noqa: F401
            except ImportError:
                continue
        for level in (1, 3, 9):
            joblib.dump(values(), os.path.join(folder, "%s-%d" % (name, level)), compress=(method, level))
            print("%s-%d" % (name, level))


def mapped(array):
    while array is not None and not isinstance(array, np.memmap):
        array = getattr(array, "base", None)
    return array is not None


def check(folder):
    checked = failed = 0
    warnings.simplefilter("error", UserWarning)   # of arrays that are not aligned
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        for mode in [None, "r"] if name.startswith("None") else [None]:
            checked += 1
            try:
                found = joblib.load(path, mmap_mode=mode)
                wrong = [key for key, value in values().items() if key not in found or not same(found[key], value)]
                wrong += ["not mapped"] if mode and not mapped(found["grid"]) else []
                wrong += ["not aligned"] if mode and not (found["grid"].flags.aligned and found["grid"].ctypes.data % 16 == 0) else []
                wrong += ["keys"] if list(found) != list(values()) else []
            except Exception as error:   # whatever it is, it is to be told
                wrong = [repr(error)]
            if wrong:
                failed += 1
                print(name, mode, *wrong)
    print("%d checked, %d failed" % (checked, failed))
    return failed


if __name__ == "__main__":
    if sys.argv[1] == "data":
        print(os.path.join(os.path.dirname(joblib.__file__), "test", "data"))
    elif sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        sys.exit(1 if check(sys.argv[2]) else 0)
