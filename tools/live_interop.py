"""Answers the live interop test: one JSON object to a line on stdin, one to a line on stdout, until stdin ends.

    python3 tools/live_interop.py

    {"op":"version"}                    {"numpy":"1.24.2","python":[3,11],"scipy":"1.10.1"} (`scipy` null where there is none)
    {"op":"make","seed":1,"path":P}     saves a random array at P: {"descr":…,"shape":…,"fortran_order":…,"version":…,"values":…}
    {"op":"check","path":P}             loads P: the same members and "resaved_payload_equal", whether np.save writes the same data
    {"op":"make_npz","seed":1,"path":P} saves random arrays in an archive at P: {"members":[…]}, each as above with its "name"
    {"op":"check_npz","path":P}         loads the archive at P: the same, with "same_members" and "same_bytes" (as np.savez writes them) and "bad" (zipfile's testzip)
    {"op":"make_sparse","seed":1,"path":P}  saves a random sparse matrix at P: {"format":…,"shape":…,"is_array":…,"dense":…}
    {"op":"check_sparse","path":P}      loads the one at P: the same, with "same_bytes" as save_npz of it gives them
    {"op":"open_memmap","path":P,"descr":"'<f4'","shape":[2,3],"fortran_order":false}  creates the file at P by np.lib.format.open_memmap: {}
    {"op":"poke","path":P,"index":[1,2],"value":5}  writes one element of P through np.load(mmap_mode='r+'): {"before":…}, the value that was there

Whatever goes wrong is {"error": text}. `descr` and `values` are those of `npyio info --json` and `npyio cat --json`.
"""
import ast
import io
import os
import random
import sys
import warnings
import zipfile

import numpy as np

from golden_values import descr_of, dumps, exact, load, loads, split_file, values
from random_arrays import random_array, random_name

try:
    import scipy
    import scipy.sparse
except ImportError:
    scipy = None


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


class Unseekable(io.RawIOBase):
    """A stream that can only be written to."""

    def __init__(self, file):
        super().__init__()
        self.file = file

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


def members(path):
    """(facts about every member by NumPy, the arrays by name)"""
    facts, arrays = [], {}
    with np.load(path) as archive:
        for info in archive.zip.infolist():
            data, array = archive.zip.read(info), archive[info.filename]
            name = info.filename[:-len(".npy")]
            version, header, _ = split_file(data)
            facts.append({"name": name, "descr": descr_of(array.dtype), "shape": list(array.shape), "fortran_order": header["fortran_order"],
                          "version": version, "values": values(array)})
            arrays[name] = exact(data, array)
    return facts, arrays


def make_npz(path, seed):
    rng = random.Random(seed)
    used = set()
    arrays = {random_name(rng, used): random_array(rng) for _ in range(rng.randint(0, 5))}
    save = rng.choice([np.savez, np.savez_compressed])
    with open(path, "wb") as file:
        save(rng.choice([file, Unseekable(file)]), **arrays)
    return {"members": members(path)[0]}


def contents(archive):
    """Name, header and data of every member. How NumPy writes the header's text differs from version to version."""
    return [(info.filename, header, data[offset:]) for info in archive.infolist() for data in [archive.read(info)] for _, header, offset in [split_file(data)]]


def check_npz(path):
    facts, arrays = members(path)
    again = path + ".resaved.npz"
    np.savez(again, **arrays)
    with zipfile.ZipFile(path) as ours, zipfile.ZipFile(again) as theirs:
        same_members = contents(ours) == contents(theirs)
        bad = ours.testzip()
    return {"members": facts, "same_members": same_members, "bad": bad, "same_bytes": same_files(path, again)}


def same_files(path, again):
    """Whether two files have the same bytes; the second is removed."""
    with open(path, "rb") as ours, open(again, "rb") as theirs:
        same = ours.read() == theirs.read()
    os.remove(again)
    return same


def random_sparse(rng):
    shape = rng.randint(1, 6), rng.randint(1, 6)
    table = np.array([[rng.choice([0, 0, 0, rng.randint(1, 100)]) for _ in range(shape[1])] for _ in range(shape[0])])
    kinds = ["matrix", "array"] if hasattr(scipy.sparse, "csr_array") else ["matrix"]
    make = getattr(scipy.sparse, "%s_%s" % (rng.choice(["csr", "csc", "coo", "bsr", "dia"]), rng.choice(kinds)))
    return make(table.astype(rng.choice("? i1 u2 <i4 <u8 <f4 <f8 <c8 <c16".split())))


def sparse_facts(matrix, path):
    with np.load(path) as archive:
        is_array = "_is_array" in archive.files
    return {"format": matrix.format, "shape": list(matrix.shape), "is_array": is_array, "dense": values(matrix.toarray())}


def make_sparse(path, seed):
    rng = random.Random(seed)
    matrix = random_sparse(rng)
    scipy.sparse.save_npz(path, matrix, compressed=rng.random() < 0.5)
    return sparse_facts(matrix, path)


def check_sparse(path):
    matrix = scipy.sparse.load_npz(path)
    scipy.sparse.save_npz(path + ".resaved.npz", matrix, compressed=False)
    return dict(sparse_facts(matrix, path), same_bytes=same_files(path, path + ".resaved.npz"))


def open_memmap(path, descr, shape, fortran_order):
    dtype = np.lib.format.descr_to_dtype(ast.literal_eval(descr))
    np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=tuple(shape), fortran_order=fortran_order)
    return {}


def poke(path, index, value):
    array = np.load(path, mmap_mode="r+")
    before = array[tuple(index)].item()
    array[tuple(index)] = value
    return {"before": before}


def answer(request):
    if request["op"] == "version":
        return {"numpy": np.__version__, "python": list(sys.version_info[:2]), "scipy": scipy and scipy.__version__}
    if request["op"] == "make":
        return make(request["path"], request["seed"])
    if request["op"] == "check":
        return check(request["path"])
    if request["op"] == "make_npz":
        return make_npz(request["path"], request["seed"])
    if request["op"] == "check_npz":
        return check_npz(request["path"])
    if request["op"] == "make_sparse":
        return make_sparse(request["path"], request["seed"])
    if request["op"] == "check_sparse":
        return check_sparse(request["path"])
    if request["op"] == "open_memmap":
        return open_memmap(request["path"], request["descr"], request["shape"], request["fortran_order"])
    if request["op"] == "poke":
        return poke(request["path"], request["index"], request["value"])
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
