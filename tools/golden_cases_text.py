"""Golden cases: bytes (S), strings (U) and raw data (V), zero-width ones included, and dates (M8, m8) in every unit."""
import numpy as np

from golden_bits import noise, view

UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "h": "hour", "m": "minute", "s": "second", "ms": "milli",
         "us": "micro", "ns": "nano", "ps": "pico", "fs": "femto", "as": "atto"}
MULTIPLES = ["25s", "7D", "3M", "10Y", "2W", "6h", "15m", "100ms", "250us", "100ns", "5ps", "7fs", "1000as", "4Y"]
NAT = -1 << 63


def byte_strings():
    yield "s-plain", np.array([b"abc", b"", b"de", b"fghij"])
    yield "s-trailing-nul", view(b"ab\0\0" b"\0\0\0\0" b"a\0b\0" b"\0abc" b"\0\0\0z", "S4")
    yield "s-latin1", view(bytes(range(128, 256)), "S8")
    yield "s-control", view(bytes(range(1, 33)) + b'"\\/\x7f', "S6")
    yield "s-2d-f", np.array([[b"a", b"bb", b"ccc"], [b"d", b"", b"f"]]).T
    yield "s-scalar", np.array(b"hello world")
    yield "s1-many", view(bytes(range(256)), "S1", (16, 16))
    yield "s-long", view(noise("s-long", 600), "S200")
    yield "s0-scalar", np.array(b"", "S0")
    yield "s0-empty", np.empty((0,), "S0")
    yield "s0-field-shape", np.empty((3,), np.dtype([("a", "S0"), ("b", "i4")]))["a"]
    yield "s0-rank2", np.empty((2, 2), np.dtype([("a", "S0")]))["a"]
    yield "s-empty", np.empty((0, 4), "S5")


def strings():
    words = ["abc", "", "Füße", "日本語", "Ω≈ç√", "שלום", "\U0001F600\U0001D11E", "e\u0301", "\uffff\ufffe\ufeff", "a\0b", "\0x"]
    for order, word in (("<", "le"), (">", "be")):
        name = "u-" + word
        yield name + "-words", np.array(words).astype(order + "U5")
        yield name + "-trailing-nul", view(np.array([97, 0, 0, 0, 98, 0, 0, 0, 0, 0, 0, 99], order + "u4").tobytes(), order + "U3")
        yield name + "-surrogates", np.array(["\ud800", "a\udfffb", "\ud83d\ude00", "\udc00\ud800"]).astype(order + "U4")
        points = [0x110000, 0, 65, 0x10FFFF, 66, 0xFFFFFFFF, 0, 0, 0x7FFFFFFF, 1, 0x80000000, 0, 97, 98, 99, 0]
        yield name + "-invalid", view(np.array(points, order + "u4").tobytes(), order + "U4")
        yield name + "-scalar", np.array("naïve \U0001F40D").astype(order + "U12")
        yield name + "-2d-f", np.array([["a", "bb", "ccc"], ["ä", "", "\n\t"]]).astype(order + "U3").T
        yield name + "-empty", np.empty((0,), order + "U7")
        yield name + "-one", np.array(list("aé€\U0010ffff")).astype(order + "U1")
    yield "u-control", np.array([chr(c) for c in range(1, 33)] + ['"', "\\", "/", "\x7f", "\x80", "\x85", "\u2028"])
    yield "u0-scalar", np.array("", "U0")
    yield "u0-empty", np.empty((0, 2), "U0")
    yield "u0-field-shape", np.empty((3,), np.dtype([("a", "U0"), ("b", "i4")]))["a"]
    yield "u0-be", np.empty((2, 3), np.dtype([("a", ">U0")]))["a"]


def raw():
    yield "v8-random", view(noise("v8", 40), "V8")
    yield "v1-values", view(bytes(range(16)), "V1", (4, 4))
    yield "v3-2d-f", view(noise("v3", 18), "V3", (3, 2)).T
    yield "v5-scalar", view(noise("v5", 5), "V5").reshape(())
    yield "v-zeros", view(bytes(12), "V4")
    yield "v4-empty", np.empty((0, 2), "V4")
    yield "v0-scalar", np.empty((), "V0")
    yield "v0-empty", np.empty((0,), "V0")
    yield "v0-elements", np.empty((3,), "V0")
    yield "v0-rank2", np.empty((2, 3), "V0")


def counts(unit):
    """Counts about the epoch, before year 1, after 9999, and NaT, none of which overflows in its unit."""
    near = [0, 1, -1, 59, 60, -61, 1000, -1001, 123456789, -987654321, NAT]
    if unit in "YMWDhm":
        near += [-1970, -1971, -2000, 8029, 8030, 719528 * 2, -719529, -719528, -800000, 3000000, -23640, -23652, -24000]
    far = {"s": [253402300799, 253402300800, -62135596800, -62135596801, -62167219201, 1 << 55],
           "ms": [253402300800000, -62135596800001, 1 << 60],
           "us": [253402300800000000, -62135596800000001, 1 << 61]}
    return near + far.get(unit, [(1 << 63) - 1, NAT + 1] if len(unit) == 2 else [])


def dates():
    for kind, word in (("M8", "datetime"), ("m8", "timedelta")):
        for unit, name in UNITS.items():
            for order, suffix in (("<", "le"), (">", "be")):
                dtype = "%s%s[%s]" % (order, kind, unit)
                yield "%s-%s-%s" % (word, name, suffix), view(np.array(counts(unit), order + "i8").tobytes(), dtype)
        for multiple in MULTIPLES:
            numbers = np.array([0, 1, -1, 7, -100, 12345, NAT], "<i8")
            yield "%s-%s" % (word, multiple.lower() if multiple != "3M" else "3month"), view(numbers.tobytes(), "<%s[%s]" % (kind, multiple))
        generic = np.array([NAT, 0, 1, -5, 1 << 62], ">i8")
        yield word + "-generic-be", view(generic.tobytes(), ">" + kind)
        yield word + "-generic-le", view(generic.astype("<i8").tobytes(), "<" + kind)
        yield word + "-generic-nat", view(np.array([NAT, NAT], "<i8").tobytes(), "<" + kind)
        yield word + "-scalar", view(np.array([18321], "<i8").tobytes(), "<%s[D]" % kind).reshape(())
        yield word + "-2d-f", view(np.arange(6, dtype="<i8").tobytes(), "<%s[h]" % kind, (2, 3)).T
        yield word + "-empty", np.empty((0, 3), "<%s[us]" % kind)


def limits():
    """The largest and smallest counts of the coarse units: what NumPy prints then is all there is to go by."""
    ends = np.array([(1 << 63) - 1, NAT + 1, 1 << 62, -(1 << 62)], "<i8")
    for unit in ("s", "ms", "us", "ns", "as", "D", "h", "m"):
        yield "datetime-limits-" + UNITS[unit], view(ends.tobytes(), "<M8[%s]" % unit)


def cases():
    for group in (byte_strings, strings, raw, dates, limits):
        yield from group()
