#!/usr/bin/env python3
"""Writes testdata/prints.json: what NumPy prints of arrays of every dtype and shape, with many options.

usage: make_prints.py OUT.json      (with NumPy 2.4 on x86-64)
Rows hold name, str, repr, options that are not the defaults, and the array: npy, a file in base64; for strided views buffer (base64),
descr, shape, offset and strides (both in bytes).
"""
import base64
import collections
import datetime
import decimal
import fractions
import io
import json
import sys
import warnings

import numpy as np

EDGES = [0, 1, -1, 9, 10, 99, 100, 127]
UNITS = "Y M W D h m s ms us ns ps fs as 25s 3M".split()
NAN, INF = float("nan"), float("inf")


def integers():
    for code in "i1 u1 i2 u2 i4 u4 i8 u8".split():
        info = np.iinfo(code)
        yield code + "-limits", np.array([info.min, info.max], code)
        yield code + "-widths", np.array([n for n in EDGES if n >= info.min], code)
        yield code + "-big-endian", np.array([1, 2, 100], ">" + code)
        yield code + "-scalar", np.array(7, code)
    yield "int-scalar-negative", np.array(-128, "i1")


def floats():
    yield "bool", np.array([True, False])
    yield "bool-scalar", np.array(True)
    yield "bool-2d", np.array([[True, False], [False, False]])
    for code in "f2 f4 f8 f16".split():
        info = np.finfo(code)
        yield code + "-plain", np.array([0, 1, 1.5, -2.25, 100], code)
        yield code + "-zeros", np.array([0.0, -0.0], code)
        yield code + "-special", np.array([NAN, INF, -INF, -0.0, 1], code)
        yield code + "-nan", np.array([NAN, NAN], code)
        yield code + "-inf", np.array([INF, NAN], code)
        yield code + "-negative-inf", np.array([-INF, 1.5], code)
        yield code + "-nan-exponent", np.array([NAN, -INF, 1e-5, 2], code)
        yield code + "-limits", np.array([info.max, -info.max], code)
        yield code + "-tiny", np.array([info.tiny, info.smallest_subnormal, -info.smallest_subnormal], code)
        yield code + "-mixed", np.array([info.max, info.tiny, 1, 0], code)
        yield code + "-thirds", np.asarray(1, code) / np.array([3, 7, 9, 11, 13], code)
        yield code + "-decimals", np.array([0.1, 0.25, 0.125, 3.14159], code)
        yield code + "-ratio-1000", np.array([1, 1000], code)
        yield code + "-ratio-beyond", np.array([1, 1001], code)
        yield code + "-least-positional", np.array([1e-4, 1e-3], code)
        yield code + "-below-positional", np.array([9.99e-5, 1e-3], code)
        yield code + "-1e3", np.array([999.0, 1000.0], code)
        yield code + "-powers-of-two", np.asarray(2, code) ** np.arange(-14, 15, 4).astype(code)
        yield code + "-ties", np.array([0.5, 1.5, 2.5, 0.0009765625, 0.00048828125], code)
        yield code + "-big-endian", np.array([1.5, NAN], ">" + code)
        for text in "0 -0.0 1 0.1 1e3 1e4 1e-4 9.9e-5 1e-5 65504 nan inf -inf".split():
            yield "%s-scalar-%s" % (code, text), np.array(float(text), code)
    for code in "f4 f8 f16".split():
        for text in "999999 1e6 1e7 1e8 1e15 1e16 123456789.125 1e-7".split():
            yield "%s-scalar-%s" % (code, text), np.array(float(text), code)
        yield code + "-1e6", np.array([999999.0, 1e6], code)
        yield code + "-1e8", np.array([99999999.0, 1e8], code)
    yield "f8-powers-of-two-wide", 2.0 ** np.arange(-1074, 1024, 150)
    for power in (-44, -25, -24, 9, 53, 63, 1023, -1022, -1074):
        yield "f8-scalar-power-%d" % power, np.array(2.0 ** power)
    yield "f16-digits", np.array([1, 2, 3], "f16") / 7
    yield "f16-scalar-third", np.array(np.asarray(1, "f16") / 3)
    yield "f16-scalar-large", np.array(np.asarray(10, "f16") ** 4000)
    yield "f16-wide", np.asarray(10, "f16") ** np.array([-4930, 0, 4930], "f16")
    yield "f8-arange", np.arange(0, 1, 0.125).reshape(2, 4)


def complexes():
    for code in "c8 c16 c32".split():
        yield code + "-plain", np.array([1 + 2j, -1.5 - 0.25j, 0], code)
        yield code + "-special", np.array([complex(NAN, INF), complex(-INF, NAN), 1j], code)
        yield code + "-exponent", np.array([1e10 + 1e-10j, 1], code)
        yield code + "-aligned", np.array([1 + 0.5j, 1.25 + 100j], code)
        yield code + "-big-endian", np.array([1 - 1j], ">" + code)
        for value in (0, 1j, -1j, complex(-0.0, 0), complex(0.0, -0.0), 1 + 2j, complex(1, NAN), complex(NAN, -INF), complex(0, INF), 1e20 + 1e-10j, 1e7):
            yield "%s-scalar-%s" % (code, value), np.array(value, code)


def times():
    for unit in UNITS:
        yield "date-" + unit, np.array([0, 1, -1, 1000], "i8").view("M8[%s]" % unit)
        yield "span-" + unit, np.array([0, 1, -1, 1000], "i8").view("m8[%s]" % unit)
        yield "span-scalar-" + unit, np.array(3, "i8").view("m8[%s]" % unit)
        yield "date-scalar-" + unit, np.array(3, "i8").view("M8[%s]" % unit)
    yield "date-nat", np.array(["NaT", "2020-02-29"], "M8[D]")
    yield "date-only-nat", np.array(["NaT"], "M8[D]")
    yield "date-years", np.array(["0001", "9999", "-0044", "12345"], "M8[Y]")
    yield "date-generic", np.array(["NaT"], "M8")
    yield "date-big-endian", np.array(["2020-01-01"], ">M8[ns]")
    yield "span-nat", np.array([5, "NaT", -1000000], "m8[s]")
    yield "span-generic", np.array([5, 6], "m8")
    yield "span-scalar-generic", np.array(5, "m8")
    yield "span-scalar-nat", np.array("NaT", "m8[s]")
    yield "date-scalar-nat", np.array("NaT", "M8[s]")


def texts():
    words = ["", "a", "it's", 'say "x"', "'\"", "\n\t\r\\", "\x7f\x85\xa0\xad", "é", "日本", "𝒳", "\u200b\u2028\ue000", "\x00a"]
    yield "text", np.array(words)
    yield "text-big-endian", np.array(words, ">U5")
    yield "text-surrogates", np.array(["\ud800", "\ud83d\udc3d", "\U0010ffff"])
    yield "text-empty", np.array(["", ""])
    yield "text-width-0", np.zeros(2, "U0")
    yield "text-scalar", np.array("it's\n")
    yield "text-wrapped", np.array(["日本語日本語日本語"] * 12)
    yield "text-astral-wrapped", np.array(["𝒳𝒴𝒵𝒳𝒴𝒵𝒳𝒴𝒵"] * 12)
    yield "text-long", np.array(["x" * 100, "y"])
    yield "bytes", np.array([b"", b"a", b"it's", b'"', b"'\"", b"\n\t\r\\", b"\x00\x7f\x80\xff"])
    yield "bytes-scalar", np.array(b"a'b")
    yield "bytes-width-0", np.zeros(2, "S0")
    yield "void", np.array([b"ab\x00", b"\xff\x0a\x61"], "V3")
    yield "void-scalar", np.array(b"ab", "V2")
    yield "void-width-0", np.zeros((2, 2), "V0")
    strings = np.dtypes.StringDType
    yield "strings", np.array(["a", "it's\n", ""], strings())
    yield "strings-none", np.array(["a", None], strings(na_object=None))
    yield "strings-nan", np.array(["a", NAN], strings(na_object=NAN, coerce=False))
    yield "strings-scalar", np.array("a\nb", strings())


def records():
    def made(dtype, values):
        return np.array(values, dtype)

    mixed = [("a", "i4"), ("b", "f4"), ("c", "f8"), ("t", "?"), ("s", "S2"), ("n", [("x", "i2"), ("y", "f8", (2,))])]
    yield "record", made(mixed, [(1, 2.5, 1e10, True, b"x", (3, [1.5, 1e20])), (-10, 0.1, 1, False, b"yz", (30, [0, -1]))])
    yield "record-scalar", np.array((1, 2.5, 1e10, True, b"x", (3, [1.5, 1e20])), mixed)
    yield "record-one-field", made([("a", "i4")], [(1,), (100,)])
    yield "record-no-fields", np.zeros(2, [])
    yield "record-titles", made([(("a title", "a"), "i4"), ("b", "U2")], [(1, "x")])
    yield "record-big-endian", made([("a", ">i4"), ("b", ">f8")], [(1, 0.5)])
    yield "record-offsets", np.zeros(2, {"names": ["a", "b"], "formats": ["u1", "<u2"], "offsets": [0, 4], "itemsize": 8})
    yield "record-dates", made([("d", "M8[D]"), ("t", "m8[s]"), ("v", "V2"), ("u", "U3")], [("2020-01-01", 5, b"ab", "é"), ("NaT", "NaT", b"", "")])
    yield "record-complex", made([("z", "c16"), ("h", "f2"), ("l", "f16")], [(1 + 1e-9j, 0.1, 0.1), (2, 1e-3, 1)])
    yield "record-complex-scalar", np.array((1 + 1e-9j, 0.1, 0.1), [("z", "c16"), ("h", "f2"), ("l", "f16")])
    yield "record-objects", made([("o", "O"), ("i", "i1")], [([1, "a"], 1), (None, 2)])
    yield "record-wide", made([("name", "U20"), ("text", "S20")], [("abcdefghijklmnopqrst", b"x" * 20)] * 3)
    yield "record-2d", made([("a", "i4"), ("b", "f8")], [[(1, 0.5), (2, 1.5)], [(3, 100), (4, NAN)]])
    big = np.zeros(2, [("m", "i4", (8, 200)), ("e", "f8", (0,)), ("one", "f4", (1, 1))])
    big["m"] += np.arange(1600).reshape(8, 200)
    yield "record-long-subarray", big
    yield "record-subarray-of-records", np.zeros(2, [("p", [("x", "f8"), ("y", "i2")], (2, 2))])
    many = np.zeros(1200, mixed)
    many["a"] = np.arange(1200)
    yield "record-summary", many


def nested():
    cycle = [1]
    cycle.append(cycle)
    keyed = {}
    keyed[1] = keyed
    ordered = collections.OrderedDict(a=1)
    ordered["self"] = ordered
    default = collections.defaultdict(list, a=[1])
    default["self"] = default
    yield "list", [1, "a", [2.5, None]]
    yield "tuple", (1,)
    yield "tuple-empty", ()
    yield "dict", {"a": 1, 2: (3, 4), None: {}}
    yield "sets", [{3}, set(), frozenset(), frozenset([1])]
    yield "cycle-list", cycle
    yield "cycle-dict", keyed
    yield "cycle-ordered", ordered
    yield "cycle-default", default
    yield "ordered-empty", collections.OrderedDict()
    yield "default-none", collections.defaultdict(None)
    yield "array", np.arange(3)
    yield "array-2d", np.arange(4.0).reshape(2, 2)
    yield "array-long", np.arange(2000)
    yield "array-of-objects", np.array([[1], (2,)], object)
    yield "array-in-list", [np.zeros((2, 2))]
    yield "array-in-tuple", (np.zeros((2, 2)), "x")
    yield "deep", [[[[[[[[[[1]]]]]]]]]]


def leaves():
    utc = datetime.timezone.utc
    for i, value in enumerate([
            None, True, False, 0, -5, 2 ** 100, 1.0, 0.1, 1e22, 1e-5, NAN, -INF, -0.0, 1 + 2j, 1j, complex(-0.0, 1), complex(NAN, INF), "a", "it's\n", "é𝒳", b"a\x00'", bytearray(b"q"),
            datetime.date(2020, 2, 29), datetime.datetime(2021, 3, 4), datetime.datetime(2021, 3, 4, 5, 6, 7, 8), datetime.datetime(2021, 3, 4, 5, 6, tzinfo=utc),
            datetime.datetime(2021, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(minutes=-90))), datetime.time(1, 2), datetime.time(1, 2, 3, 4), datetime.timedelta(0),
            datetime.timedelta(-1, 5), datetime.timedelta(1, 2, 3), datetime.timedelta(3), decimal.Decimal("1.10"), decimal.Decimal("NaN"), fractions.Fraction(-1, 2), fractions.Fraction(3),
            range(3), range(0, -5, -2), slice(1), slice("a", None, 2.5), np.dtype("i4"), np.dtype(">i4"), np.dtype("M8[D]"), np.dtype("S5"), np.dtype("?"), np.dtype("O"), np.dtype("i4,f8"),
            np.dtype(("i4", (2,))), np.dtype([("a", "i1"), ("b", "i8")], align=True), np.float32(1.5), np.float16(0.1), np.longdouble(0.5), np.complex64(1 - 1j), np.clongdouble(1j), np.bool_(True),
            np.int8(5), np.uint64(7), np.str_("it's"), np.bytes_(b"x"), np.datetime64("2020-01-01"), np.datetime64("2020-01-01T05", "h"), np.datetime64("NaT", "s"), np.datetime64(5, "25s"),
            np.timedelta64(5, "D"), np.timedelta64(5), np.timedelta64("NaT", "ns"), np.timedelta64(5, "25s"), np.void(b"ab"), np.zeros((), "i4,f8")[()]]):
        yield "%02d-%s" % (i, type(value).__name__), value


def objects():
    for name, value in [*nested(), *leaves()]:
        one, scalar = np.empty(1, object), np.empty((), object)
        one[0], scalar[()] = value, value
        yield "object-" + name, one
        yield "object-scalar-" + name, scalar
    several = np.empty(8, object)
    several[:] = [np.zeros((2, 2)), 1, "abc", np.arange(30), [np.eye(2)], None, {"a": np.arange(4).reshape(2, 2)}, np.array("x")]
    yield "object-arrays-wrapped", several
    inside = np.empty(2, object)
    inside[0] = inside
    yield "object-cycle", inside
    alone = np.empty((), object)
    alone[()] = alone
    yield "object-cycle-scalar", alone


def shapes():
    for shape in [(0,), (0, 3), (3, 0), (2, 0, 2), (1,), (1, 1), (1, 1, 1), (2, 3), (2, 3, 2), (2, 2, 2, 2), (1, 5), (5, 1), (30,), (3, 30), (1000,), (1001,), (500, 2), (7, 200), (8, 200),
                  (40, 3, 10), (2, 2, 300), (1, 1, 1001), (1001, 1), (6, 6, 30), (7, 7, 30)]:
        count = int(np.prod(shape))
        name = "x".join(map(str, shape))
        yield "shape-i8-" + name, np.arange(count).reshape(shape)
        yield "shape-i2-" + name, np.arange(count).astype("i2").reshape(shape)
        yield "shape-f8-" + name, np.arange(count).reshape(shape) / 8
    for shape in [(0,), (0, 2), (), (1002,)]:
        yield "shape-U-%s" % "x".join(map(str, shape)), np.full(shape, "ab")
        yield "shape-O-%s" % "x".join(map(str, shape)), np.full(shape, None)
        yield "shape-M-%s" % "x".join(map(str, shape)), np.full(shape, np.datetime64("2020-01-01", "ns"))
    yield "hidden-wide", np.where(np.arange(2000) == 1000, -2 ** 62, 0)
    yield "hidden-nan", np.where(np.arange(2000) == 1000, NAN, 0.5)
    yield "suffix-just-fits", np.full(13, 10, "i4")
    for count in range(10, 24):
        yield "suffix-i2-%d" % count, np.full(count, 10, "i2")
        yield "suffix-f4-%d" % count, np.full(count, 1.5, "f4")


def optional():
    floats = np.array([0, 1 / 3, 1e-5, 123.456, 1e3])
    for precision in (0, 1, 2, 3, 8, 16, 17, 20):
        yield "precision-%d" % precision, floats, {"precision": precision}
        yield "precision-suppress-%d" % precision, floats, {"precision": precision, "suppress": True}
        yield "precision-f4-%d" % precision, floats.astype("f4"), {"precision": precision}
        yield "precision-c16-%d" % precision, floats[:2] + 1j * floats[2:4], {"precision": precision, "suppress": True}
        yield "precision-ties-%d" % precision, np.array([0.5, 1.5, 2.5, 0.25, 0.125, 0.375, 0.0625]), {"precision": precision}
    yield "suppress-tiny", np.array([1e-20, 1]), {"suppress": True}
    yield "suppress-large", np.array([1e-20, 1e9]), {"suppress": True}
    for width in (1, 10, 20, 40, 74, 76, 200):
        yield "width-%d" % width, np.arange(60), {"linewidth": width}
        yield "width-2d-%d" % width, np.arange(40).reshape(2, 20) / 4, {"linewidth": width}
        yield "width-dtype-%d" % width, np.arange(5, dtype="u2"), {"linewidth": width}
    for edge in (1, 2, 4):
        for threshold in (0, 5, 100):
            yield "edge-%d-threshold-%d" % (edge, threshold), np.arange(60).reshape(6, 10), {"edgeitems": edge, "threshold": threshold}
    yield "threshold-nested", np.array([np.arange(10), None], object), {"threshold": 5}
    yield "threshold-record", np.zeros(3, [("a", "i4", (9,))]), {"threshold": 5, "edgeitems": 2}


def views():
    base = np.arange(24, dtype="<i4")
    yield "view-reversed", base, (6,), 20, (-4,), "<i4"
    yield "view-step", base, (6,), 4, (16,), "<i4"
    yield "view-transposed", base, (6, 4), 0, (4, 24), "<i4"
    yield "view-broadcast", base, (3, 4), 0, (0, 4), "<i4"
    yield "view-unaligned", base, (5,), 1, (7,), "<i4"
    yield "view-long", base, (50, 50), 0, (0, 0), ">i4"


def row(name, array, options=None, source=None):
    file = io.BytesIO()
    np.save(file, array)
    if source is None:
        array = np.load(io.BytesIO(file.getvalue()), allow_pickle=True)
        source = {"npy": base64.b64encode(file.getvalue()).decode()}
    with np.printoptions(**(options or {})):
        return {"name": name, **source, **({"options": options} if options else {}), "str": str(array), "repr": repr(array)}


def main(path):
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    rows = [row(name, array) for cases in (integers, floats, complexes, times, texts, records, objects, shapes) for name, array in cases()]
    rows += [row(*case) for case in optional()]
    for name, base, shape, offset, strides, descr in views():
        array = np.ndarray(shape, descr, bytearray(base.tobytes()), offset, strides)
        source = {"buffer": base64.b64encode(base.tobytes()).decode(), "descr": descr, "shape": shape, "offset": offset, "strides": strides}
        rows.append(row(name, array, source=source))
    with open(path, "w", encoding="ascii") as file:
        file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
    print("prints: %d cases" % len(rows))


if __name__ == "__main__":
    main(sys.argv[1])
