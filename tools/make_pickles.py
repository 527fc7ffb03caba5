"""Writes pickles, .npy files of Python objects and joblib files with the Python, NumPy and joblib that run this, and a manifest.json of what `npyio cat --json` is to say of each.

    python3 tools/make_pickles.py DIR

DIR is emptied first. Rows hold name, file, kind (`pickle`, `joblib` or `npy`) and value.
"""
import collections
import datetime
import decimal
import fractions
import os
import pickle
import shutil
import sys
import warnings

import joblib
import numpy as np

from golden_objects import array_json, object_json
from golden_values import dumps

NEWEST = int(np.__version__.split(".")[0]) >= 2


def plain():
    shared = [1, 2]
    yield "none", None
    yield "numbers", [True, False, 0, 1, 255, 256, 65535, 65536, -1, 2**31, -2**31 - 1, 2**63, -2**200, 0.1, -0.0, float("nan"), float("inf"), 1e300, 1 - 2j]
    yield "texts", ["", "a", "ä€😀", "\ud800", "x" * 300, b"", b"\x00\xff", b"y" * 300, bytearray(b"ab"), bytearray()]
    yield "containers", {"t": (), "t1": (1,), "t2": (1, 2), "t3": (1, 2, 3), "t4": (1, 2, 3, 4), "l": [[], {}], 7: {"set"}, None: frozenset(["f"]), (1, "k"): [shared, shared]}
    yield "many", list(range(1500)) + [{i: i for i in range(1100)}]
    yield "times", [datetime.date(1, 1, 1), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999), datetime.datetime(2021, 3, 4), datetime.time(1, 2, 3, 4),
                    datetime.timedelta(-1, 86399, 999999), datetime.datetime(2021, 3, 4, tzinfo=datetime.timezone.utc),
                    datetime.datetime(2021, 3, 4, 5, 6, 7, 8, tzinfo=datetime.timezone(datetime.timedelta(hours=-5, minutes=-30)))]
    yield "exact", [decimal.Decimal("1.10"), decimal.Decimal("-Infinity"), decimal.Decimal("1E+1000"), fractions.Fraction(-1, 3), range(3), range(10, 0, -3), slice(None), slice(1, "x", None)]
    yield "dictionaries", [collections.OrderedDict([("b", 1), ("a", 2)]), collections.defaultdict(list, {1: [2]}), collections.defaultdict(None, {})]


def arrays():
    yield "matrix", np.array([[0, 1], [2, 3]])
    for code in ["?", "i1", "u1", "<i2", ">i2", "<u8", "<f2", ">f4", "<f8", "<c8", ">c16", "S3", "<U2", ">U2", "V4", "<f16"]:
        array = np.zeros((2, 3), code)
        array.reshape(-1).view("u1")[: array.nbytes // 2] = 1 if code != ">U2" else 0
        yield "of-" + code.replace("<", "l").replace(">", "b").replace("?", "bool"), array if code not in ("<U2",) else np.array([["ä", "bc", ""]] * 2)
    yield "dates", np.array(["2020-01-01", "NaT"], "M8[25s]")
    yield "spans", np.array([5, -7], ">m8[ns]")
    yield "fortran", np.asfortranarray(np.arange(6.0).reshape(2, 3))
    yield "strided", np.arange(10)[::3]
    yield "empty", np.zeros((0, 3))
    yield "no-axes", np.array(7.5)
    yield "records", np.array([(1, "x", [1.5, 2])], [("a", "<i4"), ("b", "U3"), ("c", "<f8", (2,))])
    yield "titles", np.zeros(2, [(("Title", "n"), "<i2"), ("m", ">f4")])
    yield "aligned", np.zeros(2, np.dtype([("a", "i1"), ("b", "<f8")], align=True))
    yield "padded", np.zeros(1, {"names": ["a", "b"], "formats": ["<i4", "<f8"], "offsets": [4, 16], "itemsize": 32})
    yield "large", (np.arange(70000) % 7).astype("u1")
    yield "scalars", [np.float32(1.5), np.int8(-3), np.bool_(True), np.str_("q"), np.bytes_(b"w"), np.datetime64("2020-02-29"), np.complex128(1j)]
    yield "classes", [np.matrix([[1, 2]]), np.rec.array([(1, 2.5)], dtype=[("x", "<i4"), ("y", "<f8")]), np.dtype("<f4"), np.dtype([("a", "<i2")])]
    yield "masked", np.ma.array([1.5, 2.5], mask=[False, True], fill_value=9.5)
    objects = np.empty((2, 2), object)
    objects[0, 0], objects[0, 1], objects[1, 1] = "text", {"k": np.arange(3)}, [np.array([None, "inner"], object)]
    yield "objects", objects
    mixed = np.zeros(2, [("n", "<i4"), ("o", "O"), ("f", "<f8")])
    mixed["o"] = ["a", None]
    yield "object-records", mixed
    same = np.arange(4)
    yield "shared", {"x": same, "y": [same, same.reshape(2, 2)]}
    if NEWEST:
        yield "strings", np.array(["a", "", "ä" * 40], np.dtypes.StringDType())
        yield "strings-missing", np.array(["a", None], np.dtypes.StringDType(na_object=None))


def of_numpy(value):
    return {"arrays": {"": array_json(value)["data"]}}


def main(folder):
    warnings.simplefilter("ignore")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    rows = []

    def add(name, kind, value):
        rows.append({"name": name, "file": name, "kind": kind, "value": value})
        return os.path.join(folder, name)

    for name, value in [*plain(), *arrays()]:
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            if name in ("many", "large") and protocol not in (2, 4):
                continue
            with open(add("%s-%d.pkl" % (name, protocol), "pickle", {"value": object_json(value)}), "wb") as file:
                pickle.dump(value, file, protocol)
    for name, value in arrays():
        if isinstance(value, np.ndarray) and not isinstance(value, np.ma.MaskedArray) and value.dtype.hasobject:
            np.save(add(name + ".npy", "npy", of_numpy(value)), value)
    kept = {"epoch": 7, "rates": [0.5, None]}
    np.save(add("item.npy", "npy", {"arrays": {"": object_json(kept)}}), kept)
    model = {"w": np.arange(6.0).reshape(2, 3), "f": np.asfortranarray(np.arange(6).reshape(2, 3)), "b": np.arange(3, dtype=">f4"), "n": {"o": np.array(["a", None], object)}, "s": "text"}
    for name, compress in [("plain", 0), ("zlib", ("zlib", 3)), ("gzip", ("gzip", 3)), ("bz2", ("bz2", 3)), ("lzma", ("lzma", 3)), ("xz", ("xz", 3))]:
        joblib.dump(model, add("%s.joblib" % name, "joblib", {"value": object_json(model)}), compress=compress)
    joblib.dump(np.arange(4), add("single.joblib", "joblib", {"value": object_json(np.arange(4))}))
    with open(os.path.join(folder, "manifest.json"), "w") as file:
        file.write("[\n" + ",\n".join(dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main(sys.argv[1])
