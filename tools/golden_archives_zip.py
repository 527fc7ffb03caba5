"""Golden archives that np.savez does not write to a file but NumPy reads: put together with zipfile, some with bytes changed afterwards.

(name, function that writes the archive to a path) each.
"""
import contextlib
import io
import struct
import sys
import warnings
import zipfile
import zlib

import numpy as np

from golden_archives_savez import small, some

LONG_AGO = (1980, 1, 1, 0, 0, 0)
SCRIPT = b"#!/bin/sh\necho 'this archive begins later'\nexit 0\n"


class Unseekable(io.RawIOBase):
    """A stream that can only be written to."""

    def __init__(self, file):
        super().__init__()
        self.file = file

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


def npy(array, version=None):
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.lib.format.write_array(stream, np.asanyarray(array), version=version)
    return stream.getvalue()


def member(name, method=zipfile.ZIP_STORED, **attributes):
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = method
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    return info


def written(*members, **attributes):
    """A writer of an archive of (ZipInfo or name, data)."""
    def write(path):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")   # of duplicate names
            with zipfile.ZipFile(path, "w") as archive:
                for info, data in members:
                    archive.writestr(member(info) if isinstance(info, str) else info, data)
                for attribute, value in attributes.items():
                    setattr(archive, attribute, value)
    return write


def patched(write, *changes):
    """The same with bytes replaced throughout by as many others."""
    def write_patched(path):
        write(path)
        with open(path, "rb") as file:
            data = file.read()
        for old, new in changes:
            assert len(old) == len(new) and old in data, old
            data = data.replace(old, new)
        with open(path, "wb") as file:
            file.write(data)
    return write_patched


@contextlib.contextmanager
def limits(**values):
    """zipfile with other limits, so that it writes ZIP64 records for little."""
    before = {name: getattr(zipfile, name) for name in values}
    for name, value in values.items():
        setattr(zipfile, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(zipfile, name, value)


def pair():
    return {"x": some("<f8", "x", (2, 3)), "y": np.arange(100, dtype="<i4")}


def to_stream(save):
    def write(path):
        with open(path, "wb") as file:
            save(Unseekable(file), **pair())
    return write


def prefixed(path):
    """Offsets count from the archive's own start, as those of an archive that a prefix was put before."""
    stream = io.BytesIO()
    np.savez(stream, **pair())
    with open(path, "wb") as file:
        file.write(SCRIPT + stream.getvalue())


def appended_to(path):
    """Offsets count from the file's start."""
    with open(path, "wb") as file:
        file.write(SCRIPT)
    with zipfile.ZipFile(path, "a") as archive:
        for name, array in pair().items():
            archive.writestr(member(name + ".npy"), npy(array))


def continued(path):
    np.savez(path, **pair())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member("z.npy", zipfile.ZIP_DEFLATED), npy(small("z")))


def reordered(path):
    """The directory in another order than the members."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in "abc":
            archive.writestr(member(name + ".npy"), npy(small(name)))
        archive.filelist.reverse()


def with_gaps(path):
    """Bytes that belong to no member, between them and before the directory."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in "abc":
            archive.writestr(member(name + ".npy"), npy(small(name)))
            archive.fp.write(b"nothing of importance")
            archive.start_dir = archive.fp.tell()


def with_zip64(save, **values):
    def write(path):
        with limits(**values):
            save(path, **pair())
    return write


def extra(identifier, data):
    return struct.pack("<HH", identifier, len(data)) + data


TIME_STAMP = extra(0x5455, b"\x01\x00\x00\x00\x00")   # Info-ZIP's extended time stamp
PADDING = extra(0xD935, b"\x40\x00" + bytes(20))
PRIVATE = extra(0x6666, b"whatever")
CROWD = b"".join(extra(0x6600 + i, b"%d" % i) for i in range(30))
X = npy(small("x"))
Y = npy(small("y"))
TEXT = b"What is in this archive: x and y.\n"


def names():
    yield "same-name-twice", written(("x.npy", X), ("y.npy", Y), ("x.npy", npy(some("<f8", "again", (2,)))))
    yield "with-and-without-npy", written(("x", X), ("x.npy", Y), ("y", Y), ("z.npy", npy(small("z"))))
    yield "npy-first", written(("x.npy", Y), ("x", X))
    yield "cp437-name", patched(written(("caf#.npy", X), ("#.npy", Y)), (b"caf#.npy", b"caf\x82.npy"), (b"#.npy", b"\xe0.npy"))
    if sys.version_info >= (3, 13):   # older ones do not know the field
        path = struct.pack("<BI", 1, zlib.crc32(b"x.npy")) + "größe.npy".encode()
        yield "unicode-path", written((member("x.npy", extra=extra(0x7075, path)), X), ("y.npy", Y))
    yield "utf8-flag-for-ascii", patched(
        written((member("x.npy", flag_bits=0), X)), (b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x08"), (b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08"))
    yield "folders", written(("d/", b""), ("d/x.npy", X), ("d/e/", b""), ("d/e/y.npy", Y))
    yield "backslash-name", written((member("a\\b.npy"), X))


def members():
    yield "no-arrays", written(("notes.txt", TEXT), ("data.bin", bytes(range(256))))
    yield "notes", written(("notes.txt", TEXT), ("x.npy", X), ("deflated.txt", TEXT * 3))
    yield "text-called-npy", written(("readme.npy", TEXT), ("empty.npy", b""), ("short.npy", b"\x93NUM"), ("x.npy", X))
    yield "bytes-behind-an-array", written(("x.npy", X + b"and more"), (member("y.npy", zipfile.ZIP_DEFLATED), Y + bytes(5000)))
    yield "versions", written(*(("v%d.npy" % v, npy(some([("a", "<f8"), ("b", "S3")], "v%d" % v, (2,)), (v, 0))) for v in (1, 2, 3)))
    yield "both-methods", written(("stored.npy", X), (member("deflated.npy", zipfile.ZIP_DEFLATED), npy(np.zeros(500))), ("last.npy", Y))
    yield "bzip2", written((member("x.npy", zipfile.ZIP_BZIP2), npy(np.arange(300) // 5)), ("y.npy", Y))
    yield "lzma", written((member("x.npy", zipfile.ZIP_LZMA), npy(np.arange(300) // 5)), ("y.npy", Y))
    if hasattr(zipfile, "ZIP_ZSTANDARD"):
        yield "zstandard", written((member("x.npy", zipfile.ZIP_ZSTANDARD), npy(np.arange(300) // 5)), ("y.npy", Y))


def records():
    yield "comment", written(("x.npy", X), comment="ein Kommentar, größer als nötig".encode())
    yield "long-comment", written(("x.npy", X), comment=b"0123456789abcdef" * 80)
    yield "member-comments", written((member("x.npy", comment=b"of x"), X), (member("y.npy", comment="zu y: ü".encode()), Y))
    yield "time-stamps", written(
        (member("x.npy", date_time=(2023, 4, 5, 6, 7, 8), external_attr=0o100644 << 16, extra=TIME_STAMP), X), (member("y.npy", date_time=(2107, 12, 31, 23, 59, 58), create_system=0), Y))
    yield "extra-fields", written((member("x.npy", extra=PADDING), X), (member("y.npy", extra=PRIVATE + TIME_STAMP), Y), (member("z.npy", extra=CROWD), X))
    yield "prefix", prefixed
    yield "prefix-counted", appended_to
    yield "continued", continued
    yield "reordered", reordered
    yield "gaps", with_gaps


def unusual():
    yield "unseekable", to_stream(np.savez)
    yield "unseekable-compressed", to_stream(np.savez_compressed)
    yield "zip64-sizes", with_zip64(np.savez, ZIP64_LIMIT=10)
    yield "zip64-sizes-compressed", with_zip64(np.savez_compressed, ZIP64_LIMIT=10)
    yield "zip64-count", with_zip64(np.savez, ZIP_FILECOUNT_LIMIT=1)


def cases(everything):
    """All, or those alone that np.savez has written, if to an unusual place or with limits that are not Python's."""
    for group in (names, members, records, unusual) if everything else (unusual,):
        yield from group()
