"""Arrays from fixed bits: the same in every NumPy, because Python's own generator and not NumPy's makes them."""
import random

import numpy as np


def noise(name, count):
    """`count` random bytes that depend on `name` alone."""
    return random.Random(name.encode("utf-8", "surrogatepass")).randbytes(count)


def view(data, dtype, shape=None):
    """A writable array over a copy of `data`."""
    array = np.frombuffer(bytearray(data), dtype)
    return array if shape is None else array.reshape(shape)


def pack(dtype, bits):
    """An array whose elements (real parts and imaginary parts one after the other) have these bit patterns."""
    dtype = np.dtype(dtype)
    size = dtype.itemsize // 2 if dtype.kind == "c" else dtype.itemsize
    order = "big" if dtype.str[0] == ">" else "little"
    return view(b"".join((b % (1 << 8 * size)).to_bytes(size, order) for b in bits), dtype)


def x87(sign, exponent, fraction, padding):
    """The bits of an 80-bit long double: 15 bits of exponent, 63 of fraction, 6 bytes that mean nothing."""
    integer = 1 if exponent else 0
    return padding << 80 | sign << 79 | exponent << 64 | integer << 63 | fraction


def random_bits(dtype, name, count):
    """Bit patterns that are valid for `dtype` (x87 has invalid ones)."""
    rng = random.Random(name)
    dtype = np.dtype(dtype)
    parts = 2 * count if dtype.kind == "c" else count
    size = 8 * dtype.itemsize // (parts // count)
    if dtype.kind in "fc" and size == 128:
        return [x87(rng.getrandbits(1), rng.getrandbits(15), rng.getrandbits(63), rng.getrandbits(48)) for _ in range(parts)]
    return [rng.getrandbits(size) for _ in range(parts)]


def random_numbers(dtype, name, shape):
    """A C-contiguous array of random bits: bool (0 or 1), integers, floats and complex numbers."""
    dtype = np.dtype(dtype)
    count = int(np.prod(shape, dtype=int))
    if dtype.kind == "b":
        return view(bytes(b & 1 for b in noise(name, count)), dtype, shape)
    bits = random_bits(dtype, name, count) if count else []
    return pack(dtype, bits).reshape(shape)


def long_doubles(numbers, dtype, name):
    """Long doubles with these values whose padding is noise, not whatever the machine left there."""
    parts = 2 if np.dtype(dtype).kind == "c" else 1
    flat = np.asarray(numbers).reshape(-1).astype(np.longdouble if parts == 1 else np.clongdouble)
    raw = flat.tobytes()
    padding = noise(name, 6 * len(flat) * parts)
    bits = [int.from_bytes(raw[16 * i:16 * i + 10] + padding[6 * i:6 * i + 6], "little") for i in range(len(flat) * parts)]
    return pack(dtype, bits).reshape(np.shape(numbers))
