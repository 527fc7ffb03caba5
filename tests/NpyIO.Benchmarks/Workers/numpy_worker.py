"""NumPy's side of the comparison: answers the driver's requests, a line each, until the input ends.

    version
    make KIND COUNT PATH                          writes a file (or a directory of files), the same in every run
    measure OPERATION THREADS ITERATIONS PATH     seconds per operation, "-", and some bytes of the result
    peak OPERATION THREADS PATH                   by how many bytes the peak of resident memory rises
"""
import gc
import glob
import io
import os
import pickle
import platform
import sys
from time import perf_counter

import numpy as np
from numpy.lib import format as npy_format

try:
    import joblib
except ImportError:
    joblib = None

HEADER_BATCH = 100
PRINT_BATCH = 10000
RECORD = np.dtype([("time", "<f8"), ("station", "<i4"), ("value", "<f4"), ("flags", "<i4")])
TICK = np.dtype([("time", "<i8"), ("price", "<f8"), ("size", "<i4"), ("flags", "<i4"), ("volume", "<f8")])
OTHER_TICK = np.dtype([("volume", ">f8"), ("size", ">i4"), ("time", ">i8"), ("flags", ">i4"), ("price", ">f8")])
DEAL = np.dtype([("t", "<M8[ns]"), ("price", "<f8"), ("sym", "<U8"), ("qty", "<i4")])
TRADE = np.dtype([("time", "<M8[ns]"), ("price", "<f8"), ("name", "<U8"), ("quantity", "<i8"), ("flags", "<i8")])

# Row r of the 1,000 that are read is r * SCATTER modulo the number of rows.
SCATTER = 7919

RANDOM_ROWS = 100000

# A header that NumPy reads but does not write: other order, quotes and spacing, a comment, no padding.
LEGAL_HEADER = b"""{ "shape" : ( 3,
  0x4 , ) , 'fortran_order':False,  # as a person would write it
  "descr" : '<' "f8" }\n"""


def numbers(count):
    return np.arange(count, dtype="<f8") * 0.5 + 1


def array_of(kind, count):
    if kind == "f8":
        return numbers(count)
    if kind == "f8-whole":
        return np.arange(count, dtype="<f8")
    if kind == "i8":
        return np.arange(count, dtype="<i8")
    if kind == "f8-big":
        return numbers(count).astype(">f8")
    if kind == "f8-fortran":
        return np.asfortranarray(numbers(count).reshape(10000, -1))
    if kind == "f8-cube":
        return numbers(count).reshape(-1, 100, 100)
    if kind == "f8-wide":
        return numbers(count).reshape(-1, 100)
    if kind == "trades":
        array = np.zeros(count, TRADE)
        array["time"] = np.arange(count)
        array["price"] = numbers(count)
        return array
    if kind == "matrix":
        return numbers(count).reshape(-1, 4)
    if kind == "record":
        array = np.zeros(count, RECORD)
        array["time"] = np.arange(count)
        array["station"] = np.arange(count) % 1000
        array["value"] = 0.5
        return array
    if kind in ("ticks", "ticks-other"):
        array = np.zeros(count, TICK if kind == "ticks" else OTHER_TICK)
        array["time"] = np.arange(count)
        array["price"] = numbers(count)
        array["size"] = np.arange(count) % 1000
        array["flags"] = 7
        array["volume"] = 0.25
        return array
    if kind == "deals":
        array = np.zeros(count, DEAL)
        array["t"] = np.arange(count) * 1000 + 1700000000000000000
        array["price"] = numbers(count)
        array["sym"] = np.char.add("S", (np.arange(count) * 7919 % 1000003).astype("<U7"))
        array["qty"] = np.arange(count) % 1000
        return array
    if kind == "f2":
        return (np.arange(count) % 2048).astype("<f2")
    if kind == "c8":
        return np.arange(count).astype("<c8") * (1 - 2j)
    if kind == "bool":
        return np.arange(count) % 3 == 0
    if kind == "M8":
        return np.arange(count).view("<M8[ns]")
    if kind == "M8-ticks":
        return (np.arange(count) * 100).view("<M8[ns]")
    if kind == "U16":
        return np.char.add("station ", (np.arange(1000) + 1000).astype("<U4")).astype("<U16")[np.arange(count) % 1000]
    raise ValueError("unknown kind " + kind)


def random_numbers(count):
    return np.random.default_rng(1).random(count) + 1


def quantised(count):
    return np.round(np.sin(np.arange(count) * 0.001) * 1000) / 1000


def members_of(kind, count):
    """The arrays of an archive, together `count` elements (one-hot and text: about as many)."""
    if kind == "npz":
        return {"a%d" % i: numbers(count // 8) + i for i in range(8)}
    if kind == "npz-two":
        return {"quantised": quantised(count // 2), "random": random_numbers(count // 2)}
    if kind == "npz-one":
        return {"x": np.concatenate([quantised(count // 2), random_numbers(count // 2)])}
    if kind == "npz-drift":
        return {"x": (np.sin(np.arange(count) * 0.001) + np.arange(count) * 1e-5).astype("<f4")}
    if kind == "npz-random":
        return {"x": random_numbers(count)}
    if kind == "npz-periodic":
        return {"x": np.sin(np.arange(count) % 1000 * (2 * np.pi / 1000))}
    if kind == "npz-quantised":
        return {"x": quantised(count)}
    if kind == "npz-integers":
        return {"x": np.random.default_rng(2).integers(0, 1000, count).astype("<i4")}
    if kind == "npz-one-hot":
        return {"x": np.eye(100, dtype="<f4")[np.random.default_rng(3).integers(0, 100, max(1, count // 100))]}
    if kind == "npz-text":
        words = np.array("the sparse matrix is read from a file of names and numbers in no particular order".split(), "<U10")
        return {"x": words[np.random.default_rng(4).integers(0, len(words), count)]}
    raise ValueError("unknown kind " + kind)


def strings(count):
    return np.array(["item %d" % i for i in range(count)], dtype=object)


def arrays_by_name(count):
    return {"array %03d" % i: numbers(count // 1000) + i for i in range(1000)}


def make_pickled(kind, count, path):
    with open(path, "wb") as file:
        if kind == "object-strings":
            np.save(file, strings(count))
        elif kind == "joblib":
            joblib.dump(numbers(count), file)
        else:
            pickle.dump(strings(count) if kind == "pickle-strings" else arrays_by_name(count), file)
        file.flush()
        os.fsync(file.fileno())


def make_stream(count, path):
    """Rows of 100 elements, written in pieces: the array need not fit memory. Really written, not a hole: its pages are those of any file."""
    piece = numbers(10000000)
    with open(path, "wb") as file:
        npy_format.write_array_header_1_0(file, {"descr": "<f8", "fortran_order": False, "shape": (count // 100, 100)})
        for start in range(0, count, len(piece)):
            piece[:count - start].tofile(file)
        file.flush()
        os.fsync(file.fileno())


def make(kind, count, path):
    if kind.startswith("npz"):
        deflated = kind.endswith("-deflated")
        with open(path, "wb") as file:
            (np.savez_compressed if deflated else np.savez)(file, **members_of(kind[:-len("-deflated")] if deflated else kind, count))
            file.flush()
            os.fsync(file.fileno())
    elif kind == "f8-stream":
        make_stream(count, path)
    elif kind == "files":
        os.mkdir(path)
        for i in range(count):
            np.save(os.path.join(path, "%06d.npy" % i), numbers(112) + i)
    elif kind in ("joblib", "object-strings", "pickle-strings", "pickle-arrays"):
        make_pickled(kind, count, path)
    elif kind == "legal-header":
        with open(path, "wb") as file:
            file.write(npy_format.magic(1, 0) + len(LEGAL_HEADER).to_bytes(2, "little") + LEGAL_HEADER + bytes(96))
    else:
        with open(path, "wb") as file:
            np.save(file, array_of(kind, count))
            file.flush()
            os.fsync(file.fileno())  # so that no write-back runs beside the measuring
    return str(os.path.getsize(path))


def load_swapped(path):
    array = np.load(path)
    array.byteswap(inplace=True)
    return array.view(array.dtype.newbyteorder("="))


def load_many(files):
    for file in files:
        array = np.load(file)
    return array


def load_pickle(path):
    with open(path, "rb") as file:
        return pickle.load(file)


def read_headers(stream):
    for _ in range(HEADER_BATCH):
        stream.seek(npy_format.MAGIC_LEN)
        npy_format.read_array_header_1_0(stream)


def load_archive(path):
    with np.load(path) as archive:
        return {name: archive[name] for name in archive.files}


def save_archive(save, path, arrays):
    save(path, **arrays)
    return path


def copy_rows(path):
    array = np.load(path, mmap_mode="r")
    for i in range(1000):
        row = array[i * SCATTER % len(array)].copy()
    return row


def map_touched(path):
    """A mapped array, all of it touched, so that no page fault is in the time; and which rows are copied, the same as in NpyIORival.Parts.cs."""
    array = np.load(path, mmap_mode="r")
    rows, state = [], 1
    for _ in range(RANDOM_ROWS):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        rows.append((state >> 33) % len(array))
    array.sum()
    return array, rows


def copy_each(array, rows):
    for i in rows:
        row = array[i].copy()
    return row


def save_path(path, iteration, extension="npy"):
    return "%s.%d.%d.saved.%s" % (path, os.getpid(), iteration, extension)


def delete_saved(path):
    for file in glob.glob("%s.%d.*.saved.*" % (glob.escape(path), os.getpid())):
        os.remove(file)


def print_text(array):
    for _ in range(PRINT_BATCH):
        text = str(array)
    return text.encode()


def nothing():
    pass


def prepare(operation, path):
    """What to run (told which time it is), how often it does the work, and what to do at the end."""
    if operation == "load":
        return lambda i: np.load(path), 1, nothing
    if operation == "load-swapped":
        return lambda i: load_swapped(path), 1, nothing
    if operation == "load-c":
        return lambda i: np.ascontiguousarray(np.load(path)), 1, nothing
    if operation == "load-many":
        files = [os.path.join(path, name) for name in sorted(os.listdir(path))]
        return lambda i: load_many(files), 1, nothing
    if operation == "header":
        with open(path, "rb") as file:
            stream = io.BytesIO(file.read())
        return lambda i: read_headers(stream), HEADER_BATCH, nothing
    if operation == "read-column":
        return lambda i: np.load(path, mmap_mode="r")[:, 3].copy(), 1, nothing
    if operation == "read-rows":
        return lambda i: copy_rows(path), 1, nothing
    if operation == "map-rows":
        array, rows = map_touched(path)
        return lambda i: copy_each(array, rows), 1, nothing
    if operation == "map-gather":
        array, rows = map_touched(path)
        return lambda i: array[rows], 1, nothing
    if operation == "read-field":
        return lambda i: np.load(path, mmap_mode="r")["price"].copy(), 1, nothing
    if operation == "copy-slice":
        array = np.load(path)
        return lambda i: array[::2].copy(), 1, nothing
    if operation == "copy-block":
        array = np.load(path)
        return lambda i: array[::3, ::2].copy(), 1, nothing
    if operation == "copy-fields":
        array = np.load(path)
        return lambda i: [array[name].copy() for name in array.dtype.names][-1], 1, nothing
    if operation == "create-deals":
        array = np.load(path)
        deals = list(zip(array["t"].astype("<M8[us]").tolist(), array["price"].tolist(), array["sym"].tolist(), array["qty"].tolist()))
        return lambda i: np.array(deals, DEAL), 1, nothing
    if operation == "sum":
        array = np.load(path)
        return lambda i: np.array([array.sum()]), 1, nothing
    if operation == "sum-contiguous":
        array = np.load(path)
        return lambda i: np.array([np.ascontiguousarray(array).sum()]), 1, nothing
    if operation == "cast":
        array = np.load(path)
        return lambda i: array.astype("<i4"), 1, nothing
    if operation == "close":
        array = np.load(path)
        other = array.copy()
        other[-1] *= 1 + 1e-9
        return lambda i: np.array([float(np.allclose(array, other))]), 1, nothing
    if operation == "copy":
        array = np.load(path)
        return lambda i: array.copy(), 1, nothing
    if operation == "strings":
        return lambda i: np.load(path).tolist(), 1, nothing
    if operation == "print":
        array = np.load(path)
        return lambda i: print_text(array), PRINT_BATCH, nothing
    if operation == "save":
        array = np.load(path)
        return lambda i: np.save(save_path(path, i), array), 1, lambda: delete_saved(path)
    if operation == "load-objects":
        return lambda i: np.load(path, allow_pickle=True), 1, nothing
    if operation == "read-objects":
        return lambda i: np.load(path, allow_pickle=True).tolist(), 1, nothing
    if operation == "load-pickle":
        return lambda i: load_pickle(path), 1, nothing
    if operation == "load-joblib":
        return lambda i: joblib.load(path), 1, nothing
    if operation == "load-npz":
        return lambda i: load_archive(path), 1, nothing
    if operation in ("save-npz", "save-npz-optimal"):
        save, arrays = np.savez if operation == "save-npz" else np.savez_compressed, load_archive(path)
        return lambda i: save_archive(save, save_path(path, i, "npz"), arrays), 1, lambda: delete_saved(path)
    raise NotImplementedError("NumPy has no counterpart of " + operation)


def fingerprint(result):
    if isinstance(result, list):
        return "%s|%s" % (result[0], result[-1])
    if isinstance(result, bytes):
        return result.hex()
    if isinstance(result, str):
        return "size=%d" % os.path.getsize(result)
    if isinstance(result, dict):
        return fingerprint(result[max(result)])
    if result is None:
        return "-"
    if result.dtype.hasobject:
        return "%s|%s" % (result[0], result[-1])
    if result.dtype == OTHER_TICK:
        ticks = np.zeros(len(result), TICK)
        for name in TICK.names:
            ticks[name] = result[name]
        result = ticks
    data = result.reshape(-1).view(np.uint8)
    return data.tobytes().hex() if data.size < 32 else data[:32].tobytes().hex() + data[-32:].tobytes().hex()


def measure(operation, iterations, path):
    run, batch, after = prepare(operation, path)
    total = 0.0
    try:
        for i in range(iterations):
            start = perf_counter()
            result = run(i)
            total += perf_counter() - start
            if i == iterations - 1:
                mark = fingerprint(result)
            del result  # released outside the timing, as with the others
    finally:
        after()
    return "%r - %s" % (total / iterations / batch, mark)


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def peak(operation, path):
    if not os.path.exists("/proc/self/status"):
        raise NotImplementedError("no /proc here")
    run, _, after = prepare(operation, path)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # proc(5): the peak becomes what is resident now
    before = peak_memory()
    result = run(0)
    rise = peak_memory() - before
    del result
    after()
    return str(rise)


def answer(line):
    request = line.split(" ", 4)
    if request[0] == "version":
        return "NumPy %s, Python %s" % (np.__version__, platform.python_version())
    if request[0] == "make":
        kind, count, path = line.split(" ", 3)[1:]
        return make(kind, int(count), path)
    if request[0] == "measure":
        return measure(request[1], int(request[3]), request[4])
    if request[0] == "peak":
        return peak(request[1], line.split(" ", 3)[3])
    raise ValueError("unknown request " + request[0])


def main():
    for line in iter(sys.stdin.readline, ""):
        try:
            reply = "ok " + answer(line.rstrip("\n"))
        except NotImplementedError as error:
            reply = "unsupported " + str(error)
        except Exception as error:
            reply = "failed %s: %s" % (type(error).__name__, " ".join(str(error).split()))
        gc.collect()
        print(reply, flush=True)


if __name__ == "__main__":
    main()
