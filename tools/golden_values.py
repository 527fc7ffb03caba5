"""What an array holds, as the JSON that `npyio cat --json` and `npyio info --json` must give; shared by every script here.

Not run by itself. `values(array)` gives the tree, `dumps(tree)` its strict JSON text, `same(tree, parsed)` compares it with
JSON read by `loads`. Everything comes from NumPy's and Python's own conversions. Runs on NumPy 1.19 and later.
"""
import ast
import json
import struct

import numpy as np

MANY = 1001   # a longer axis (with another of length 0) has too many empty lists to write down


class Number:
    """A finite floating-point number with its shortest round-trip text at its own precision."""

    def __init__(self, scalar):
        self.scalar = scalar
        if isinstance(scalar, np.longdouble) and not isinstance(scalar, float):
            self.text = np.format_float_scientific(scalar, unique=True, trim="-")
        else:
            self.text = repr(float(str(scalar)))   # str(float32) is shortest for a float32

    def equals(self, text):
        other = type(self.scalar)(text)
        return bool(other == self.scalar) and bool(np.signbit(other) == np.signbit(self.scalar))


class NumberText(str):
    """A JSON number with a fraction or an exponent, as it stood in the text."""


def real(scalar):
    if np.isnan(scalar):
        return "NaN"
    if np.isinf(scalar):
        return "Infinity" if scalar > 0 else "-Infinity"
    return Number(scalar)


def text_of(array):
    """The str of a 0-d U array; with a code point beyond Unicode (NumPy makes a broken str of it) the numbers instead."""
    points = np.frombuffer(array.tobytes(), array.dtype.str[0] + "u4").tolist()
    if max(points, default=0) <= 0x10FFFF:
        return str(array[()])
    while points[-1] == 0:
        points.pop()
    return {"codepoints": points}


def joined(text):
    """The text with its pairs of surrogates made one character, which JSON cannot tell from them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def date_of(array):
    if np.isnat(array[()]):
        return "NaT"
    if np.datetime_data(array.dtype)[0] == "generic":
        return int(array.view(array.dtype.str[0] + "i8")[()])
    return str(np.datetime_as_string(array[()]))


def leaf(array):
    """VALUES of a 0-d array that is not a record."""
    kind = array.dtype.kind
    if kind == "b":
        return bool(array[()])
    if kind in "iu":
        return int(array[()])
    if kind == "f":
        return real(array[()])
    if kind == "c":
        return [real(array[()].real), real(array[()].imag)]
    if kind == "S":
        return bytes(array[()]).decode("latin-1")
    if kind == "U":
        return text_of(array)
    if kind == "V":
        return array.tobytes().hex()
    if kind == "M":
        return date_of(array)
    if kind == "m":
        return "NaT" if np.isnat(array[()]) else int(array.view(array.dtype.str[0] + "i8")[()])
    raise TypeError("no VALUES for dtype %r" % (array.dtype,))


def values(array):
    """VALUES: nested lists in C order, a bare value for 0-d, records as dicts."""
    array = np.asarray(array)
    if array.ndim:
        return [values(array[i, ...]) for i in range(array.shape[0])]
    if array.dtype.names is not None:
        return {name: values(array[name]) for name in array.dtype.names}
    return leaf(array)


def descr_of(dtype):
    """`descr` of the `info` contract."""
    return repr(np.lib.format.dtype_to_descr(dtype))


def dumps(tree):
    """Strict JSON on one line, ASCII only."""
    if isinstance(tree, Number):
        return tree.text
    if isinstance(tree, dict):
        return "{" + ",".join(json.dumps(k) + ":" + dumps(v) for k, v in tree.items()) + "}"
    if isinstance(tree, (list, tuple)):
        return "[" + ",".join(dumps(v) for v in tree) + "]"
    if isinstance(tree, NumberText):
        return str(tree)
    return json.dumps(tree, allow_nan=False)


def loads(text):
    """JSON with the text of its non-integer numbers kept, and no NaN literals."""
    def refuse(name):
        raise ValueError("not strict JSON: " + name)
    return json.loads(text, parse_float=NumberText, parse_constant=refuse)


def same(tree, parsed):
    """Whether `parsed` (from `loads`) says what `tree` (from `values`) says; numbers are compared at their own precision."""
    if isinstance(tree, Number):
        if isinstance(parsed, bool) or not isinstance(parsed, (int, NumberText)):
            return False
        return tree.equals(str(parsed))
    if isinstance(parsed, NumberText):
        return False
    if isinstance(tree, list):
        return isinstance(parsed, list) and len(tree) == len(parsed) and all(map(same, tree, parsed))
    if isinstance(tree, dict):
        return isinstance(parsed, dict) and same(list(tree), list(parsed)) and all(map(same, tree.values(), parsed.values()))
    if isinstance(tree, str) and isinstance(parsed, str):
        return joined(tree) == joined(parsed)
    return type(tree) is type(parsed) and tree == parsed


def write_manifest(path, rows):
    """A JSON list with one row to a line, so that differences are readable."""
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("[\n" + ",\n".join(dumps(row) for row in rows) + "\n]\n")


def read_manifest(path):
    with open(path, encoding="utf-8") as file:
        return loads(file.read())


def split_file(data):
    """(version, header dict, data offset) of a file that NumPy itself wrote."""
    major, minor = data[6], data[7]
    size = 2 if major == 1 else 4
    length = struct.unpack("<H" if size == 2 else "<I", data[8:8 + size])[0]
    start = 8 + size
    text = data[start:start + length].decode("latin-1" if major < 3 else "utf-8")
    return "%d.%d" % (major, minor), ast.literal_eval(text), start + length


def exact(data, array):
    """The array over its own bytes in a .npy file, padding included, which NumPy leaves out when it reads a member of an archive."""
    if not array.nbytes:
        return array
    _, header, offset = split_file(data)
    return np.frombuffer(data, array.dtype, offset=offset).reshape(array.shape, order="F" if header["fortran_order"] else "C")


def load(path, allow_pickle=False):
    """np.load without its limit on the header's length, which older versions do not have."""
    try:
        return np.load(path, allow_pickle=allow_pickle, max_header_size=1 << 24)
    except TypeError as error:
        if "max_header_size" not in str(error):
            raise
        return np.load(path, allow_pickle=allow_pickle)
