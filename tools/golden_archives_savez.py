"""Golden archives as np.savez and np.savez_compressed write them: dtypes, layouts, names. (name, positional, by name) each."""
import numpy as np

from golden_bits import random_numbers
from golden_cases_records import NESTED, SIMPLE, filled

CODES = "? i1 u1 <i2 >u2 <i4 >u4 <i8 >u8 <f2 >f2 <f4 >f4 <f8 >f8 <f16 <c8 >c8 <c16 >c16".split()


def some(dtype, name, shape):
    return filled(dtype, "archive-" + name, shape)


def small(name):
    return random_numbers("<i2", "archive-" + name, (3,))


def named(*names):
    """An archive that is all about its names."""
    return (), {name: small(name) for name in names}


def contents():
    yield "one", (), {"x": some("<f8", "one", (2, 3))}
    yield "numbers", (), {code.replace("?", "bool").replace("<", "le_").replace(">", "be_"): some(code, code, (5,)) for code in CODES}
    yield "strings", (), {
        "s": np.array([b"ab", b"", b"c\x00d", b"\xff"], "S4"), "u": np.array(["é", "", "日本", "\U0001F600"], "<U3"),
        "be": np.array([["ab", "ü"]], ">U2"), "scalar": np.array("text"), "zero": np.array([b"", b""], "S0"), "v": some("V5", "v", (3,))}
    yield "dates", (), {
        "day": np.array(["2020-02-29", "NaT", "1969-12-31"], "<M8[D]"), "ns": np.array([0, 1, -1], "<i8").view("<M8[ns]"),
        "be": np.array(["2001-01-01T01:01:01"], ">M8[s]"), "span": np.array([5, -5], "<m8[25ms]"), "generic": np.array([7], "<m8")}
    yield "records", (), {
        "simple": some(SIMPLE, "simple", (4,)), "nested": some(NESTED, "nested", (2,)), "one": some(SIMPLE, "record", ()),
        "aligned": some(np.dtype([("a", "u1"), ("b", "<f8"), ("c", "<i2", (2, 2))], align=True), "aligned", (3,)),
        "fields": some([("größe", "<i4"), ("温度", "<f4")], "fields", (2,))}
    yield "orders", (), {
        "c": some("<i4", "order", (3, 4)), "f": np.asfortranarray(some("<i4", "order", (3, 4))), "t": some(">f8", "order-t", (2, 3, 4)).T,
        "columns": some("<i4", "order", (3, 4))[:, ::2], "reversed": some("<i4", "order", (3, 4))[::-1], "both": some("<i4", "both", (1, 4)).T}
    yield "shapes", (), {
        "scalar": some("<f8", "scalar", ()), "empty": np.empty((0,), "<f8"), "empty_2d": np.empty((3, 0), "<i4"),
        "empty_f": np.asfortranarray(np.empty((0, 4), "<i4")), "cube": some("u1", "cube", (2, 3, 4)), "rank_8": some("<i2", "rank", (1, 2, 1, 2, 1, 3, 1, 2)),
        "nothing": np.empty((2,), [])}
    yield "text-and-numbers", (), {"number": 1.5, "list": [[1, 2], [3, 4]], "text": "text", "bytes": b"bytes", "truth": True, "complex": 1 - 2j, "big": 1 << 40}
    yield "longer", (), {"ramp": np.arange(500, dtype="<u2") // 7, "noise": random_numbers("u1", "longer", (300,)), "zeros": np.zeros((10, 20), "u1")}


def names():
    yield "positional", (some("<f8", "first", (2,)), some("?", "second", (3,)), some("<i4", "third", ())), {}
    yield "mixed", (some("<f8", "first", (2,)), some("<i4", "second", (3,))), {"z": small("z"), "arr_2": small("arr_2"), "a": small("a")}
    yield ("names-unicode",) + named("größe", "é", "e\u0301", "日本語", "\U0001F600", "Ω", "ﬁ", "\u202eabc", "\ufeffbom")
    yield ("names-folders",) + named("a/b", "a/b.c/d", "/rooted", "../../x", "..", "a//b", "./a", "C:\\x", "a\\b", "end/")
    yield ("names-odd",) + named("", " ", "a b", ".", ".hidden", "a.b.c", "'", "\"", "a\nb", "\t", "*?", "con", "#x", "x=y", "-", "0")
    yield ("names-npy",) + named("x", "x.npy", "y.npy", "y.npy.npy", ".npy", "z.NPY", "w.npz")
    yield ("names-long",) + named("n" * 300, "ü" * 120, "f/" * 50 + "x")
    yield "many", (), {"a%02d" % i: np.array(i, "u1") for i in range(20)}
    yield "empty", (), {}


def objects():
    yield "objects", (), {"o": np.array([1, None, "x"], object), "x": small("x")}


def cases():
    """(name, positional, by name, whether re-saving is byte-exact)"""
    for group in (contents, names, objects):
        for name, positional, by_name in group():
            yield name, positional, by_name, group is not objects
