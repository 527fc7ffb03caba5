"""Writes random arrays to standard output, with what NumPy prints of them, for tests/NpyIO.Tests/Live/LivePrintTests.cs.

    python3 tools/live_prints.py SEED COUNT

Each case is two lengths (four bytes each, little-endian), a .npy file, and JSON: options, str and repr. Arrays that NumPy fails to print or save are left out.
"""
import io
import json
import struct
import sys
import warnings

import numpy as np

from random_prints import Generator


def main(seed, count):
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    generator = Generator(seed)
    while count > 0:
        try:
            array, options = generator.case()
            file = io.BytesIO()
            np.save(file, array)
            array = np.load(io.BytesIO(file.getvalue()), allow_pickle=True)   # without what the file does not keep: whether records are aligned
            with np.printoptions(**options):
                texts = {"options": options, "str": str(array), "repr": repr(array)}
        except (ValueError, AttributeError, OverflowError, TypeError):
            continue
        text = json.dumps(texts).encode()
        sys.stdout.buffer.write(struct.pack("<ii", len(file.getvalue()), len(text)) + file.getvalue() + text)
        count -= 1


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
