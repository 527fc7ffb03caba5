#!/usr/bin/env python3
"""Writes random pairs of arrays to stdout, and what NumPy's assertions say of them. usage: live_compares.py SEED COUNT

Each case: three lengths as little-endian int32, two .npy files, and a JSON object with rtol, atol, equal_nan, strict and message (null if equal).
"""
import io
import json
import struct
import sys
import warnings

import numpy as np

CODES = "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 f16 c8 c16 M8[s] m8[D] U2 S3".split()


def values(rng, code, shape):
    kind = np.dtype(code).kind
    if kind in "US":
        return rng.integers(8, 12, shape).astype(code)
    if kind in "fc":
        numbers = rng.choice([0, 1, 1.5, 2, 100, -3.25, 1e-3], shape)
        if kind == "c":
            numbers = numbers + 1j * rng.choice([0, 0, 1, -2], shape)
        return numbers.astype(code)
    return rng.integers(0, 2 if kind == "b" else 100, shape).astype(code)


def changed(rng, array):
    """The array with some elements changed; floats also slightly, or to NaN and infinities."""
    other = np.array(array)
    for _ in range(int(rng.integers(0, 4))):
        if other.size == 0:
            break
        index = tuple(int(rng.integers(0, length)) for length in other.shape)
        if other.dtype.kind in "fc" and rng.random() < 0.7:
            new = rng.choice([np.nan, np.inf, -np.inf, 1.0001, 1.01])
            other[index] = other[index] * new if np.isfinite(new) else new
            if not np.isfinite(new) and rng.random() < 0.5:
                array[index] = rng.choice([new, new, np.inf, np.nan])
        else:
            other[index] = values(rng, other.dtype, ())
    return other


def pair(rng):
    code = str(rng.choice(CODES))
    shape = tuple(int(n) for n in rng.integers(0, 6, int(rng.integers(0, 4))))
    actual = np.array(values(rng, code, shape))
    desired = changed(rng, actual)
    options = {"strict": bool(rng.random() < 0.5)}
    numeric = actual.dtype.kind in "biufc"
    if numeric and rng.random() < 0.5:
        options.update(rtol=float(rng.choice([0, 1e-7, 1e-3, 0.02])), atol=float(rng.choice([1e-8, 1e-3, 1])), equal_nan=bool(rng.random() < 0.7))
    if numeric and not options["strict"] and rng.random() < 0.5:
        # Integers of 64 bits beside floats are small here: NumPy rounds large ones.
        other = str(rng.choice([c for c in CODES if np.dtype(c).kind in "biufc"]))
        desired = desired.astype(other)
    if rng.random() < 0.1:
        desired = desired.reshape(-1)
    if rng.random() < 0.2:
        actual = actual.astype(actual.dtype.newbyteorder())
    if rng.random() < 0.3:
        actual, desired = np.asfortranarray(actual) if actual.ndim else actual, desired
    return actual, desired, options


def message(actual, desired, strict, rtol=0.0, atol=0.0, equal_nan=True):
    try:
        if rtol == 0 and atol == 0:
            np.testing.assert_array_equal(actual, desired, strict=strict)
        else:
            np.testing.assert_allclose(actual, desired, rtol, atol, equal_nan, strict=strict)
    except AssertionError as error:
        return str(error)
    return None


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def main():
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    rng = np.random.default_rng(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        actual, desired, options = pair(rng)
        text = json.dumps({**options, "message": message(actual, desired, **options)}).encode()
        parts = [npy(actual), npy(desired), text]
        sys.stdout.buffer.write(struct.pack("<3i", *map(len, parts)) + b"".join(parts))


main()
