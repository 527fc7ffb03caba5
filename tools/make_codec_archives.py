"""Writes testdata/archives/bzip2.npz, lzma.npz and zstandard.npz: members compressed by Python's zipfile with the methods that only the package NpyIO.Codecs reads.

    make_codec_archives.py FOLDER bzip2 lzma        # any Python with NumPy
    make_codec_archives.py FOLDER zstandard         # Python 3.14 or newer
"""

import sys
import zipfile

import numpy as np

METHODS = {"bzip2": "ZIP_BZIP2", "lzma": "ZIP_LZMA", "zstandard": "ZIP_ZSTANDARD"}


def members():
    index = np.arange(3000)
    yield "ramp.npy", (index * index % 1009).astype("<i4")
    yield "grid.npy", np.asfortranarray((np.arange(35) * 0.5).reshape(5, 7).astype(">f8"))
    yield "text.npy", np.array(["", "é", "𝒳b"], dtype="<U4")
    yield "none.npy", np.empty((0, 3), dtype="<f4")
    yield "notes.txt", b"no array\n" * 3
    yield "nothing", b""


def write(path, method):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with archive.open(info, "w", force_zip64=True) as file:
                if isinstance(content, bytes):
                    file.write(content)
                else:
                    np.lib.format.write_array(file, content)


for name in sys.argv[2:]:
    write(f"{sys.argv[1]}/{name}.npz", getattr(zipfile, METHODS[name]))
