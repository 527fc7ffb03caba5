"""Golden cases: shapes, C and Fortran order, views that are not contiguous, forced format versions, array subclasses."""
import numpy as np

from golden_bits import noise, random_numbers, view
from golden_cases_records import filled

NEW = np.__version__[:4] not in ("1.16", "1.17", "1.18", "1.19")
SHAPES = [(), (0,), (1,), (5,), (2, 3), (3, 0, 2), (2, 3, 4), (1, 5), (5, 1), (1, 1, 1), (0, 0), (2, 1, 3), (3, 2, 2, 2), (1, 0, 3)]
DTYPES = {"i4": "<i4", "be-f8": ">f8", "c8": "<c8", "u3": "<U3", "be-date": ">M8[s]", "rec": [("a", "u1"), ("b", ">i4")]}


def some(dtype, name, shape):
    """Values of any dtype, small and finite."""
    if np.dtype(dtype).kind in "iu":
        return random_numbers(dtype, name, shape)
    return filled(dtype, name, shape)


def shapes():
    for word, dtype in DTYPES.items():
        for shape in SHAPES:
            name = "shape-%s-%s" % (word, "x".join(map(str, shape)) or "scalar")
            array = some(dtype, name, shape)
            yield name + "-c", array
            if len(shape) > 1 and word in ("i4", "be-f8", "u3"):
                yield name + "-f", np.asfortranarray(array)


def ranks():
    yield "rank-8", some("<i2", "rank-8", (1, 2, 1, 2, 1, 3, 1, 2))
    yield "rank-8-f", np.asfortranarray(some("<i2", "rank-8", (1, 2, 1, 2, 1, 3, 1, 2)))
    yield "rank-32", some("u1", "rank-32", (1,) * 15 + (2, 2, 3) + (1,) * 13 + (2,))
    yield "rank-32-f", np.asfortranarray(some(">i2", "rank-32", (2,) + (1,) * 29 + (2, 3)))
    if int(np.__version__.split(".")[0]) >= 2:
        yield "rank-64", some("<i4", "rank-64", (1,) * 30 + (2, 2, 3) + (1,) * 30 + (2,))
        yield "rank-64-f", np.asfortranarray(some("<f4", "rank-64", (2,) + (1,) * 61 + (2, 3)))


def views():
    line, table, cube = (some("<i4", "views", s) for s in ((12,), (4, 6), (3, 4, 5)))
    yield "view-step", line[::2]
    yield "view-reversed", line[::-1]
    yield "view-column", table[:, 2]
    yield "view-block", table[1:3, 2:5]
    yield "view-transposed-reversed", table.T[..., ::-1]
    yield "view-permuted", cube.transpose(2, 0, 1)
    yield "view-swapped", cube.swapaxes(0, 1)
    yield "view-stepped-3d", cube[::2, ::-3, 1::2]
    yield "view-broadcast", np.broadcast_to(line[:3], (4, 3))
    yield "view-broadcast-scalar", np.broadcast_to(np.array(7, "<i4"), (2, 3))
    yield "view-f-slice", np.asfortranarray(table)[1:3]
    yield "view-f-columns", np.asfortranarray(table)[:, 1:3]
    yield "view-one-row-f", np.asfortranarray(table)[:1]
    yield "view-newaxis", table.T[:, None, :]
    yield "view-diagonal", np.lib.stride_tricks.as_strided(table, (4,), (28,))
    yield "view-windows", np.lib.stride_tricks.as_strided(line, (10, 3), (4, 4))
    yield "view-be-strings", some(">U2", "view-be-strings", (4, 3))[::2, ::-1]
    yield "view-field", filled([("a", "u1"), ("b", "<i4")], "view-field", (5,))["b"]
    yield "view-complex-imag", filled("<c16", "view-complex", (4,)).imag
    yield "view-records-no-padding", filled([("a", "u1"), ("b", ">i4")], "view-records", (6,))[::2]
    yield "view-subarray-field", filled([("k", "u1"), ("m", "<i2", (2, 3))], "view-subarray", (3,))["m"]
    yield "view-unaligned", view(noise("view-unaligned", 33)[:33], "u1")[1:33].view("<f8")[:2].view("<i8")
    padded = np.dtype({"names": ["a", "b"], "formats": ["u1", "<u2"], "offsets": [0, 4], "itemsize": 8})
    yield "view-padded-step", filled(padded, "view-padded", (6,))[::2]
    yield "view-padded-reversed", filled(padded, "view-padded", (4,))[::-1]
    yield "view-f16-step", random_numbers("<f16", "view-f16", (5,))[::2]


def subclasses():
    yield "class-matrix", np.matrix(some("<i4", "class-matrix", (2, 3)))
    yield "class-matrix-f", np.matrix(some("<i4", "class-matrix", (2, 3))).T
    yield "class-chararray", np.array([b"ab", b"c "]).view(np.chararray)
    yield "class-scalar", np.float32(1.25)
    yield "class-list", [[1, 2], [3, 4]]
    yield "class-bool-list", [True, False]
    yield "class-int", 7
    yield "class-string", "text"


def versions():
    for version in ((1, 0), (2, 0), (3, 0)):
        word = "version-%d-" % version[0]
        yield word + "i4", some("<i4", word, (2, 3)), version
        yield word + "be-f", some(">f4", word, (3, 2)).T, version
        yield word + "rec", some([("a", "<f8"), ("b", "S3")], word, (2,)), version
        yield word + "scalar", some("<f8", word, ()), version
    yield "version-2-latin1", filled([("Größe", "<i4")], "v2-latin1", (2,)), (2, 0)
    yield "version-3-latin1", filled([("Größe", "<i4")], "v3-latin1", (2,)), (3, 0)
    yield "version-3-unicode", filled([("温度", "<i4")], "v3-unicode", (2,)), (3, 0)


def growth():
    """First axes of 1 to 21 digits leave room of different sizes; lengths around a multiple of 64."""
    for digits in range(1, 19):
        long = 10 ** (digits - 1)
        yield "growth-last-%02d" % digits, np.broadcast_to(np.empty((0, 1), "<i4"), (0, long))
        if digits <= 10 or NEW:   # NumPy 1.19 cannot allocate the longer ones
            yield "growth-first-%02d" % digits, np.broadcast_to(np.empty((1, 0), "<i4"), (long, 0))
    for extra in range(0, 64, 3):
        yield "growth-name-%02d" % extra, filled([("n" * (extra + 1), "u1")], "growth", (1,))
    yield "growth-scalar-f", np.empty((), "<c32")


def cases():
    for group in (shapes, ranks, views, subclasses, versions, growth):
        yield from group()
