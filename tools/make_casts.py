#!/usr/bin/env python3
"""Writes testdata/casts.json: NumPy's rules for casts (np.can_cast) and what astype makes of telling values.

usage: make_casts.py OUT.json      (with NumPy 2.4 on x86-64)
Values are the hexadecimal bytes of the elements, little-endian, as they lie in memory. The padding of long doubles is
cleared, as it is left over from whatever was in the register. A result that differs between a long array and single
elements depends on how the loop was compiled; such pairs are left out and listed under "unstable".
"""
import json
import sys
import warnings

import numpy as np

NUMBERS = "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 f16 c8 c16 c32".split()
OTHERS = "S1 S5 S11 S21 S64 U1 U5 U6 U11 U64 V4 V5 M8 M8[Y] M8[s] M8[ns] M8[25s] M8[D] m8 m8[Y] m8[M] m8[W] m8[D] m8[s] m8[25s] m8[ns]".split()
MODES = [("unsafe", "u"), ("same_kind", "k"), ("safe", "s"), ("equiv", "e")]


def values(code):
    dtype = np.dtype(code)
    if code == "?":
        return np.array([0, 1], "u1").view("?")
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        near = [0, 1, 2, 3, 5, 77, 127, 128, 129, 255, 256, 257, 2047, 2048, 2049, 32767, 32768, 65535, 65536, 65504, 65519, 65520,
                2**24 - 1, 2**24 + 1, 2**24 + 3, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53 - 1, 2**53 + 1, 2**53 + 3, 2**63 - 1, 2**63, 2**63 + 1025,
                2**63 + 2**39, 2**63 + 2**39 + 1, 2**64 - 1, 2**64 - 1024, 0x123456789ABCDEF0, 0xFEDCBA9876543210]
        near += [-n for n in near]
        return np.array(sorted({n for n in near if info.min <= n <= info.max}), dtype)
    if dtype.kind == "c":
        part = values({8: "f4", 16: "f8", 32: "f16"}[dtype.itemsize])[::4]
        result = np.zeros(2 * len(part), dtype)
        result.real[:len(part)] = part
        result.imag[:len(part)] = np.arange(len(part)) % 3
        result.imag[len(part):] = part
        result.real[len(part):] = -(np.arange(len(part)) % 2) * 5.5
        return result
    base = [0.0, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 3.99, 77.125, 127.5, 128, 129, 255.9, 256, 300.7, 32767.9, 32768, 40000, 65504, 65519.99, 65520, 65535.5,
            65536, 70000.5, 2.0**31 - 1, 2.0**31, 2.0**31 + 1, 3e9, 2.0**32 - 1, 2.0**32, 2.0**32 + 5, 2.0**53 + 1, 2.0**62, 2.0**63, 2.0**63 * 1.5, 2.0**64, 1e19, 1e20,
            1e30, 3.4028235e38, 3.4028235677973366e38, 1e39, 1e300, 1.7976931348623157e308, 1e-5, 5.96e-8, 2.98e-8, 2.9802322387695312e-8, 6.1e-5, 1e-40, 7e-46,
            1e-45, 1e-310, 5e-324, 1 / 3, np.pi, 1 + 2.0**-11, 1 + 2.0**-11 + 2.0**-30, 1 + 2.0**-24, 1 + 3 * 2.0**-24, 1 + 2.0**-24 + 2.0**-50, np.inf, np.nan]
    result = np.array(base + [-x for x in base]).astype(dtype)
    if code == "f16":
        one = np.longdouble(1)
        fine = [one + one / 2**63, one + one / 2**53, one + one / 2**53 + one / 2**63, one + 3 * one / 2**53, one + one / 2**24 + one / 2**63, one + one / 2**11 + one / 2**60,
                one * 2**63 - one, one * 2**64 - one, one * 2**63 + one, one * 2**32 - one / 2**31, np.longdouble("1e4000"), np.longdouble("1e-4000"), np.longdouble("3e-324"),
                np.longdouble("2.4703282292062327208e-324"), np.longdouble("1e-310"), np.longdouble("1.797693134862315807e308"), np.longdouble("1.7976931348623158080e308")]
        result = np.concatenate([result, np.array(fine + [-x for x in fine], "f16")])
    return result


def image(array):
    """The bytes in memory, padding of long doubles cleared."""
    data = bytearray(np.ascontiguousarray(array).tobytes())
    if array.dtype.char in "gG":
        for start in range(0, len(data), 16):
            data[start + 10:start + 16] = bytes(6)
    return data.hex()


def main():
    warnings.simplefilter("ignore")
    rules = {}
    for a in NUMBERS + OTHERS:
        row = ""
        for b in NUMBERS + OTHERS:
            best = "."
            for mode, letter in MODES:
                if np.can_cast(np.dtype(a), np.dtype(b), mode):
                    best = letter
            row += best
        rules[a] = row
    sources, results, unstable = {}, {}, []
    for a in NUMBERS:
        v = values(a)
        sources[a] = image(v)
        for b in NUMBERS:
            whole = image(np.concatenate([v] * 8).astype(b)[:len(v)])
            single = "".join(image(v[i:i + 1].astype(b)) for i in range(len(v)))
            if whole != single:
                size = len(whole) // len(v)
                for i in range(len(v)):
                    x, y = whole[i * size:(i + 1) * size], single[i * size:(i + 1) * size]
                    if x != y:
                        unstable.append([a, b, i, x, y, str(v[i])])
            results[f"{a}>{b}"] = whole
    json.dump({"numpy": np.__version__, "dtypes": NUMBERS + OTHERS, "rules": rules, "values": sources, "casts": results, "unstable": unstable},
              open(sys.argv[1], "w"), indent=0)


main()
