"""Random parts of random arrays by NumPy, for the live test of stored arrays.

    python3 tools/random_parts.py SEED COUNT

A case on standard output: three lengths (little-endian int32), then as many bytes of a .npy file, of an index as text, and of a .npy
file with the part. The arrays have every dtype but objects, C or Fortran order, and any bytes; the index is one that NumPy accepts.
"""
import io
import random
import struct
import sys

import numpy as np

from random_views import index, parse

SIMPLE = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", "M8[D]", "M8[25s]", "m8[ns]", "m8", "S3", "S1", "U2", "V5", "f16", "c32"]

# Elements of an array.
MOST = 20_000


def dtype_of(rng, depth=0):
    if depth < 2 and rng.random() < 0.2:
        fields = []
        for i in range(rng.randint(1, 4)):
            shape = tuple(rng.randint(1, 3) for _ in range(rng.choice([0, 0, 1, 2])))
            fields.append((f"f{i}", dtype_of(rng, depth + 1), shape) if shape else (f"f{i}", dtype_of(rng, depth + 1)))
        return np.dtype(fields, align=rng.random() < 0.3)
    return np.dtype(rng.choice("<>") + rng.choice(SIMPLE))


def text_of(rng, count):
    """Elements of U are code points."""
    return "".join(rng.choice(["a", "é", "\U0001d4b3", " "]) for _ in range(count))


def fill(rng, array):
    if array.dtype.names:
        for name in array.dtype.names:
            fill(rng, array[name])
    elif array.dtype.kind == "U":
        for place in np.ndindex(array.shape):
            array[place] = text_of(rng, 2)
    elif array.size:
        count = array.size * array.dtype.itemsize
        array[...] = np.frombuffer(rng.randbytes(count), array.dtype.str).reshape(array.shape) if array.dtype.kind != "b" else \
            (np.frombuffer(rng.randbytes(count), "u1") % 2).astype("?").reshape(array.shape)


def save(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def main(seed, count):
    rng = random.Random(seed)
    for _ in range(count):
        longest = rng.choice([4, 4, 9, 30])
        shape = [rng.randint(0 if rng.random() < 0.1 else 1, longest) for _ in range(rng.choice([0, 1, 2, 2, 3, 3, 4]))]
        while np.prod(shape) > MOST:
            shape.pop()
        array = np.zeros(shape, dtype_of(rng), order=rng.choice("CF"))
        fill(rng, array)
        while True:
            text = index(rng, array.shape)
            try:
                part = array[parse(text)] if text else array
                break
            except IndexError:
                pass
        # A number for every axis gives an element, which becomes an array of no axes. The bytes between fields are zeros, as they are in the array.
        copy = np.zeros(np.shape(part), array.dtype)
        copy[...] = part
        written = [save(array), text.encode(), save(copy)]
        sys.stdout.buffer.write(struct.pack("<3i", *map(len, written)) + b"".join(written))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
