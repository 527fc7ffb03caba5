"""Random arrays of every dtype, shape and order, with random print options: the cases of tools/live_prints.py."""
import collections
import datetime
import decimal
import fractions

import numpy as np

UNITS = "Y M W D h m s ms us ns ps fs as 25s 3M 7D".split()
INTEGERS = "i1 u1 i2 u2 i4 u4 i8 u8".split()
FLOATS = "f2 f4 f8 f16".split()
COMPLEX = "c8 c16 c32".split()
TEXTS = ["", "a", "it's", 'say "x"', "both ' and \"", "\n\t\\", "é", "日本", "𝒳y", "\x7f\x85\u200b\u2028", "\ud800", "long text of words", "\ue000\u0378"]
BYTES = [b"", b"a", b"it's", b'"', b"'\"", b"\x00\xff", b"\n\r\t\\", b"0123456789abcdef"]


class Generator:
    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def pick(self, values):
        return values[int(self.random.integers(len(values)))]

    def chance(self, share):
        return self.random.random() < share

    def case(self):
        """An array, and the print options that are not the defaults."""
        dtype = self.dtype(3)
        array = self.filled(dtype, self.shape(dtype))
        if array.ndim > 1 and self.chance(0.2):
            array = array.T
        return array, self.options() if self.chance(0.5) else {}

    def options(self):
        options = {}
        if self.chance(0.5):
            options["threshold"] = self.pick([1, 2, 5, 20, 100])   # at 0, NumPy takes the object in an array without axes for the array
        if self.chance(0.5):
            options["edgeitems"] = self.pick([1, 2, 3, 5])
        if self.chance(0.5):
            options["precision"] = self.pick([0, 1, 2, 3, 5, 8, 12, 16, 17, 20, 25])
        if self.chance(0.5):
            options["linewidth"] = self.pick([1, 10, 20, 40, 74, 75, 76, 120])
        if self.chance(0.4):
            options["suppress"] = True
        return options

    def shape(self, dtype):
        kind = self.random.integers(12)
        if kind == 0:
            return ()
        if kind == 1:
            return tuple(int(n) for n in self.random.integers(0, 4, self.random.integers(1, 4)))
        if kind <= 5:
            return (int(self.random.integers(1, 12)),)
        if kind == 6:
            return (int(self.random.integers(12, 60)),)
        if kind <= 8:
            return tuple(int(n) for n in self.random.integers(1, 6, 2))
        if kind == 9:
            return tuple(int(n) for n in self.random.integers(1, 4, self.random.integers(3, 6)))
        if dtype.kind in "OVT":
            return (int(self.random.integers(1, 6)),)
        return self.pick([(1001,), (7, 200), (2, 600), (40, 3, 10), (1000,), (11, 1, 100)])

    def dtype(self, depth):
        kind = self.random.integers(14)
        order = self.pick("<>")
        if kind <= 1:
            return np.dtype(order + self.pick(INTEGERS))
        if kind <= 5:
            return np.dtype(order + self.pick(FLOATS))
        if kind <= 7:
            return np.dtype(order + self.pick(COMPLEX))
        if kind == 8:
            return np.dtype("?")
        if kind == 9:
            # Without a unit only in native order: NumPy takes the largest of swapped bytes as they are, and makes room for it.
            return np.dtype(self.pick([order + "M8[%s]" % self.pick(UNITS), order + "m8[%s]" % self.pick(UNITS), "<M8", "<m8"]))
        if kind == 10:
            return np.dtype(order + self.pick(["S0", "S3", "S20", "U0", "U4", "U20", "V0", "V5"]))
        if kind == 11:
            return np.dtype("O")
        if kind == 12 and depth == 3:
            return self.pick([np.dtypes.StringDType(), np.dtypes.StringDType(na_object=None), np.dtypes.StringDType(na_object=np.nan, coerce=False)])
        return self.record(depth - 1) if depth > 0 else np.dtype("i4")

    def record(self, depth):
        fields = []
        for i in range(int(self.random.integers(0 if self.chance(0.1) else 1, 4))):
            dtype = self.dtype(depth)
            name = self.pick(["x", "y z", "it's", "日本"]) + str(i)
            name = ("title %d" % i, name) if self.chance(0.1) else name
            # NumPy takes lists and arrays that are elements of a sub-array for more axes of it.
            if self.chance(0.3) and not dtype.hasobject:
                fields.append((name, dtype, self.pick([(2,), (2, 3), (1,), (0,), (8,), (1, 7), (3, 1, 2)])))
            else:
                fields.append((name, dtype))
        dtype = np.dtype(fields, align=self.chance(0.2))

        # Pickles hold such records as tuples, in which time spans are what Python makes of them.
        return self.record(depth) if dtype.hasobject and "m8" in str(dtype) else dtype

    def filled(self, dtype, shape):
        array = np.zeros(shape, dtype)
        if dtype.names is not None:
            for name in dtype.names:
                field = array[name]
                field[...] = self.filled(field.dtype, field.shape)
        elif dtype.kind in "iu":
            array[...] = self.integers(dtype, array.size).reshape(shape)
        elif dtype.kind == "b":
            array[...] = self.random.integers(0, 2, shape) == 1
        elif dtype.kind == "f":
            array[...] = self.floats(dtype, array.size).reshape(shape)
        elif dtype.kind == "c":
            array.real[...] = self.floats(array.real.dtype, array.size).reshape(shape)
            array.imag[...] = self.floats(array.real.dtype, array.size).reshape(shape)
        elif dtype.kind in "mM":
            array[...] = self.counts(dtype, array.size).astype("i8").view(dtype.newbyteorder("=")).reshape(shape)
        elif dtype.kind == "V":
            array[...] = np.frombuffer(self.random.bytes(array.nbytes), dtype).reshape(shape) if dtype.itemsize else array
        else:
            values = {"S": BYTES, "U": TEXTS, "T": [text for text in TEXTS if text != "\ud800"]}.get(dtype.kind)
            for index in np.ndindex(*shape):
                array[index] = self.object(3, index) if values is None else self.pick(values)
            if dtype.kind == "T" and hasattr(dtype, "na_object") and array.size and self.chance(0.5):
                array[tuple(0 for _ in shape)] = dtype.na_object
        return array

    def integers(self, dtype, size):
        info = np.iinfo(dtype)
        bits = int(self.random.integers(1, 8 * dtype.itemsize + 1))
        low = 0 if info.min == 0 else max(info.min, -(1 << (bits - 1)))
        return self.random.integers(low, min(info.max, (1 << bits) - 1), size, dtype.newbyteorder("="), endpoint=True)

    def counts(self, dtype, size):
        """Counts of dates and time spans that NumPy prints without overflow."""
        span = {"Y": 3000, "M": 30000, "W": 10 ** 5, "D": 10 ** 6}.get(np.datetime_data(dtype)[0], 10 ** 9) if dtype.kind == "M" else 10 ** int(self.random.integers(1, 18))
        counts = self.random.integers(-span, span, size)
        counts[self.random.random(size) < self.pick([0, 0, 0.2, 1])] = np.iinfo("i8").min
        return counts

    def floats(self, dtype, size):
        kind = self.random.integers(10)
        info = np.finfo(dtype)
        if kind == 0:
            values = self.random.integers(-5, 100, size).astype(dtype)
        elif kind == 1:
            values = np.round(self.random.normal(0, 10, size), int(self.random.integers(0, 6))).astype(dtype)
        elif kind == 2:
            values = self.random.random(size).astype(dtype)
        elif kind == 3:
            values = np.asarray(2, dtype) ** self.random.integers(max(info.minexp - info.nmant, -60), min(info.maxexp, 60), size).astype(dtype)
        elif kind == 4:
            values = np.asarray(10, dtype) ** self.random.integers(-7, 5, size).astype(dtype) * self.random.integers(1, 10, size).astype(dtype)
        elif kind == 5:
            values = self.random.normal(0, 1, size).astype(dtype) * np.asarray(2, dtype) ** self.random.integers(info.minexp // 2, info.maxexp // 2, size).astype(dtype)
        elif kind == 6 and dtype.itemsize < 16:
            values = np.frombuffer(self.random.bytes(size * dtype.itemsize), dtype.newbyteorder("="))
        elif kind == 7:
            values = (self.random.integers(0, 2 ** 12, size) / 2.0 ** self.random.integers(0, 12)).astype(dtype)
        elif kind == 8:
            values = np.asarray([self.pick([info.max, info.tiny, info.smallest_subnormal, info.eps, 0, -0.0, 1, 1e3, 999.9, 1e-4, 9.9e-5]) for _ in range(size)], dtype.newbyteorder("="))
        else:
            values = (1 / self.random.integers(1, 50, size).astype(dtype.newbyteorder("=")))
            if dtype.itemsize == 16:
                values = values * np.sqrt(np.asarray(2, "f16"))
        values = np.array(values, dtype)
        for special in (np.nan, np.inf, -np.inf, -0.0):
            if self.chance(0.15):
                values[self.random.random(size) < 0.2] = special
        return values

    def object(self, depth, index):
        kind = int(self.random.integers(24 if depth else 16))
        if kind < 16:
            return self.leaf(kind)
        parts = [self.object(depth - 1, index) for _ in range(int(self.random.integers(0, 4)))]
        keys = dict.fromkeys(self.leaf(int(self.random.integers(8))) for _ in parts)
        if kind == 16:
            return parts
        if kind == 17:
            return tuple(parts)
        if kind == 18:
            return dict(zip(keys, parts))
        if kind == 19:
            return self.pick([set, frozenset])(self.leaf(int(self.random.integers(8))) for _ in range(int(self.random.integers(2))))
        if kind == 20:
            return collections.OrderedDict(zip(keys, parts))
        if kind == 21:
            return collections.defaultdict(self.pick([list, None]), zip(keys, parts))
        if kind == 22:
            parts.append(parts)
            return parts
        dtype = self.dtype(2)
        while dtype.kind == "O" and depth == 1:
            dtype = self.dtype(2)
        # In native order, to which NumPy swaps arrays in pickles; NpyIO need not.
        return self.filled(dtype.newbyteorder("="), self.pick([(), (2,), (2, 2), (30,)])) if depth > 1 else np.arange(3)

    def leaf(self, kind):
        if kind == 0:
            return self.pick([None, True, False])
        if kind == 1:
            return int(self.random.integers(-1000, 1000))
        if kind == 2:
            return self.pick([2 ** 70, -2 ** 63, 10 ** 40, 0])
        if kind == 3:
            return float(self.floats(np.dtype("f8"), 1)[0])
        if kind == 4:
            return complex(*self.floats(np.dtype("f8"), 2))
        if kind == 5:
            return self.pick(TEXTS)
        if kind == 6:
            return self.pick(BYTES)
        if kind == 7:
            return datetime.date(int(self.random.integers(1, 9999)), int(self.random.integers(1, 13)), 28)
        if kind == 8:
            moment = datetime.datetime(2020, 2, 29, 1, 2, int(self.random.integers(3)), int(self.random.integers(2)) * 7)
            return moment.replace(tzinfo=self.pick([None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(minutes=-90))]))
        if kind == 9:
            return datetime.time(3, 4, int(self.random.integers(3)), int(self.random.integers(2)) * 50)
        if kind == 10:
            return datetime.timedelta(int(self.random.integers(-3, 3)), int(self.random.integers(0, 3)), int(self.random.integers(3)))
        if kind == 11:
            return self.pick([decimal.Decimal("1.10"), decimal.Decimal("-1E+30"), fractions.Fraction(-1, 3), fractions.Fraction(4, 2)])
        if kind == 12:
            return self.pick([range(3), range(1, -5, -2), slice(1), slice("a", None, 2.5), bytearray(b"x\xff")])
        if kind == 13:
            dtype = self.pick([np.dtype(text) for text in ("i4", ">i4", "M8[D]", "S5", "i4,f8", "f16", "?", "O", "V3", "(2,3)i4", "U3")])
            return dtype if self.chance(0.5) else np.dtype([("a", "i1"), ("b", dtype)], align=self.chance(0.5))
        dtype = self.dtype(2)
        while dtype.kind in "OT" or dtype.hasobject:
            dtype = self.dtype(2)
        return self.filled(dtype.newbyteorder("="), (1,))[0]
