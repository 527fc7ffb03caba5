"""Makes, of every record file in a folder, what NumPy makes of the same values; the test of records loads it.

    python3 tools/live_records.py FOLDER

NAME.npy gives NAME.npy.same, np.save of a new array of the same dtype, filled field by field, and NAME.npy.other, the fields reversed, aligned, in the other byte order.
"""
import glob
import os
import sys

import numpy as np


def other(dtype):
    if dtype.subdtype is not None:
        element, shape = dtype.subdtype
        return np.dtype((other(element), shape))
    if dtype.names is None:
        return dtype.newbyteorder()
    names = list(reversed(dtype.names))
    return np.dtype({"names": names + ["more"], "formats": [other(dtype.fields[name][0]) for name in names] + ["S5"]}, align=True)


def copy(source, target):
    if source.dtype.names is None:
        target[...] = source
        return
    for name in source.dtype.names:
        copy(source[name], target[name])


def save(path, array):
    with open(path, "wb") as file:
        np.save(file, array)


for path in glob.glob(os.path.join(sys.argv[1], "*.npy")):
    array = np.load(path)
    same = np.zeros(array.shape, array.dtype)
    copy(array, same)
    save(path + ".same", same)
    reversed_fields = np.zeros(array.shape, other(array.dtype))
    copy(array, reversed_fields)
    save(path + ".other", np.asfortranarray(reversed_fields))
