"""Writes what np.save makes of views over a buffer, given as numpy.ndarray takes them, and a manifest.json.

    python3 tools/make_views.py DIR            (with the NumPy that is the rule)

Rows hold name, file, buffer (hex), descr, shape, offset and strides (both in bytes), fortran_order and values. `padding` marks
strided records with padding bytes: np.save to a path keeps those bytes, to a stream it leaves them unset; here they are kept.
"""
import os
import shutil
import sys
import warnings

import numpy as np

from golden_bits import noise
from golden_values import descr_of, split_file, values, write_manifest

PADDED = {"names": ["a", "b"], "formats": ["u1", "<u2"], "offsets": [0, 4], "itemsize": 8}

# name: dtype, length of the buffer, shape, offset, strides.
VIEWS = {
    "contiguous": ("<i4", 24, (2, 3), 0, (12, 4)),
    "fortran": ("<i4", 24, (2, 3), 0, (4, 8)),
    "offset": ("<i4", 40, (2, 3), 8, (12, 4)),
    "offset-unaligned": ("<i4", 40, (2, 3), 3, (12, 4)),
    "offset-only": ("<f8", 24, (), 5, ()),
    "step": ("<i2", 40, (5,), 2, (8,)),
    "reversed": ("<i2", 20, (10,), 18, (-2,)),
    "reversed-both": (">i4", 24, (2, 3), 20, (-12, -4)),
    "reversed-rows-f": ("<i4", 24, (3, 2), 8, (-4, 12)),
    "column": ("<u4", 48, (4,), 4, (12,)),
    "block": ("u1", 60, (3, 4), 13, (10, 1)),
    "block-f": ("u1", 60, (4, 3), 13, (1, 10)),
    "permuted": ("<i2", 48, (4, 2, 3), 0, (2, 24, 8)),
    "permuted-f": ("<i2", 48, (4, 3, 2), 0, (2, 8, 16)),
    "broadcast": ("<i4", 12, (3, 3), 0, (0, 4)),
    "broadcast-inner": ("<i4", 12, (3, 2), 0, (4, 0)),
    "broadcast-all": ("<i8", 8, (2, 2), 0, (0, 0)),
    "overlapping": ("<i2", 12, (4, 3), 0, (2, 2)),
    "odd-strides": ("<i4", 50, (3, 2), 1, (13, 5)),
    "one-axes": ("<i4", 24, (1, 6, 1), 0, (999, 4, -7)),
    "one-axes-f": ("<i4", 24, (2, 1, 3), 0, (4, 100, 8)),
    "one-element": ("<i4", 8, (1, 1), 4, (64, 64)),
    "empty": ("<i4", 8, (0, 3), 0, (3, 5)),
    "empty-inner": ("<i4", 8, (2, 0), 8, (0, 0)),
    "strings": ("<U2", 64, (2, 2), 0, (16, 32)),
    "bytes": ("S3", 30, (3,), 4, (7,)),
    "void": ("V5", 40, (3,), 1, (11,)),
    "dates": (">M8[D]", 64, (3,), 8, (16,)),
    "complex": ("<c8", 64, (2, 3), 0, (8, 16)),
    "bool": ("?", 12, (3, 2), 0, (2, 6)),
    "records": ([("a", "u1"), ("b", ">i4")], 40, (4,), 0, (10,)),
    "records-f": ([("a", "u1"), ("b", ">i4")], 30, (2, 3), 0, (5, 10)),
    "records-padded": (PADDED, 32, (4,), 0, (8,)),
    "records-padded-f": (PADDED, 48, (2, 3), 0, (8, 16)),
    "records-padded-step": (PADDED, 64, (4,), 0, (16,)),
    "records-padded-reversed": (PADDED, 32, (4,), 24, (-8,)),
    "subarrays": ([("m", "<i2", (2, 2))], 48, (3,), 0, (16,)),
    "rank-6": ("u1", 64, (2, 2, 2, 2, 2, 2), 0, (1, 4, 2, 16, 32, 8)),
    "large-transposed": ("<i2", 2000, (40, 25), 0, (2, 80)),
    "large-be-step": (">i4", 2400, (300,), 0, (8,)),
    "zero-width": ("V0", 4, (3,), 0, (1,)),
}


def buffer_of(name, dtype, size):
    """Bytes that are valid for the dtype."""
    if dtype.kind == "U":
        return bytes(b for i in range(size // 4) for b in (65 + i, 0, 0, 0))
    return bytes(b & 1 for b in noise(name, size)) if dtype.kind == "b" else noise(name, size)


def main(folder):
    warnings.simplefilter("ignore")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    rows = []
    for name, (spec, size, shape, offset, strides) in VIEWS.items():
        dtype = np.dtype(spec)
        data = buffer_of(name, dtype, size)
        array = np.ndarray(shape, dtype, bytearray(data), offset, strides)
        path = os.path.join(folder, name + ".npy")
        np.save(path, array)
        with open(path, "rb") as file:
            order = split_file(file.read())[1]["fortran_order"]
        row = {"name": name, "file": name + ".npy", "buffer": data.hex(), "descr": descr_of(dtype), "shape": list(shape),
               "offset": offset, "strides": list(strides), "fortran_order": order, "values": values(array)}
        if name.startswith("records-padded-"):
            row["padding"] = True
        rows.append(row)
    write_manifest(os.path.join(folder, "manifest.json"), rows)
    print("views: %d cases" % len(rows))


if __name__ == "__main__":
    main(sys.argv[1])
