"""Files written by hand: version bytes, header lengths, alignment, missing and surplus bytes, and other files' beginnings."""
import gzip
import pickle
import struct

from golden_headers import PAYLOAD, PLAIN, header, npy

RECORDS_V2 = "[" + ", ".join("('column%05d', '<i2')" % i for i in range(520)) + "]"


def versions():
    for version in ((0, 0), (0, 1), (1, 1), (1, 2), (1, 255), (2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (9, 0), (147, 0), (255, 255)):
        yield "version-%d-%d" % version, npy(PLAIN, version)
    yield "version-1-wide-length", b"\x93NUMPY\1\0" + struct.pack("<I", 116) + (PLAIN.ljust(115) + "\n").encode() + PAYLOAD
    yield "version-2-narrow-length", b"\x93NUMPY\2\0" + struct.pack("<H", 118) + (PLAIN.ljust(117) + "\n").encode() + PAYLOAD


def lengths():
    yield "no-padding", npy(PLAIN, align=0)
    yield "no-padding-newline", npy(PLAIN + "\n", align=0)
    yield "no-newline", npy(PLAIN.ljust(118), align=0)
    yield "newline-then-spaces", npy(PLAIN + "\n" + " " * 57 + "x"[:0], align=0)
    yield "align-16", npy(PLAIN, align=16)
    yield "align-16-v2", npy(PLAIN, (2, 0), align=16)
    yield "align-8", npy(PLAIN, align=8)
    yield "align-4096", npy(PLAIN, align=4096)
    yield "length-0", npy("", align=0, payload=b"")
    yield "length-0-claimed", npy(PLAIN, length=0)
    yield "length-1", npy(PLAIN, length=1)
    yield "length-cuts-dict", npy(PLAIN, length=40)
    yield "length-into-data", npy(PLAIN, length=118 + 4)
    yield "length-past-end", npy(PLAIN, length=2000)
    yield "length-past-end-v2", npy(PLAIN, (2, 0), length=2000)
    yield "length-4gib-v2", npy(PLAIN, (2, 0), length=0xFFFFFFFF)
    yield "length-2gib-v3", npy(PLAIN, (3, 0), length=0x7FFFFFFF)
    yield "length-65535", npy(PLAIN.ljust(65534) + "\n", align=0)
    yield "length-70000-v2", npy(PLAIN.ljust(69999) + "\n", (2, 0), align=0)
    yield "length-9999", npy(PLAIN.ljust(9998) + "\n", align=0)
    yield "length-10001", npy(PLAIN.ljust(10000) + "\n", align=0)
    yield "records-over-10000", npy(header(RECORDS_V2, shape="(0,)"), (2, 0), payload=b"")
    yield "records-in-version-3", npy(header("[('a', '<i4')]"), (3, 0))


def bytes_of_data():
    yield "trailing-byte", npy(PLAIN) + b"x"
    yield "trailing-array", npy(PLAIN) + npy(PLAIN)
    yield "truncated-1", npy(PLAIN)[:-1]
    yield "truncated-all", npy(PLAIN, payload=b"")
    yield "truncated-item", npy(PLAIN)[:-4]
    yield "truncated-f", npy(header(order="True"))[:-5]
    yield "truncated-records", npy(header("[('a', '<i4'), ('b', 'u1')]", shape="(5,)"))[:-1]
    yield "truncated-scalar", npy(header(shape="()"), payload=b"abc")
    yield "scalar", npy(header(shape="()"))
    yield "empty-with-data", npy(header(shape="(0,)"))
    yield "zero-width-many", npy(header("'|V0'", shape="(1000000000000,)"), payload=b"")
    yield "zero-width-strings", npy(header("'|S0'", shape="(3,)"), payload=b"")
    yield "zero-width-unicode", npy(header("'<U0'", shape="(3,)"), payload=b"")
    yield "zero-width-with-data", npy(header("'|V0'", shape="(3,)"))
    yield "zero-width-records", npy(header("[]", shape="(2, 2)"), payload=b"")
    yield "bool-bytes", npy(header("'|b1'", shape="(24,)"))
    yield "object-refused", npy(header("'|O'", shape="(1,)"), payload=pickle.dumps([None], protocol=2))
    yield "object-no-pickle", npy(header("'|O'", shape="(1,)"))
    yield "object-empty", npy(header("'|O'", shape="(0,)"), payload=b"")
    yield "object-in-record", npy(header("[('a', '<i4'), ('b', 'O')]", shape="(1,)"))


def beginnings():
    whole = npy(PLAIN)
    for count in (0, 1, 5, 6, 7, 8, 9, 10, 11, 60, 127, 128):
        yield "first-%d-bytes" % count, whole[:count]
    yield "first-11-bytes-v2", npy(PLAIN, (2, 0))[:11]
    yield "magic-wrong-first", npy(PLAIN, magic=b"\x92NUMPY")
    yield "magic-wrong-last", npy(PLAIN, magic=b"\x93NUMPX")
    yield "magic-lower", npy(PLAIN, magic=b"\x93numpy")
    yield "magic-utf8", npy(PLAIN, magic=b"\xc2\x93NUMPY")
    yield "magic-space", b" " + whole
    yield "other-gzip", gzip.compress(whole, mtime=0)
    yield "other-pickle", pickle.dumps([1, 2], protocol=2)
    yield "other-zip-empty", b"PK\5\6" + bytes(18)
    yield "other-zip-cut", b"PK\3\4" + bytes(26)
    yield "other-text", b"1 2 3\n4 5 6\n"
    yield "other-zeros", bytes(200)
    yield "other-hdf5", b"\x89HDF\r\n\x1a\n" + bytes(100)


def cases():
    for group in (versions, lengths, bytes_of_data, beginnings):
        yield from group()
