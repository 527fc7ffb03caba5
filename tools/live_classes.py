"""The Python side of the live test of classes that NpyIO does not know, each of which misbehaves on purpose in every method that loading a pickle may run.

    python3 tools/live_classes.py make FOLDER     pickles an object of each class at every protocol as FOLDER/NAME-PROTOCOL.pkl
    python3 tools/live_classes.py check FOLDER    loads these and what NpyIO made of them (NAME-PROTOCOL.pkl.2 to .5): the same methods must have run, with the same arguments, in the same order,
                                                  and the objects must be equal; prints "N checked, N failed"
"""
import collections
import os
import pickle
import sys

CALLS = []
BASES = [object, dict, list, str, float, int, set, frozenset, tuple, bytes, bytearray, complex, collections.deque, collections.OrderedDict]
VALUES = {
    object: None, dict: {"a": 1, "b": [2]}, list: [1, "x", 1.5], str: "text", float: 2.5, int: 7, set: {3}, frozenset: frozenset([4]), tuple: (1, (2,)), bytes: b"bytes", bytearray: bytearray(b"array"),
    complex: 1 - 2j, collections.deque: [1, 2], collections.OrderedDict: [("k", 1), ("j", 2)],
}


def recorded(name, base):
    """A method that notes its call and does the base's work wrongly: everything it is given, it does twice or changes."""
    original = getattr(base, name)

    def method(self, *arguments, **keywords):
        CALLS.append((type(self).__name__, name, repr(arguments), repr(keywords)))
        if name == "__setitem__":
            return original(self, arguments[0], [arguments[1], "changed"])
        result = original(self, *arguments, **keywords)
        if name in ("append", "add", "extend", "update"):
            original(self, *arguments, **keywords)
        return result
    return method


def class_of(base, suffix="", **more):
    def new(cls, *arguments, **keywords):
        CALLS.append((cls.__name__, "__new__", repr(arguments), repr(keywords)))
        return base.__new__(cls) if base in (object, dict, list, set, bytearray, collections.deque, collections.OrderedDict) else base.__new__(cls, *arguments[:1])

    def init(self, *arguments, **keywords):
        CALLS.append((type(self).__name__, "__init__", repr(arguments), repr(keywords)))
        if base is not object and base.__init__ is not object.__init__:
            base.__init__(self, *(arguments if base is bytearray else arguments[:1]))

    def setstate(self, state):
        CALLS.append((type(self).__name__, "__setstate__", repr(state)))
        self.__dict__.update(state if isinstance(state, dict) else {"state": state})
        self.__dict__["changed"] = True

    name = "Of" + base.__name__.title() + suffix
    new.__qualname__ = name + ".__new__"
    methods = {"__new__": new, "__init__": init, "__setstate__": setstate, "__module__": "__main__"}
    for method in ["__setitem__", "append", "extend", "add", "update"]:
        if hasattr(base, method):
            methods[method] = recorded(method, base)
    methods.update(more)
    globals()[name] = type(name, (base,), methods)
    return globals()[name]


def instance(cls, base):
    """An object of a class, made by none of the class's own methods."""
    value = VALUES[base]
    if base is object:
        result = object.__new__(cls)
    else:
        result = base.__new__(cls, value) if base in (str, float, int, frozenset, tuple, bytes, complex) else base.__new__(cls)
        if base is collections.OrderedDict:
            for key, item in value:
                base.__setitem__(result, key, item)
        elif base in (dict, list, set, bytearray, collections.deque):
            base.__init__(result, value)
    result.__dict__["attribute"] = ["kept"]
    return result


def set_state(target, state):
    CALLS.append(("set_state", repr(state)))
    target.__dict__["by setter"] = state


class Setters:
    @staticmethod
    def inner(target, state):
        CALLS.append(("Setters.inner", repr(state)))
        target.__dict__["by inner setter"] = state


def appended(self, protocol):
    return (copy_new, (type(self),), None, iter(range(3)))


def appended_one(self, protocol):
    return (copy_new, (type(self),), {"s": 1}, iter([0]))


def appended_many(self, protocol):
    return (copy_new, (type(self),), None, iter(range(2001)))


def repeated(self, protocol):
    return (copy_new, (type(self),), {"s": 2}, None, iter([("a", 1), ("b", 2), ("a", 3)]))


def both(self, protocol):
    return (copy_new, (type(self),), {"s": 3}, iter([1, 2]), iter([("a", 1), (1, 2), (True, 3)]))


def by_setter(self, protocol):
    return (copy_new, (type(self),), {"s": 4}, None, None, set_state)


def by_inner_setter(self, protocol):
    return (copy_new, (type(self),), {"s": 5}, None, None, Setters.inner)


def no_state(self, protocol):
    return (copy_new, (type(self),), None, None, None, set_state)


def copy_new(cls):
    CALLS.append(("copy_new", cls.__name__))
    return cls()


def values():
    result = {}
    for base in BASES:
        more = {}
        if base in (str, float, int, tuple, bytes, complex):
            more["__getnewargs__"] = lambda self, base=base: (VALUES[base], "second")
        cls = class_of(base, **more)
        result["of-" + base.__name__.lower()] = instance(cls, base)
        shared = instance(cls, base)
        result["shared-" + base.__name__.lower()] = [shared, {"again": shared}, instance(cls, base)]
    state_less = class_of(dict, "WithoutState")
    result["without-state"] = dict.__new__(state_less)
    for name, base, reduce in [
        ("appended", list, appended), ("appended-one", list, appended_one), ("appended-many", list, appended_many), ("repeated", dict, repeated), ("setter", dict, by_setter),
        ("inner-setter", list, by_inner_setter), ("no-state", dict, no_state),
    ]:
        cls = class_of(base, name.title().replace("-", ""), __reduce_ex__=reduce)
        result[name] = base.__new__(cls)
    cls = class_of(object, "Both", __reduce_ex__=both, append=lambda self, item: CALLS.append(("append", item)), __setitem__=lambda self, key, item: CALLS.append(("set", key, item)))
    result["both"] = object.__new__(cls)
    cls = class_of(object, "Extended", __reduce_ex__=both, extend=lambda self, items: CALLS.append(("extend", list(items))), append=lambda self, item: CALLS.append(("append", item)),
                   __setitem__=lambda self, key, item: CALLS.append(("set", key, item)))
    result["extended"] = object.__new__(cls)
    cls = class_of(object, "Keywords", __getnewargs_ex__=lambda self: ((1,), {"k": 2}))
    result["keywords"] = instance(cls, object)
    class_of(object, "Initial", __getinitargs__=lambda self: ())
    return result


# What no Python 3 writes, but Python 2 did.
BY_HAND = {
    "inst-0": b"(i__main__\nOfObjectInitial\n.", "inst-arguments-0": b"(I5\ni__main__\nOfObjectInitial\n.", "inst-function-0": b"(i__main__\nmade\n(dp0\nS'a'\nI1\nsb.",
    "obj-1": b"(c__main__\nOfObjectInitial\no.", "obj-plain-1": b"(c__main__\nOfObject\no}(X\x01\x00\x00\x00aK\x01ub.", "obj-arguments-1": b"(c__main__\nOfObjectInitial\nK\x05o.",
    "additems-4": b"\x80\x04c__main__\nOfSet\n)\x81(K\x01K\x02\x90.", "two-batches-4": b"\x80\x04c__main__\nOfList\n)\x81(K\x01K\x02e(K\x03eK\x04a(e}b.",
    "items-of-reconstruction-2": b"\x80\x02ccopy_reg\n_reconstructor\nc__main__\nOfList\nc__builtin__\nlist\n](K\x01K\x02e\x87RK\x03a.",
    "entries-of-reconstruction-2": b"\x80\x02ccopy_reg\n_reconstructor\nc__main__\nOfDict\nc__builtin__\ndict\n}K\x01K\x02s\x87RK\x01K\x03s.",
    "new-of-object-0": b"ccopy_reg\n__newobj__\n(c__main__\nOfStr\nVtext\nVsecond\ntR.",
    "build-first-2": b"\x80\x02c__main__\nOfList\n)\x81}bK\x01a.",
}


def made():
    CALLS.append("made")
    return instance(globals()["OfObject"], object)


def content(value):
    """What an object is, said by the methods of its base."""
    for base in BASES[1:]:
        if isinstance(value, base):
            if base in (dict, collections.OrderedDict):
                parts = [(content(key), content(item)) for key, item in dict.items(value)]
            elif base in (list, set, frozenset, tuple, collections.deque):
                parts = [content(item) for item in base.__iter__(value)]
            else:
                parts = base.__repr__(value)
            return (type(value).__name__, parts, content(getattr(value, "__dict__", None)))
    return (type(value).__name__, content(value.__dict__) if hasattr(value, "__dict__") else repr(value))


def load(path):
    CALLS.clear()
    with open(path, "rb") as file:
        value = pickle.load(file)
    return list(CALLS), content(value)


def make(folder):
    for name, value in values().items():
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with open(os.path.join(folder, "%s-%d.pkl" % (name, protocol)), "wb") as file:
                pickle.dump(value, file, protocol)
    for name, data in BY_HAND.items():
        with open(os.path.join(folder, name + ".pkl"), "wb") as file:
            file.write(data)


def check(folder):
    values()
    checked = failed = 0
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".pkl")):
        expected = load(os.path.join(folder, name))
        if not expected[0] and "reconstruct" not in name and name[-5] not in "01":
            print(name + ": no method ran, so that the test could not fail")
            failed += 1
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            path = os.path.join(folder, "%s.%d" % (name, protocol))
            if not os.path.exists(path):
                continue
            checked += 1
            try:
                found = load(path)
            except Exception as error:
                found = repr(error)
            if found != expected:
                failed += 1
                print("%s at %d:\n    %.600r\nis not\n    %.600r" % (name, protocol, found, expected))
    print("%d checked, %d failed" % (checked, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(make(sys.argv[2]) if sys.argv[1] == "make" else check(sys.argv[2]))
