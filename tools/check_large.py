"""Has NumPy, zipfile and unzip read a very large archive that NpyIO wrote, and compares.

    python3 tools/check_large.py KIND PATH

KIND is `large` or `large-compressed` (a member over 4 GiB: rows that are all the same), `large-stream` (the same, written without
seeking) or `many` (more than 65,535 members). Of `large` and `many` np.savez of NumPy 2.4 and later on Python 3.13 and later must
write the same bytes. Prints "all right" and what was done, or fails.
"""
import os
import shutil
import subprocess
import sys
import zipfile

import numpy as np

RULE = tuple(int(part) for part in np.__version__.split(".")[:2]) >= (2, 4) and sys.version_info >= (3, 13)
CHUNK = 1 << 24


def row():
    return np.arange(1 << 16, dtype="<i8") * 0x1234567 % 1000


def arrays_of(kind):
    if kind == "many":
        return {"a%d" % i: np.array([i], "<i4") for i in range(70000)}
    return {"before": np.array([1.5, 2.5]), "large": np.broadcast_to(row(), (8400, 1 << 16)), "after": np.array([3, 4, 5], "<i4")}


def same_files(ours, theirs):
    with open(ours, "rb") as one, open(theirs, "rb") as other:
        while True:
            left, right = one.read(CHUNK), other.read(CHUNK)
            if left != right:
                return False
            if not left:
                return True


def main(kind, path):
    expected = arrays_of(kind)
    with np.load(path) as archive:
        assert archive.files == list(expected), archive.files[:10]
        for name, array in expected.items():
            loaded = archive[name]
            assert loaded.dtype == array.dtype and loaded.shape == array.shape, name
            assert all((loaded[i] == array[i]).all() for i in range(len(array))), name
            del loaded
    done = ["NumPy %s" % np.__version__, "Python %d.%d" % sys.version_info[:2]]
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-tqq", path], check=True)
        done.append("unzip")
    if RULE and kind in ("large", "many"):
        np.savez(path + ".theirs.npz", **expected)
        assert same_files(path, path + ".theirs.npz"), "np.savez writes other bytes"
        os.remove(path + ".theirs.npz")
        done.append("np.savez writes the same bytes")
    print("all right: %s: %s" % (kind, ", ".join(done)))


if __name__ == "__main__":
    main(*sys.argv[1:])
