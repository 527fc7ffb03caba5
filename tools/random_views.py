"""Random views and assignments by NumPy, one case per line of JSON; for the golden file and the live test of slices.

    python3 tools/random_views.py SEED COUNT > testdata/slices.jsonl       (SEED 1, COUNT 400 for the golden file)

A case begins with arange(n).reshape(shape) and applies its steps one after the other. `error` is the index of the step that NumPy
refuses. Otherwise: the shape, the strides in bytes, the elements, the elements of the array that it began with (which assignments
change), whether the result is a view of that, and whether it can be written.
"""
import json
import random
import sys

import numpy as np


def bound(rng, length):
    return rng.choice([None, None, 0, 1, -1, length, -length, length + 2, -length - 2, rng.randint(-length - 1, length + 1)])


def part(rng, length):
    """The index of one axis, as text."""
    kind = rng.random()
    if kind < 0.25:
        outside = rng.random() < 0.08 or length == 0
        return str(rng.choice([length, -length - 1]) if outside else rng.randint(-length, length - 1))
    text = [("" if value is None else str(value)) for value in (bound(rng, length), bound(rng, length))]
    if kind < 0.6:
        text.append(str(rng.choice([1, 2, 3, -1, -2, -3, length + 1, -length - 1, 2**62, -2**63])))
    return rng.choice([":", " : "]).join(text)


def index(rng, shape):
    parts = [part(rng, length) for length in shape[: rng.randint(0, len(shape))]]
    if rng.random() < 0.3:
        parts = parts[: rng.randint(0, len(parts))] + ["..."] + [part(rng, length) for length in shape[len(shape) - rng.randint(0, 1):]]
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        parts.insert(rng.randint(0, len(parts)), rng.choice(["newaxis", "None"]))
    if rng.random() < 0.03:
        parts.append(rng.choice(["...", "0"]))
    return ", ".join(parts)


def axes(rng, rank, count):
    """Mostly axes that are there, and mostly not the same twice."""
    if rank == 0 or rng.random() < 0.05:
        return [rng.randint(-rank - 1, rank) for _ in range(count)]
    found = rng.sample(range(rank), min(count, rank))
    return [axis - rank if rng.random() < 0.3 else axis for axis in found]


def shape_of(rng, count):
    """A shape of as many elements, sometimes with an axis left open, sometimes wrong."""
    shape, left = [], count
    while left > 1 and rng.random() < 0.7:
        factor = rng.choice([n for n in range(1, left + 1) if left % n == 0])
        shape.append(factor)
        left //= factor
    shape.append(left)
    rng.shuffle(shape)
    if rng.random() < 0.3:
        shape[rng.randrange(len(shape))] = -1
    if rng.random() < 0.05:
        shape.append(rng.choice([0, 2, -1]))
    return shape


def broadcast_shape(rng, shape):
    """A shape that can mostly be broadcast to the given one."""
    part = list(shape[rng.randint(0, len(shape)):])
    for i in range(len(part)):
        if rng.random() < 0.3:
            part[i] = 1
        elif rng.random() < 0.05:
            part[i] += 1
    return [1] * rng.choice([0, 0, 0, 1]) + part


def step(rng, array):
    rank = array.ndim
    kind = rng.choice(["index"] * 6 + ["transpose", "swapaxes", "squeeze", "expand_dims", "flip", "broadcast_to", "reshape", "assign", "assign", "row"])
    if kind == "index":
        return [kind, index(rng, array.shape)]
    if kind == "transpose":
        order = list(range(rank))
        rng.shuffle(order)
        return [kind, rng.choice([[], order, axes(rng, rank, rank)])]
    if kind == "swapaxes":
        return [kind, (axes(rng, rank, 1) + axes(rng, rank, 1))[:2]]
    if kind in ("squeeze", "flip"):
        return [kind, rng.choice([[], axes(rng, rank, rng.randint(1, 2))])]
    if kind == "expand_dims":
        return [kind, [rng.randint(-rank - 1, rank) if rng.random() < 0.95 else rank + 2]]
    if kind == "broadcast_to":
        return [kind, [rng.randint(1, 2) for _ in range(rng.choice([0, 1]))] + [rng.randint(1, 3) if length == 1 else length for length in array.shape]]
    if kind == "reshape":
        return [kind, shape_of(rng, array.size)]
    if kind == "row":
        axis = rng.choice(range(rank)) if rank else 0
        length = array.shape[axis] if rank else 0
        return [kind, [axis, rng.randrange(length) if length else 0]]
    text = index(rng, array.shape)
    try:
        target = array[parse(text)].shape
    except IndexError:
        target = array.shape
    return [kind, text, broadcast_shape(rng, target)]


def parse(text):
    """An index that always gives an array, never an element."""
    parts = []
    for word in (word.strip() for word in text.split(",")) if text else []:
        if word == "...":
            parts.append(Ellipsis)
        elif word in ("newaxis", "None"):
            parts.append(None)
        elif ":" in word:
            parts.append(slice(*(int(number) if number.strip() else None for number in word.split(":"))))
        else:
            parts.append(int(word))
    return tuple(parts) if Ellipsis in parts else (*parts, Ellipsis)


def apply(array, operation):
    kind, argument = operation[:2]
    if kind == "index":
        return array[parse(argument)]
    if kind == "transpose":
        return array.transpose(argument) if argument else array.T
    if kind == "swapaxes":
        return array.swapaxes(*argument)
    if kind == "squeeze":
        return array.squeeze(tuple(argument)) if argument else array.squeeze()
    if kind == "expand_dims":
        return np.expand_dims(array, argument[0])
    if kind == "flip":
        # np.flip gives a scalar for a 0-d array.
        return np.flip(array, tuple(argument)) if argument else np.flip(array) if array.ndim else array
    if kind == "broadcast_to":
        return np.broadcast_to(array, argument)
    if kind == "reshape":
        return array.reshape(argument)
    if kind == "row":
        return np.moveaxis(array, argument[0], 0)[argument[1], ...]
    count = int(np.prod(operation[2], dtype=int))
    array[parse(argument)] = np.arange(1000, 1000 + count).reshape(operation[2])
    return array


def case(rng):
    shape = [rng.choice([0, 1, 1, 2, 3, 4, 5, 7]) if rng.random() < 0.9 else 12 for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 3, 4]))]
    base = np.arange(int(np.prod(shape, dtype=int)), dtype="<i8").reshape(shape)
    array, steps = base, []
    for i in range(rng.randint(1, 4)):
        steps.append(step(rng, array))
        try:
            array = apply(array, steps[-1])
        except (IndexError, ValueError, TypeError, np.exceptions.AxisError if hasattr(np, "exceptions") else np.AxisError):
            return {"shape": shape, "steps": steps, "error": i}
    return {"shape": shape, "steps": steps, "result": list(array.shape), "strides": list(array.strides), "values": array.ravel().tolist(), "base": base.ravel().tolist(),
            "view": bool(np.shares_memory(array, base)), "writable": bool(array.flags.writeable)}


if __name__ == "__main__":
    rng = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        print(json.dumps(case(rng)))
