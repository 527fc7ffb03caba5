"""The Python side of the live test of pickles.

    python3 tools/live_pickles.py data                  prints the folder of NumPy's own old files
    python3 tools/live_pickles.py make FOLDER           pickles the values below at every protocol as FOLDER/N.pkl, and at 5 with the buffers out of band, FOLDER/5-K.bin beside FOLDER/buffers.pkl
    python3 tools/live_pickles.py check FOLDER          loads every .pkl in FOLDER and compares it with the values below; prints "N checked, N failed"
    python3 tools/live_pickles.py random FOLDER COUNT   saves random arrays in every form that has pickles in it, and what they hold, as FOLDER/SEED/NAME and FOLDER/SEED/facts.json
    python3 tools/live_pickles.py again FOLDER COUNT    loads what NpyIO made of them (such as objects-again.npy) and compares; prints "N checked, N failed"

The values are those of tests/NpyIO.Tests/Live/LivePickleValues.cs. Warnings of loading are errors.
"""
import collections
import datetime
import decimal
import fractions
import os
import pickle
import random
import struct
import sys
import warnings

import numpy as np

from golden_values import descr_of, dumps, values as json_values
from random_arrays import random_array

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
PLAIN = ["b1", "i1", "u1"]
WIDE = ["i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32", "M8[D]", "M8[25s]", "M8[ns]", "M8", "m8[h]", "m8[7ms]", "m8"]
SIZED = ["S3", "V5"]
NESTING = 200

# That a record is aligned (which has no part in equality) NumPy 2 does not read from the pickles of NumPy 1, whose way of saying it is NpyIO's; NumPy 1 refuses those of NumPy 2.
ALIGNMENT_COUNTS = np.__version__.startswith("1.")


def minutes(count):
    return datetime.timezone(datetime.timedelta(minutes=count))


def plain():
    return {
        "constants": [None, True, False, ()],
        "integers": [0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**200, -2**2100],
        "floats": [0.0, -0.0, 0.1, 1e300, 5e-324, float("nan"), float("inf"), float("-inf")],
        "complex": [1 - 2j, complex(-0.0, float("nan"))],
        "texts": ["", "a\n\\u0041\\", "\u00e9\u20ac\U0001f600", "\ud800", "\udfff\ud800", "\0\u2028", "x" * 300, "\u00e4" * 40000],
        "bytes": [b"", bytes(range(256)), b"y" * 70000],
        "bytearrays": [bytearray(), bytearray(range(256)), bytearray(b"z" * 70000)],
        "tuples": [(1,), (1, "a"), (1, 2, 3), (1, 2, 3, 4), ((),)],
        "many": [list(range(2500)), {number: -number for number in range(2500)}],
        "keys": {None: 1, 7: 2, 1.5: 3, "text": 4, b"bytes": 5, (1, "k", (None,)): 6, frozenset([1, 2]): 7, datetime.date(2020, 2, 29): 8},
        "sets": [set(), {"a"}, {1, 2, 3}, frozenset(), frozenset(["b", None])],
        "dates": [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)],
        "datetimes": [datetime.datetime(2021, 3, 4, 5, 6, 7, 8), datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999)],
        "zones": [datetime.datetime(2021, 3, 4, tzinfo=datetime.timezone.utc), datetime.datetime(2021, 3, 4, 5, 6, 7, 8, minutes(-330)), datetime.datetime(2021, 3, 4, tzinfo=minutes(840))],
        "times": [datetime.time(), datetime.time(1, 2, 3, 4), datetime.time(23, 59, 59, 999999)],
        "spans": [datetime.timedelta(), datetime.timedelta(-1, 86399, 999999), datetime.timedelta(10000000, 1, 2)],
        "decimals": [decimal.Decimal(text) for text in ["1.10", "-Infinity", "NaN", "1E+1000", "0E-10", "-0"]],
        "fractions": [fractions.Fraction(-1, 3), fractions.Fraction(2**100, 3)],
        "ranges": [range(3), range(10, 0, -3), range(2**70, 2**71)],
        "slices": [slice(None), slice(1, "x", (2,))],
        "dictionaries": [{}, collections.OrderedDict([("b", 1), ("a", 2)]), collections.defaultdict(list, {1: [2]}), collections.defaultdict(None, {})],
    }


def graphs():
    shared = [1]
    loop = ["loop"]
    loop.append(loop)
    ring = {}
    ring["self"] = ring
    inside = ([],)
    inside[0].append(inside)
    array = np.arange(3, dtype="<i4")
    around = np.empty(2, object)
    around[0], around[1] = "around", [around]
    deep = []
    for _ in range(NESTING):
        deep = [deep, (deep,)]
    return {"shared": [shared, (shared, shared), {"k": shared}], "loop": loop, "ring": ring, "inside": inside, "arrays": [array, array, array.reshape(3, 1)], "around": around, "deep": deep}


def of_bytes(code, shape):
    dtype = np.dtype(code)
    count = int(np.prod(shape, dtype=int)) * dtype.itemsize
    data = np.arange(count) % (2 if dtype.kind == "b" else 5)
    return np.frombuffer(data.astype("u1").tobytes(), dtype).reshape(shape).copy()


def arrays():
    named = {"of " + code: of_bytes(code, (2, 3)) for code in PLAIN + SIZED + [order + code for code in WIDE for order in "<>"]}
    grid = np.arange(6.0).reshape(2, 3)
    objects = np.empty((2, 2), object)
    objects[0, 0], objects[0, 1], objects[1, 1] = "text", {"k": np.arange(3, dtype="<i8")}, [np.array([None, "inner", np.array([1.5, None], object)], object)]
    mixed = np.zeros(2, [("n", ">i4"), ("o", "O"), ("t", "<M8[us]"), ("p", "O", (2,))])
    mixed["n"], mixed["o"], mixed["t"] = [5, -6], ["a", [None]], ["2020-02-29T01:02:03.000004", "NaT"]
    mixed["p"][0, 1] = 7
    named.update({
        "<U2": np.array([["\u00e4", "bc", ""]], "<U2"),
        ">U3": np.array([["\U0001f600", "bc", "def"]], ">U3"),
        "fortran": np.asfortranarray(grid),
        "steps": np.arange(10, dtype="<i8")[::3],
        "empty": np.zeros((0, 3), "<f4"),
        "no axes": np.array(7.5),
        "long": np.arange(20000, dtype=">u4"),
        "record": of_bytes([("a", "<i4"), ("b", ">f8"), ("c", "S3")], (3,)),
        "nested": of_bytes([("x", [("y", "<i2", (2, 3)), ("z", ">c8")]), ("m", "<M8[25s]", (2,))], (2,)),
        "titles": of_bytes([(("Title", "n"), "<i2"), ("m", ">f4")], (2,)),
        "aligned": np.zeros(2, np.dtype([("a", "i1"), ("b", "<f8")], align=True)),
        "padded": np.zeros(2, {"names": ["a", "b"], "formats": ["<i4", "<f8"], "offsets": [4, 16], "itemsize": 32}),
        "objects": objects,
        "fortran objects": np.asfortranarray(np.array([["a", 1, None], [2.5, "b", b"c"]], object)),
        "object without axes": np.array({"k": 1}, object),
        "no objects": np.empty((2, 0), object),
        "object records": mixed,
        "matrix": np.matrix([[1, 2], [3, 4]], dtype="<i8"),
        "recarray": np.rec.array([(1, 2.5), (3, -0.5)], dtype=[("x", "<i4"), ("y", "<f8")]),
        "masked": np.ma.array([1.5, 2.5], mask=[False, True], fill_value=9.5),
        "masked without fill": np.ma.array(np.array([[1, 2], [3, 4]], "<i8"), mask=[[False, True], [True, False]]),
    })
    return named


def dtypes():
    return [np.dtype(code) for code in ["?", "<f4", ">i2", "<c32", "S3", "<U3", ">U3", "V7", "O", "<M8[25s]", ">m8[ns]", "<M8"]] + [
        np.dtype([("a", "<i2"), ("b", [("c", "S1")])]), np.dtype([("a", "i1"), ("b", "<f8")], align=True), np.dtype((">i4", (2, 3))), np.dtype([(("Title", "n"), "<i2")])]


def scalars():
    return [np.bool_(True), np.int8(-3), np.uint64(2**63), np.float16(0.5), np.float32(1.5), np.float64(-0.0), np.longdouble(1) / 4, np.complex64(1j), np.complex128(1 - 2j),
            np.str_("q\u00e4"), np.bytes_(b"w"), np.datetime64("2020-02-29"), np.datetime64("NaT", "25s"), np.timedelta64(-7, "ns"), np.void(b"abc"),
            np.array([(1, 2.5)], [("x", "<i4"), ("y", ">f8")])[0]]


def values():
    return {"plain": plain(), "graphs": graphs(), "arrays": arrays(), "dtypes": dtypes(), "scalars": scalars()}


class Comparison:
    """Two graphs of values: of equal types and contents, and what is one object in one of them is one in the other."""

    MUTABLE = (list, dict, set, bytearray, np.ndarray)

    def __init__(self, of_joblib=False, alignment_counts=ALIGNMENT_COUNTS):
        self.of_joblib = of_joblib   # which writes an array as often as it occurs, and loads all of them in native byte order
        self.alignment_counts = alignment_counts
        self.pairs = {}
        self.backwards = {}
        self.kept = []

    def differs(self, found, expected, place=""):
        """Where they differ; None where they do not."""
        if type(found) is not type(expected):
            return "%s: %s, not %s" % (place, type(found), type(expected))
        if isinstance(expected, np.ndarray) and self.of_joblib:
            return self.parts_differ(found, expected, place)
        if isinstance(expected, self.MUTABLE) or isinstance(expected, tuple) and expected:
            if id(expected) in self.pairs or isinstance(expected, self.MUTABLE) and id(found) in self.backwards:
                return None if self.pairs.get(id(expected)) == id(found) or isinstance(expected, tuple) else place + ": shared otherwise"
            self.pairs[id(expected)] = id(found)
            self.backwards[id(found)] = id(expected)
            self.kept.append((found, expected))
        return self.parts_differ(found, expected, place)

    def parts_differ(self, found, expected, place):
        if isinstance(expected, np.ma.MaskedArray):
            return self.first([(found.data, expected.data, ".data"), (np.ma.getmaskarray(found), np.ma.getmaskarray(expected), ".mask"), (found.fill_value, expected.fill_value, ".fill_value")], place)
        if isinstance(expected, np.ndarray):
            return self.arrays_differ(found, expected, place)
        if isinstance(expected, np.generic):
            return self.arrays_differ(np.asarray(found), np.asarray(expected), place)
        if isinstance(expected, np.dtype):
            return None if self.same_dtype(found, expected) else "%s: %r" % (place, found)
        if isinstance(expected, dict):
            if isinstance(expected, collections.defaultdict) and found.default_factory is not expected.default_factory:
                return place + ".default_factory"
            items = [(key, mine, "key") for key, mine in zip(found, expected)] + [(found.get(key), value, "[%r]" % (key,)) for key, value in expected.items()]
            return place + ": keys" if len(found) != len(expected) else self.first(items, place)
        if isinstance(expected, (list, tuple)):
            return place + ": length" if len(found) != len(expected) else self.first([(f, e, "[%d]" % i) for i, (f, e) in enumerate(zip(found, expected))], place)
        if isinstance(expected, (float, complex)):
            return None if bits(found) == bits(expected) else "%s: %r" % (place, found)
        if isinstance(expected, datetime.datetime):
            return None if found.replace(tzinfo=None) == expected.replace(tzinfo=None) and found.utcoffset() == expected.utcoffset() and found.fold == expected.fold else "%s: %r" % (place, found)
        if isinstance(expected, decimal.Decimal):
            return None if str(found) == str(expected) else "%s: %r" % (place, found)
        return None if found == expected else "%s: %.200r" % (place, found)

    def arrays_differ(self, found, expected, place):
        dtype = expected.dtype
        if dtype.kind not in "VO" and found.dtype.isnative:
            dtype = dtype.newbyteorder("=")   # NumPy's pickles mostly come so
        if not self.same_dtype(found.dtype, dtype) or found.shape != expected.shape:
            return "%s: %r %s" % (place, found.dtype, found.shape)
        if (found.flags.c_contiguous, found.flags.f_contiguous) != (expected.flags.c_contiguous, expected.flags.f_contiguous) and expected.flags.forc:
            return place + ": order"
        if expected.dtype.names is not None and expected.dtype.hasobject:
            return self.first([(np.asarray(found[name]), np.asarray(expected[name]), "." + name) for name in expected.dtype.names], place)
        if expected.dtype.kind == "O":
            return self.first([(f, e, "{%d}" % i) for i, (f, e) in enumerate(zip(found.ravel().tolist(), expected.ravel().tolist()))], place)
        if expected.dtype.kind == "T":
            return None if found.tolist() == expected.tolist() else place + ": texts"
        return None if element_bytes(found) == element_bytes(expected) else "%s: %.200r" % (place, found)

    def same_dtype(self, found, expected):
        if self.of_joblib:
            return found.newbyteorder("=") == expected.newbyteorder("=")
        if self.alignment_counts and found.isalignedstruct != expected.isalignedstruct:
            return False
        if sorted(field_keys(found)) != sorted(field_keys(expected)):
            return False
        return found == expected or repr(found) == repr(expected)   # to NumPy 1.19 records with fields without a width are never equal

    def first(self, items, place):
        for found, expected, part in items:
            difference = self.differs(found, expected, place + part)
            if difference:
                return difference
        return None


def field_keys(dtype, place=""):
    """What a dtype finds fields by, with their places: also titles, which have no part in equality."""
    yield "%s%s, flags %d" % (place, "()" if dtype.subdtype is not None else "", dtype.flags & 0x1B)
    if dtype.subdtype is not None:
        yield from field_keys(dtype.base, place + "()")
    elif dtype.names is not None:
        for key, field in dict(dtype.fields).items():
            yield "%s.%s%r" % (place, key, field[1:])
            yield from field_keys(field[0], "%s.%s" % (place, key))


def element_bytes(array):
    """The bytes of an array in native order, but for the padding of its records, which NumPy itself does not always keep."""
    if array.dtype.names is not None:
        return [element_bytes(array[name]) for name in array.dtype.names]
    return (array if array.dtype.isnative else array.byteswap()).tobytes()


def bits(number):
    number = complex(number)
    return [part != part or struct.pack("<d", part) for part in (number.real, number.imag)]


def make(folder):
    for protocol in PROTOCOLS:
        with open(os.path.join(folder, "%d.pkl" % protocol), "wb") as file:
            pickle.dump(values(), file, protocol)
    buffers = []
    with open(os.path.join(folder, "buffers.pkl"), "wb") as file:
        pickle.dump(values(), file, 5, buffer_callback=buffers.append)
    for number, buffer in enumerate(buffers):
        with open(os.path.join(folder, "5-%d.bin" % number), "wb") as file:
            file.write(buffer.raw())
    return len(buffers)


def strictly(load, path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return load(path)


def check(folder):
    failed = 0
    names = sorted(name for name in os.listdir(folder) if name.endswith(".pkl"))
    for name in names:
        difference = Comparison().differs(strictly(unpickled, os.path.join(folder, name)), values(), name)
        if difference:
            failed += 1
            print(difference)
    print("%d checked, %d failed" % (len(names), failed))
    return failed


def random_values(seed):
    """A random array as it is, in an array of objects, in plain data, and one of records with objects."""
    rng = random.Random(seed)
    array = random_array(rng)
    objects = np.empty(rng.choice([(), (3,), (2, 2), (0, 2)]), object)
    for index in np.ndindex(objects.shape):
        objects[index] = rng.choice([random_array(rng), None, "text", rng.random(), [random_array(rng)]])
    return {"array": array, "objects": np.asfortranarray(objects) if rng.random() < 0.3 else objects, "plain": [array, {"again": array, "other": random_array(rng)}]}


def random_files(folder):
    """Each form: name, how it is saved, how it is loaded."""
    yield from ((name, save, load) for name, save, load in [
        *[("%d.pkl" % protocol, lambda path, value, protocol=protocol: dump(path, value, protocol), unpickled) for protocol in PROTOCOLS],
        ("objects.npy", lambda path, value: np.save(path, value["objects"]), lambda path: np.load(path, allow_pickle=True)),
        ("item.npy", lambda path, value: np.save(path, np.array(value["plain"][1], object)), lambda path: np.load(path, allow_pickle=True)[()]),
        ("objects.npz", lambda path, value: np.savez(path, a=value["array"], o=value["objects"]), archived),
    ])
    try:
        import joblib
    except ImportError:
        return
    yield "plain.joblib", lambda path, value: joblib.dump(value, path), joblib.load
    yield "zlib.joblib", lambda path, value: joblib.dump(value, path, compress=3), joblib.load


def dump(path, value, protocol):
    with open(path, "wb") as file:
        pickle.dump(value, file, protocol)


def unpickled(path):
    with open(path, "rb") as file:
        return pickle.load(file)


def archived(path):
    with np.load(path, allow_pickle=True) as archive:
        return {name: archive[name] for name in archive.files}


def facts_of(value):
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        return {"descr": descr_of(value.dtype), "shape": list(value.shape), "values": json_values(value)}
    if isinstance(value, np.ndarray):
        return {"shape": list(value.shape), "objects": [facts_of(item) for item in value.ravel().tolist()]}
    if isinstance(value, dict):
        return {"dict": {key: facts_of(item) for key, item in value.items()}}
    if isinstance(value, list):
        return {"list": [facts_of(item) for item in value]}
    return {"plain": repr(value)}


def part(name, value):
    return {"objects.npy": value["objects"], "item.npy": value["plain"][1], "objects.npz": {"a": value["array"], "o": value["objects"]}}.get(name, value)


def random_make(folder, seed):
    os.mkdir(folder)
    value = random_values(seed)
    facts = {}
    for name, save, _ in random_files(folder):
        try:
            save(os.path.join(folder, name), value)
        except ZeroDivisionError:   # joblib cannot save arrays of elements without a width
            continue
        facts[name] = facts_of(part(name, value))
    with open(os.path.join(folder, "facts.json"), "w") as file:
        file.write(dumps(facts))


def random_check(folder, seed):
    value = random_values(seed)
    checked = failed = 0
    for name, _, load in random_files(folder):
        path = os.path.join(folder, name.replace(".", "-again."))
        if not os.path.exists(path):
            continue
        # Headers do not say that a record is aligned.
        comparison = Comparison(of_joblib=name.endswith(".joblib"), alignment_counts=ALIGNMENT_COUNTS and not name.endswith(".npz"))
        difference = comparison.differs(strictly(load, path), part(name, value), name)
        checked += 1
        if difference:
            failed += 1
            print("seed %d, %s" % (seed, difference))
    return checked, failed


def main(verb, folder=None, count=0):
    sys.setrecursionlimit(100000)
    if verb == "data":
        print(os.path.join(os.path.dirname(np.lib.__file__), "tests", "data"))
        return 0
    warnings.simplefilter("ignore")
    if verb == "make":
        print(make(folder))
        return 0
    if verb == "check":
        return 1 if check(folder) else 0
    if verb == "random":
        for seed in range(int(count)):
            random_make(os.path.join(folder, str(seed)), seed)
        return 0
    results = [random_check(os.path.join(folder, str(seed)), seed) for seed in range(int(count))]
    print("%d checked, %d failed" % tuple(map(sum, zip(*results))))
    return 1 if any(failed for _, failed in results) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
