"""The pieces that headers written by hand are put together from; used by the golden_headers_*.py modules."""
import struct

from golden_bits import noise

PAYLOAD = bytes(range(1, 25))       # six '<i4'
PLAIN = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }"


def header(descr="'<i4'", order="False", shape="(2, 3)"):
    """A header as NumPy lays it out, around three pieces of source text."""
    return "{'descr': %s, 'fortran_order': %s, 'shape': %s, }" % (descr, order, shape)


def padded(text, fixed, align=64):
    """The header's bytes after `fixed` bytes, with spaces and a newline up to a multiple of `align`."""
    length = fixed + len(text) + 1
    return text + b" " * (-length % align) + b"\n"


def npy(text, version=(1, 0), payload=PAYLOAD, align=64, length=None, magic=b"\x93NUMPY"):
    """A whole file. `text`: str or bytes; `align`: 0 leaves the text as it is; `length`: a claim that is not true."""
    if isinstance(text, str):
        text = text.encode("latin-1" if version[0] < 3 else "utf-8", "surrogatepass" if version[0] >= 3 else "strict")
    wide = version[0] != 1
    if align:
        text = padded(text, 12 if wide else 10, align)
    claim = len(text) if length is None else length
    return magic + bytes(version) + struct.pack("<I" if wide else "<H", claim) + text + payload


def one(descr, version=(1, 0), size=64, shape="(1,)"):
    """A file of one element with this descr (source text); its random bytes may be more than it needs."""
    return npy(header(descr, "False", shape), version, noise("one", size))
