"""Golden cases: structured dtypes — flat, nested, sub-arrays, titles, padding, odd names — and arrays of objects."""
import warnings

import numpy as np

from golden_bits import long_doubles, noise, view


def filled(dtype, name, shape):
    """Records over random bytes: padding holds noise, strings are ASCII, bools 0 or 1, floats finite."""
    dtype = np.dtype(dtype)
    count = int(np.prod(shape, dtype=int))
    array = view(noise(name, count * dtype.itemsize), dtype, shape) if dtype.itemsize else np.empty(shape, dtype)
    settle(array, name)
    return array


def settle(array, name):
    """Gives every field plain values in place."""
    if array.dtype.names is not None:
        for field in array.dtype.names:
            settle(array[field], name + "/" + field)
        return
    count, kind = array.size, array.dtype.kind
    numbers = np.frombuffer(noise(name, 2 * count), "<i2").reshape(array.shape)
    if kind == "b":
        array[...] = numbers % 2 == 0
    elif array.dtype.str[1:] in ("f16", "c32"):
        array[...] = long_doubles(numbers / 64.0, array.dtype, name)
    elif kind in "fc":
        array[...] = numbers / 64.0
    elif kind == "S":
        array[...] = numbers.astype("S6").astype(array.dtype)
    elif kind == "U":
        array[...] = numbers.astype("U6").astype(array.dtype)
    elif kind in "Mm":
        array[...] = numbers.astype("i8").astype(array.dtype)


SIMPLE = [("x", "<f8"), ("y", ">i2"), ("name", "<U4"), ("tag", "S3"), ("ok", "?")]
NESTED = [("id", "<u4"), ("pos", [("x", "<f4"), ("y", "<f4"), ("meta", [("when", "<M8[ms]"), ("raw", "V3")])]), ("w", ">f8")]


def plain():
    yield "rec-simple", filled(SIMPLE, "rec-simple", (5,))
    yield "rec-scalar", filled(SIMPLE, "rec-scalar", ())
    yield "rec-empty", filled(SIMPLE, "rec-empty", (0,))
    yield "rec-2d", filled(SIMPLE, "rec-2d", (2, 3))
    yield "rec-2d-f", filled(SIMPLE, "rec-2d-f", (2, 3)).T
    yield "rec-one-field", filled([("only", "<i4")], "rec-one-field", (4,))
    yield "rec-nested", filled(NESTED, "rec-nested", (4,))
    yield "rec-nested-scalar", filled(NESTED, "rec-nested-scalar", ())
    yield "rec-be", filled([("a", ">i4"), ("b", ">f4"), ("c", ">c16"), ("d", ">U2"), ("e", ">M8[D]"), ("f", ">f2")], "rec-be", (3,))
    yield "rec-all-kinds", filled([("f%d" % i, code) for i, code in enumerate(
        "? i1 u1 <i2 >u2 <i4 >u4 <i8 >u8 <f2 >f2 <f4 >f4 <f8 >f8 <f16 >f16 <c8 >c8 <c16 >c16 <c32 S5 <U3 >U3 V4 <M8[ns] "
        ">M8[25s] <m8[us] >m8".split())], "rec-all-kinds", (3,))
    yield "rec-dates", filled([("d", "<M8[D]"), ("q", "<M8[3M]"), ("g", "<M8"), ("t", "<m8[25s]"), ("n", ">m8[ns]")], "rec-dates", (4,))
    yield "rec-zero-width", filled([("s", "S0"), ("u", "<U0"), ("v", "V0"), ("i", "<i2")], "rec-zero-width", (3,))
    yield "rec-only-zero-width", filled([("s", "S0"), ("u", "<U0")], "rec-only-zero-width", (3,))
    yield "rec-no-fields", np.empty((3,), np.dtype([]))
    yield "rec-default-names", filled("i4,f8,S5", "rec-default-names", (3,))
    yield "rec-comma-shapes", filled("3i4,(2,2)f8,?", "rec-comma-shapes", (2,))
    yield "rec-recarray", filled(SIMPLE, "rec-recarray", (3,)).view(np.recarray)
    yield "rec-deep", filled(deep(12), "rec-deep", (2,))


def deep(levels):
    dtype = np.dtype("<i2")
    for level in range(levels):
        dtype = np.dtype([("level%d" % level, dtype), ("v", "u1")])
    return dtype


def subarrays():
    yield "sub-1d", filled([("a", "<i4", (3,)), ("b", "<f8")], "sub-1d", (3,))
    yield "sub-int-shape", filled([("a", "<i4", 3)], "sub-int-shape", (2,))
    yield "sub-one", filled([("a", "<i4", (1,))], "sub-one", (2,))
    yield "sub-2d", filled([("m", ">f4", (2, 3)), ("s", "S3", (2,))], "sub-2d", (2, 2))
    yield "sub-3d-scalar", filled([("t", "<u2", (2, 1, 3))], "sub-3d", ())
    yield "sub-zero", filled([("z", "<f8", (0,)), ("y", "<i2", (2, 0)), ("k", "u1")], "sub-zero", (2,))
    yield "sub-of-records", filled([("p", [("x", "<i2"), ("y", "<U2")], (2,)), ("n", "u1")], "sub-of-records", (3,))
    yield "sub-of-sub", filled([("p", [("q", "<i2", (2,))], (2, 2))], "sub-of-sub", (2,))
    yield "sub-strings", filled([("u", "<U3", (2,)), ("d", "<M8[D]", (2,)), ("v", "V2", (3,))], "sub-strings", (2,))
    yield "sub-of-subarray-dtype", filled([("a", np.dtype(("<i2", (2,))), (3,))], "sub-of-subarray-dtype", (2,))
    yield "sub-bools", filled([("b", "?", (4,))], "sub-bools", (3,))


def padded():
    mixed = [("a", "u1"), ("b", "<f8"), ("c", "<i2")]
    yield "pad-aligned", filled(np.dtype(mixed, align=True), "pad-aligned", (4,))
    yield "pad-aligned-scalar", filled(np.dtype(mixed, align=True), "pad-aligned-scalar", ())
    inner = np.dtype([("n", "u1"), ("v", "<i4")], align=True)
    yield "pad-aligned-nested", filled(np.dtype([("k", "u1"), ("in", inner), ("t", "u1"), ("s", inner, (2,))], align=True), "pad-n", (3,))
    explicit = np.dtype({"names": ["a", "b"], "formats": ["<i4", "S2"], "offsets": [3, 11], "itemsize": 20})
    yield "pad-offsets", filled(explicit, "pad-offsets", (4,))
    yield "pad-offsets-2d-f", filled(explicit, "pad-offsets-f", (2, 3)).T
    yield "pad-leading", filled({"names": ["a"], "formats": ["<i2"], "offsets": [6], "itemsize": 8}, "pad-leading", (3,))
    yield "pad-trailing", filled({"names": ["a"], "formats": ["<i2"], "offsets": [0], "itemsize": 7}, "pad-trailing", (3,))
    yield "pad-void-field", filled([("a", "u1"), ("pad", "V3"), ("b", "<i4")], "pad-void-field", (3,))
    yield "pad-selected", filled(SIMPLE, "pad-selected", (4,))[["x", "tag"]]
    yield "pad-only", np.zeros((2,), np.dtype({"names": [], "formats": [], "offsets": [], "itemsize": 6}))


NAMES = {"single-quote": "it's", "double-quote": 'say "hi"', "both-quotes": "it's \"x\"", "backslash": "a\\b", "newline": "a\nb\r\tc",
         "nul": "a\0b", "latin1": "Größe°", "unicode": "температура", "cjk": "温度", "emoji": "🌡️ 𝄞", "space": " a b ", "digits": "1",
         "brackets": "[('a', '<i4')]", "comment": "a#b", "brace": "{}': ", "escape-look": "\\x41\\u0041", "control": "\x01\x7f\x80\xa0\xad",
         "non-printable": "\u200b\u2028\ufeff", "keyword": "descr", "comma": "a,b", "trailing-backslash": "a\\",
         "combining": "e\u0301", "private": "\ue000\U000f0000", "rtl": "שלום", "unassigned": "\u0378\U0003fffd", "max": "\U0010ffff",
         "unicode-14": "\U0001fae0", "unicode-16": "\U0001fae9"}


def names():
    for word, name in NAMES.items():
        yield "name-" + word, filled([(name, "<i4"), ("b", "u1")], "name-" + word, (2,))
    yield "name-surrogate", filled([("\ud800x", "<i4")], "name-surrogate", (2,))
    yield "name-blank", filled([("", "<i4"), ("", "<f4")], "name-blank", (2,))
    yield "name-blank-dict", filled({"names": ["", "b"], "formats": ["<i4", "u1"]}, "name-blank-dict", (2,))
    yield "title-plain", filled([(("Title of a", "a"), "<i4"), ("b", "<f4")], "title-plain", (3,))
    yield "title-unicode", filled([(("Длина, м", "len"), "<f8"), (("it's", "b"), "u1", (2,))], "title-unicode", (2,))
    yield "title-nested", filled([(("T", "r"), [(("U", "x"), "<i2"), ("y", "u1")])], "title-nested", (2,))
    yield "title-padded", filled(np.dtype([(("T", "a"), "u1"), (("U", "b"), "<i4")], align=True), "title-padded", (2,))


def many_fields():
    yield "fields-100", filled([("column_%03d" % i, "<f4") for i in range(100)], "fields-100", (2,))
    if np.__version__ >= "2.4":   # one is enough of a file this large
        yield "fields-2700", filled([("column%06d" % i, "<i2") for i in range(2700)], "fields-2700", (0,))


def metadata():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield "rec-metadata", filled(np.dtype("<i4", metadata={"k": 1}), "rec-metadata", (3,))


def objects():
    yield "object-plain", np.array([None, 1, "a", 2.5, (1, 2), [3], {"k": "v"}, b"b"], dtype=object)
    yield "object-scalar", np.array(None, dtype=object)
    yield "object-empty", np.empty((0, 2), dtype=object)
    yield "object-2d-f", np.array([[1, "a", None], [2, "b", True]], dtype=object).T
    yield "object-field", np.array([(1, "x"), (2, None)], dtype=[("n", "<i4"), ("o", "O")])
    yield "object-subarray", np.zeros((2,), dtype=[("o", "O", (2,)), ("p", [("q", "O")])])


def cases():
    for group in (plain, subarrays, padded, names, many_fields, metadata, objects):
        yield from group()
