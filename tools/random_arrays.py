"""Random arrays of every dtype, nested records, sub-arrays, strings and dates included; for the live interop test.

Not run by itself. `random_array(random.Random(seed))` is the same array for the same seed and NumPy.
"""
import numpy as np

from golden_bits import pack, random_bits, view

NUMBERS = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32"]
UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"]
LETTERS = "aZ_ 0'\"\\{}#,\né°ß温\u200b\u0301\U0001F321"
MEMBER_LETTERS = "abcXYZ019 _-./\\éß日\u0301\U0001F600\n"
TEXT = "abcXYZ019 \t\"\\'/\x00\x01é°ÿΩ日\u2028\ud800\udfff\ufeff\U0001F600\U0010FFFF"


def name(rng, used):
    """A field name not used yet: mostly plain, sometimes not."""
    while True:
        text = "".join(rng.choice(LETTERS if rng.random() < 0.2 else "abcxyz") for _ in range(rng.randint(1, 6)))
        if text not in used:
            used.add(text)
            return text


def random_name(rng, used):
    """A name for a member of an archive, not used yet. NumPy itself cannot keep two apart that differ by one's .npy."""
    while True:
        text = "".join(rng.choice(MEMBER_LETTERS) for _ in range(rng.randint(0, 8)))
        if text != "file" and text not in used:   # savez's own parameter
            used.add(text)
            return text


def simple(rng):
    """A dtype without fields, as text."""
    order = rng.choice("<<>=")
    pick = rng.random()
    if pick < 0.55:
        return order + rng.choice(NUMBERS)
    if pick < 0.8:
        return order + rng.choice("SUV") + str(rng.choice([1, 2, 3, 5, 8, 0]) if pick < 0.78 else 1)
    multiple = rng.choice(["", "", str(rng.randint(2, 50))])
    return order + rng.choice("Mm") + "8" + rng.choice(["", "[%s%s]" % (multiple, rng.choice(UNITS))])


def random_shape(rng, most, rank):
    return tuple(rng.choice([1, 1, 2, 2, 3, 4, 0] if most < 5 else [0, 1, 2, 3, 4, 5, 7]) for _ in range(rng.randint(0, rank)))


def random_dtype(rng, depth=0):
    """Records get rarer with depth; some are aligned, some have titles, holes or zero-width fields."""
    if rng.random() > (0.35 if depth == 0 else 0.25) or depth > 3:
        return np.dtype(simple(rng))
    used, fields = set(), []
    for _ in range(rng.randint(1, 5)):
        inner = random_dtype(rng, depth + 1)
        label = name(rng, used)
        if rng.random() < 0.1:
            label = (name(rng, used), label)
        fields.append((label, inner, random_shape(rng, 4, 2)) if rng.random() < 0.25 else (label, inner))
    return np.dtype(fields, align=rng.random() < 0.2)


def fill(array, rng):
    """Gives every element a valid random value; padding keeps the noise that is there."""
    dtype = array.dtype
    if dtype.names is not None:
        for field in dtype.names:
            fill(array[field], rng)
        return
    count = array.size
    if dtype.kind == "b":
        array[...] = view(bytes(rng.getrandbits(1) for _ in range(count)), "?", array.shape)
    elif dtype.kind in "iufc" and count:
        array[...] = pack(dtype, random_bits(dtype, rng.random(), count)).reshape(array.shape)
    elif dtype.kind == "U" and count:
        words = ["".join(rng.choice(TEXT) for _ in range(rng.randint(0, dtype.itemsize // 4))) for _ in range(count)]
        array[...] = np.array(words, dtype).reshape(array.shape)
    elif dtype.kind in "Mm" and count:
        numbers = [rng.choice([-1 << 63, 0, rng.getrandbits(16) - 30000, rng.getrandbits(44) - (1 << 43)]) for _ in range(count)]
        array[...] = np.array(numbers, "i8").view("%s8%s" % (dtype.kind, dtype.str[3:])).astype(dtype).reshape(array.shape)


def arranged(array, rng):
    """The array itself, its transpose, a Fortran copy or a view with steps."""
    pick = rng.random()
    if pick < 0.5 or not array.ndim:
        return array
    if pick < 0.65:
        return array.T
    if pick < 0.8:
        return np.asfortranarray(array)
    return array[tuple(slice(None, None, rng.choice([1, 2, -1])) for _ in range(array.ndim))]


def random_array(rng):
    while True:
        try:
            dtype = random_dtype(rng)
            break
        except ValueError:   # such as a sub-array of zero-width strings
            continue
    shape = random_shape(rng, 7, 4)
    count = int(np.prod(shape, dtype=int))
    array = np.zeros(shape, dtype) if not dtype.itemsize or not count else view(rng.randbytes(count * dtype.itemsize), dtype, shape)
    fill(array, rng)
    return arranged(array, rng)
