"""Python objects as `npyio cat --json` shows them, written down independently of it."""
import base64
import collections
import datetime
import decimal
import fractions
import math

import numpy as np

from golden_values import descr_of, values


def real(number):
    if math.isnan(number):
        return "NaN"
    return number if math.isfinite(number) else ("Infinity" if number > 0 else "-Infinity")


def array_json(array):
    if array.dtype.kind == "O":
        data = [object_json(item) for item in array.reshape(-1)]
        for length in reversed(array.shape[1:]):
            data = [data[i:i + length] for i in range(0, len(data), length)] if length else data
        data = data[0] if array.ndim == 0 else data
    elif array.dtype.kind == "T":
        data = [None if is_na(item) else str(item) for item in array.tolist()]
    elif array.dtype.hasobject:
        data = [{name: plain_or_object(record[name]) for name in array.dtype.names} for record in array]
    else:
        data = values(array)
    return {"descr": descr_of(array.dtype) if array.dtype.kind != "T" else "'|O'", "shape": list(array.shape), "data": data}


def is_na(item):
    return item is None or item != item


def plain_or_object(item):
    return values(np.asarray(item)) if isinstance(item, (np.generic, np.ndarray)) else object_json(item)


def object_json(value):
    if value is None or isinstance(value, (bool, str)) and not isinstance(value, np.generic):
        return value
    if isinstance(value, np.ma.MaskedArray):
        parts = [np.asarray(value.data), np.ma.getmaskarray(value), np.asarray(value.fill_value)]
        return {"opaque": "numpy.ma.MaskedArray", "args": {"tuple": [{"ndarray": array_json(part)} for part in parts]}}
    if isinstance(value, np.generic):
        return {"ndarray": array_json(np.asarray(value))}
    if isinstance(value, np.ndarray):
        return {"ndarray": array_json(value.view(np.ndarray) if value.dtype.names is None else np.asarray(value))}
    if isinstance(value, np.dtype):
        return {"dtype": descr_of(value)}
    simple = {
        int: lambda: value,
        float: lambda: value if math.isfinite(value) else {"float": real(value)},
        complex: lambda: {"complex": [real(value.real), real(value.imag)]},
        bytes: lambda: {"bytes": base64.b64encode(value).decode()},
        bytearray: lambda: {"bytes": base64.b64encode(bytes(value)).decode()},
        list: lambda: [object_json(item) for item in value],
        tuple: lambda: {"tuple": [object_json(item) for item in value]},
        set: lambda: {"set": [object_json(item) for item in value]},
        frozenset: lambda: {"set": [object_json(item) for item in value]},
        datetime.date: lambda: {"date": value.isoformat()},
        datetime.datetime: lambda: {"datetime": value.isoformat()},
        datetime.time: lambda: {"time": value.isoformat()},
        datetime.timedelta: lambda: {"timedelta": [value.days, value.seconds, value.microseconds]},
        decimal.Decimal: lambda: {"decimal": str(value)},
        fractions.Fraction: lambda: {"fraction": [value.numerator, value.denominator]},
        range: lambda: {"range": [value.start, value.stop, value.step]},
        slice: lambda: {"slice": [value.start, value.stop, value.step]},
    }
    if type(value) in simple:
        return simple[type(value)]()
    if type(value) in (dict, collections.OrderedDict, collections.defaultdict):
        return {"dict": [[object_json(key), object_json(item)] for key, item in value.items()]}
    raise TypeError("no form for %r" % type(value))
