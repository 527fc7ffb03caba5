"""Answers the live interop test: one JSON object to a line on stdin, one to a line on stdout, until stdin ends.

    python3 tools/live_interop.py

    {"op":"version"}                    {"numpy":"1.24.2"}
    {"op":"make","seed":1,"path":P}     saves a random array at P: {"descr":…,"shape":…,"fortran_order":…,"version":…,"values":…}
    {"op":"check","path":P}             loads P: the same members and "resaved_payload_equal", whether np.save writes the same data

Whatever goes wrong is {"error": text}. `descr` and `values` are those of `npyio info --json` and `npyio cat --json`.
"""
import os
import random
import sys
import warnings

import numpy as np

from golden_values import descr_of, dumps, load, loads, split_file, values
from random_arrays import random_array


def described(path):
    """(facts about the file at `path` by NumPy, the array, the file's bytes)"""
    with open(path, "rb") as file:
        data = file.read()
    version, header, _ = split_file(data)
    array = load(path)
    return {"descr": descr_of(array.dtype), "shape": list(array.shape), "fortran_order": header["fortran_order"],
            "version": version, "values": values(array)}, array, data


def write(path, array, version):
    with open(path, "wb") as file:
        np.lib.format.write_array(file, array, version=version)


def make(path, seed):
    rng = random.Random(seed)
    array = random_array(rng)
    version = rng.choice([None, None, (2, 0), (3, 0)])
    try:
        write(path, array, version)
    except UnicodeEncodeError:   # version 2 has Latin-1 only
        write(path, array, None)
    return described(path)[0]


def check(path):
    facts, array, data = described(path)
    with open(path + ".resaved", "wb") as file:
        np.save(file, array)
    with open(path + ".resaved", "rb") as file:
        again = file.read()
    os.remove(path + ".resaved")
    facts["resaved_payload_equal"] = data[split_file(data)[2]:] == again[split_file(again)[2]:]
    return facts


def answer(request):
    if request["op"] == "version":
        return {"numpy": np.__version__}
    if request["op"] == "make":
        return make(request["path"], request["seed"])
    if request["op"] == "check":
        return check(request["path"])
    raise ValueError("unknown op " + request["op"])


def main():
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        try:
            reply = answer(loads(line))
        except Exception as error:
            reply = {"error": "%s: %s" % (type(error).__name__, error)}
        sys.stdout.write(dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
