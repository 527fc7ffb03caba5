"""Loads a growing .npy file over and over, until stdin ends, and checks that it has whole rows.

    python3 tools/live_append.py FILE

Every element of a row is the same number. A reader may come while the header changes and find it, or the length, wrong: such a load is repeated. Prints
{"reads": 100, "repeated": 0, "rows": 1234} at the end, or {"error": text}.
"""
import json
import sys
import threading

import numpy as np

MAX_TRIES = 20


def load(path):
    for attempt in range(MAX_TRIES):
        try:
            return np.load(path), attempt
        except (ValueError, SyntaxError, EOFError) as e:
            error = e
    raise error


def main(path):
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    reads = repeated = rows = 0
    try:
        while not ended.is_set():
            array, tries = load(path)
            reads += 1
            repeated += tries
            rows = len(array)
            if not (array == array[:, :1]).all():
                raise ValueError(f"a row of {rows} is not whole")
        print(json.dumps({"reads": reads, "repeated": repeated, "rows": rows}))
    except Exception as e:
        print(json.dumps({"error": repr(e)}))


main(sys.argv[1])
