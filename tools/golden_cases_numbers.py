"""Golden cases: every numeric dtype in both byte orders, with special and with random values."""
import numpy as np

from golden_bits import long_doubles, pack, random_numbers, view, x87

INTEGERS = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]

# Per format: exponent bits, fraction bits.
FLOATS = {"f2": (5, 10), "f4": (8, 23), "f8": (11, 52)}
COMPLEX = {"c8": "f4", "c16": "f8", "c32": "f16"}
ORDERS = {"<": "le", ">": "be"}


def special_floats(code):
    """Zeros, denormals, limits, infinities, NaNs with payloads, values around one and decimal fractions."""
    if code == "f16":
        top, full, pad = 0x7FFF, (1 << 63) - 1, 0xA1B2C3D4E5F6
        pairs = [(0, 0), (0, 1), (0, full), (1, 0), (top - 1, full), (top, 0), (top, 1 << 62), (top, 1 << 62 | 0xBEEF),
                 (0x3FFF, 0), (0x3FFF, 1), (0x3FFE, full), (0x3FFB, 0x4CCCCCCCCCCCCCCD), (0x3FFD, 0x2AAAAAAAAAAAAAAB),
                 (0x403E, 0), (0x4000, 0x490FDAA22168C235), (0x7000, 0x1234567)]
        return [x87(s, e, f, pad + i) for i, (e, f) in enumerate(pairs) for s in (0, 1)]
    exponent, fraction = FLOATS[code]
    top, full, bias = (1 << exponent) - 1, (1 << fraction) - 1, (1 << (exponent - 1)) - 1
    pairs = [(0, 0), (0, 1), (0, full), (1, 0), (top - 1, full), (top, 0), (top, 1 << (fraction - 1)),
             (top, 1 << (fraction - 1) | 0x55), (top, 1), (bias, 0), (bias, 1), (bias - 1, full),
             (bias + 1, full // 2), (bias - 4, full * 3 // 5 + 1), (bias - 2, full // 3 + 1), (bias + fraction, 3)]
    return [s << (exponent + fraction) | e << fraction | f for e, f in pairs for s in (0, 1)]


def special_integers(code):
    bits = 8 * int(code[1:])
    low = [0, 1, 2, 7, 100, 127]
    return low + [-1, -2, 1 << (bits - 1), (1 << (bits - 1)) - 1, (1 << (bits - 1)) + 1, 0x0123456789ABCDEF % (1 << bits)]


def bools():
    yield "bool-values", view(b"\0\1\1\0\1", "?")
    yield "bool-other-bytes", view(bytes([0, 1, 2, 255, 128, 0]), "?")
    yield "bool-scalar", view(b"\1", "?").reshape(())
    yield "bool-2d", random_numbers("?", "bool-2d", (3, 5))
    yield "bool-1000", random_numbers("?", "bool-1000", (1000,))


def integers():
    for code in INTEGERS:
        for order, word in ORDERS.items():
            if code[1] == "1":
                if order == ">":
                    continue
                order = word = ""
            name = (code + "-" + word).rstrip("-")
            yield name + "-special", pack(order + code, special_integers(code))
            yield name + "-random", random_numbers(order + code, name, (3, 4))
            yield name + "-scalar", random_numbers(order + code, name + "0", ())
            yield name + "-empty", random_numbers(order + code, name, (0,))


def floats():
    for code in list(FLOATS) + ["f16"]:
        for order, word in ORDERS.items():
            name = code + "-" + word
            yield name + "-special", pack(order + code, special_floats(code))
            yield name + "-random", random_numbers(order + code, name, (4, 5))
            yield name + "-scalar", random_numbers(order + code, name + "0", ())
            yield name + "-empty", random_numbers(order + code, name, (2, 0))
            decimals = np.array([0.1, -2.5, 1e-3, 123456.78, 1 / 3, 1e10, 5e-5, 65504, 1e16, 1e22, 3e-7])
            if code == "f16":
                yield name + "-decimals", long_doubles(decimals, order + code, name)
            else:
                yield name + "-decimals", (decimals.clip(-65504, 65504) if code == "f2" else decimals).astype(order + code)


def complexes():
    for code, part in COMPLEX.items():
        for order, word in ORDERS.items():
            name = code + "-" + word
            bits = special_floats(part)
            yield name + "-special", pack(order + code, bits + bits[5:] + bits[:5])
            yield name + "-random", random_numbers(order + code, name, (2, 3))
            yield name + "-scalar", random_numbers(order + code, name + "0", ())
            yield name + "-empty", random_numbers(order + code, name, (0, 3))


def large():
    """Long enough for vectorised byte swaps and their tails, and for tiled transposes."""
    yield "i2-be-1000", random_numbers(">i2", "i2-1000", (1000,))
    for code in ["i2", "u4", "f8", "c8", "f16"]:
        yield code + "-be-long", random_numbers(">" + code, code + "-long", (517 if code[0] in "iu" else 131,))
        yield code + "-le-large-f", random_numbers("<" + code, code + "-f", (33, 40) if code == "i2" else (13, 9)).T
        yield code + "-be-17x19-f", random_numbers(">" + code, code + "-g", (19, 17) if code != "f16" else (5, 3)).T
    yield "u1-31x67-f", random_numbers("u1", "u1-f", (67, 31)).T
    yield "f4-le-7x5x3-f", np.asfortranarray(random_numbers("<f4", "f4-3d", (7, 5, 3)))
    yield "i8-be-7x5x3-f", np.asfortranarray(random_numbers(">i8", "i8-3d", (7, 5, 3)))


def cases():
    for group in (bools, integers, floats, complexes, large):
        yield from group()
