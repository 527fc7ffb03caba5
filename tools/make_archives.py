"""Writes every golden archive with the NumPy that runs this, and a manifest.json of what NumPy itself reads back.

    python3 tools/make_archives.py DIR [savez]

DIR is emptied first. With `savez` only what np.savez writes, not what zipfile alone does. A row holds name, file, `files` (NumPy's list), `lookup` (which member each key gives, by its place in
`members`), `comment` (hex), and for each member `name` (as in the archive), `method`, `offset` (of its local header), `length`,
`compressed_length` and, of an array, what the rows of make_golden.py hold; of anything else its `data` (hex).
`savez` marks what np.savez or np.savez_compressed wrote; tools/finish_archives.py adds `reencode` to those.
"""
import os
import shutil
import sys
import warnings
import zipfile

import numpy as np

import golden_archives_savez
import golden_archives_zip
from golden_values import MANY, descr_of, split_file, values, write_manifest

MAGIC = b"\x93NUMPY"


def array_facts(data, stream):
    version, header, offset = split_file(data)
    array = np.lib.format.read_array(stream, allow_pickle=True)
    facts = dict(descr=descr_of(array.dtype), shape=list(array.shape), fortran_order=header["fortran_order"],
                 version=version, data_offset=offset)
    if array.dtype.hasobject:
        return dict(facts, object=True)
    facts["nbytes"] = array.nbytes
    if max(array.shape, default=0) < MANY:
        facts["values"] = values(array)
    return facts


def member_row(archive, info):
    row = {"name": info.filename, "method": info.compress_type, "offset": info.header_offset, "length": info.file_size,
           "compressed_length": info.compress_size}
    with archive.open(info) as stream:
        data = stream.read()
    if not data.startswith(MAGIC):
        return dict(row, data=data.hex())
    with archive.open(info) as stream:
        return dict(row, **array_facts(data, stream))


def lookup(path, infos):
    """Which member NumPy opens for every key: found by watching it open them."""
    opened = []
    with np.lib.npyio.NpzFile(path, allow_pickle=True) as archive:
        open_member = archive.zip.open
        archive.zip.open = lambda name, *rest: opened.append(archive.zip.getinfo(name)) or open_member(name, *rest)
        places = {}
        for key in list(archive.files) + archive.zip.namelist():
            del opened[:]
            archive[key]
            places[key] = [info.header_offset for info in infos].index(opened[0].header_offset)
        return list(archive.files), places


def row_of(folder, name, savez):
    path = os.path.join(folder, name + ".npz")
    row = {"name": name, "file": name + ".npz", "savez": savez}
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        row["comment"] = archive.comment.hex()
        row["members"] = [member_row(archive, info) for info in infos]
    row["files"], row["lookup"] = lookup(path, infos)
    return row


def main(folder, only=None):
    warnings.simplefilter("ignore")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    rows = []
    for name, positional, by_name, exact in golden_archives_savez.cases():
        for prefix, save in (("stored-", np.savez), ("deflated-", np.savez_compressed)):
            # A dictionary of its own each time: NumPy adds the positional arrays to the one it is given.
            save(os.path.join(folder, prefix + name + ".npz"), *positional, **dict(by_name))
            rows.append(row_of(folder, prefix + name, exact))
    for name, write in golden_archives_zip.cases(only != "savez"):
        write(os.path.join(folder, name + ".npz"))
        rows.append(row_of(folder, name, False))
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names), "case names must be unique"
    write_manifest(os.path.join(folder, "manifest.json"), rows)
    print("NumPy %s: %d archives" % (np.__version__, len(rows)))


if __name__ == "__main__":
    main(*sys.argv[1:])
