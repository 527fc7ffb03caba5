"""The reader of the test of concurrent saves.

    python3 tools/live_saves.py KIND PATH BYTES READS

Reads a file READS times while tests/NpyIO.Saver saves it, and prints "N read, N bad, N generations of N savers", after the errors of the first ten bad reads. A read is bad if it fails
or does not give one whole generation, see SavedContent.cs. Exits with 1 if a read was bad, or if all gave the same generation: then nothing was saved meanwhile.
"""
import pickle
import sys

import numpy as np

STEP = 0x9E3779B97F4A7C15


def load(kind, path):
    if kind == "Npy":
        return np.load(path), None
    if kind == "Npz":
        with np.load(path) as archive:
            return archive["generations"], archive["negated"]
    with open(path, "rb") as file:
        parts = pickle.load(file)
    return parts["generations"], parts["negated"]


def main(kind, path, count, reads):
    with np.errstate(over="ignore"):
        steps = np.arange(count, dtype="<u8") * np.uint64(STEP)
    bad = 0
    generations = set()
    for i in range(reads):
        try:
            values, negated = load(kind, path)
            found = np.unique(values.ravel().view("<u8") - steps)
            if len(found) != 1:
                raise ValueError("%d generations in one array" % len(found))
            if negated is not None and negated.tolist() != [-int(found[0])]:
                raise ValueError("generation %d beside %s" % (found[0], negated))
            generations.add(int(found[0]))
        except Exception as error:   # any error is a bad read
            bad += 1
            if bad <= 10:
                print("read %d: %r" % (i, error))
    print("%d read, %d bad, %d generations of %d savers" % (reads, bad, len(generations), len({one >> 32 for one in generations})))
    return bad == 0 and len(generations) > 1


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1], sys.argv[2], int(sys.argv[3]) // 8, int(sys.argv[4])) else 1)
