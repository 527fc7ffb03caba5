"""Headers written by hand: everything that Python's literal grammar allows or refuses, around a plain '<i4' of shape (2, 3).

`cases()` yields (name, bytes of the file) or (name, bytes, remarks), remarks being extra members of the manifest row.
"""
from golden_headers import PLAIN, header, npy

STRICTER = {"npyio_error": True}


def structure():
    yield "plain", PLAIN
    yield "no-trailing-comma", PLAIN.replace(", }", "}")
    yield "no-spaces", PLAIN.replace(" ", "")
    yield "many-spaces", "  " + PLAIN.replace(" ", "    ").replace(":", "  : ")
    yield "tabs", PLAIN.replace(" ", "\t")
    yield "leading-tab", "\t" + PLAIN
    yield "newlines", PLAIN.replace(" ", "\n")
    yield "newline-first", "\n" + PLAIN
    yield "newline-then-indent", "\n  " + PLAIN
    yield "space-newline-first", " \n" + PLAIN
    yield "crlf", PLAIN.replace(" ", "\r\n")
    yield "cr", PLAIN.replace(" ", "\r")
    yield "form-feed", PLAIN.replace(" ", "\f")
    yield "form-feed-first", "\f" + PLAIN
    yield "vertical-tab", PLAIN.replace(" ", "\v")
    yield "no-break-space", PLAIN.replace(" ", "\u00a0")
    yield "backslash-newline", PLAIN.replace(" ", "\\\n")
    yield "backslash-space", PLAIN.replace(" ", "\\ ", 1)
    yield "trailing-newlines", PLAIN + "\n\n\n"
    yield "double-quotes", PLAIN.replace("'", '"')
    yield "comment", "{'descr': '<i4', # the type\n 'fortran_order': False, 'shape': (2, 3)} # end"
    yield "comment-first", "# written by hand\n" + PLAIN
    yield "comment-coding", "# -*- coding: utf-16 -*-\n" + PLAIN
    yield "comment-quotes", PLAIN[:-1] + "# it's \"\n}"
    yield "parentheses-whole", "(" + PLAIN + ")"
    yield "parentheses-deep", "(((" + PLAIN + ")))"
    yield "parentheses-values", "{('descr'): ('<i4'), (('fortran_order')): (False), 'shape': ((2), (3))}"
    yield "parentheses-shape", header(shape="((2, 3))")
    for number, order in enumerate(("dfs", "dsf", "fds", "fsd", "sdf", "sfd")):
        parts = {"d": "'descr': '<i4'", "f": "'fortran_order': False", "s": "'shape': (2, 3)"}
        yield "key-order-%d" % number, "{" + ", ".join(parts[key] for key in order) + "}"
    for text, word in (("{}", "empty-dict"), ("", "empty"), ("   ", "blank"), ("\n\n", "blank-lines"), ("# only", "comment-only"),
                       ("()", "tuple"), ("[1]", "list"), ("{1, 2}", "set"), ("'x'", "string"), ("3", "number"), ("None", "none"),
                       (PLAIN + ",", "tuple-of-dict"), (PLAIN + ";", "semicolon"), (PLAIN + " x", "word-after"),
                       (PLAIN + PLAIN, "twice"), (PLAIN[:-1], "unclosed"), (PLAIN + "}", "closed-twice"), (PLAIN[1:], "unopened"),
                       (PLAIN.replace("}", "]"), "wrong-bracket"), (PLAIN.replace(":", "="), "equals"), (PLAIN.replace(", }", ",,}"), "two-commas"),
                       ("{," + PLAIN[1:], "comma-first"), (PLAIN.replace(",", ""), "no-commas"), ("dict(descr='<i4')", "call"),
                       (PLAIN[:-1] + "**{}}", "unpacking"), ("x = " + PLAIN, "assignment"), ("{'descr'}", "set-of-one")):
        yield "not-a-header-" + word, text


def keys():
    yield "key-missing-descr", "{'fortran_order': False, 'shape': (2, 3), }"
    yield "key-missing-order", "{'descr': '<i4', 'shape': (2, 3), }"
    yield "key-missing-shape", "{'descr': '<i4', 'fortran_order': False, }"
    yield "key-extra", PLAIN[:-1] + "'x': 1}"
    yield "key-extra-number", PLAIN[:-1] + "1: 1}"
    yield "key-unhashable", PLAIN[:-1] + "[]: 1}"
    yield "key-bytes", PLAIN.replace("'descr'", "b'descr'")
    yield "key-unicode", PLAIN.replace("'descr'", "u'descr'")
    yield "key-case", PLAIN.replace("descr", "Descr")
    yield "key-space", PLAIN.replace("'descr'", "' descr'")
    yield "key-bare", PLAIN.replace("'descr'", "descr")
    yield "key-duplicate-descr", "{'descr': '<f8', " + PLAIN[1:], STRICTER
    yield "key-duplicate-shape", PLAIN[:-1] + "'shape': (3, 2)}", STRICTER
    yield "key-duplicate-order", PLAIN[:-1] + "'fortran_order': True}", STRICTER
    yield "key-duplicate-same", PLAIN[:-1] + "'descr': '<i4'}", STRICTER
    yield "key-duplicate-escaped", PLAIN[:-1] + "'d\\x65scr': '<i2'}", STRICTER


def strings():
    for word, text in {"u-prefix": "u'<i4'", "big-u-prefix": "U'<i4'", "r-prefix": "r'<i4'", "big-r-prefix": 'R"<i4"', "b-prefix": "b'<i4'",
                       "br-prefix": "br'<i4'", "ur-prefix": "ur'<i4'", "f-prefix": "f'<i4'", "t-prefix": "t'<i4'", "x-prefix": "x'<i4'",
                       "triple": "'''<i4'''", "triple-double": '"""<i4"""', "adjacent": "'<' 'i' \"4\"", "adjacent-newline": "('<'\n'i4')",
                       "adjacent-mixed-prefix": "u'<' r'i4'", "adjacent-bytes": "b'<' 'i4'", "adjacent-empty": "'' '<i4' ''", "hex-escape": "'\\x3c\\x69\\x34'",
                       "u-escape": "'\\u003ci4'", "big-u-escape": "'\\U0000003ci4'", "octal-escape": "'\\74i\\064'",
                       "named-escape": "'\\N{LESS-THAN SIGN}i4'", "named-escape-lower": "'\\N{less-than sign}i4'", "named-escape-unknown": "'\\N{NO SUCH}i4'",
                       "line-escape": "'<\\\ni4'", "line-escape-crlf": "'<\\\r\ni4'", "raw-newline": "'<\ni4'", "unclosed": "'<i4", "unclosed-triple": "'''<i4''",
                       "short-hex": "'\\x3'", "short-u": "'\\u003'", "too-big-u": "'\\U00110000'", "lone-quote": "'''", "plus": "'<' + 'i4'",
                       "percent": "'<%s' % 'i4'", "multiply": "'<i4' * 1", "trailing-space": "'<i4 '", "leading-space": "' <i4'", "empty": "''",
                       "none": "None", "number": "4", "true": "True"}.items():
        yield "string-" + word, header(text)
    names = {"escapes": r"'\a\b\f\n\r\t\v\\\'\"'", "unknown-escape": r"'\q\8\z'", "octal": r"'\0\12\1234\777'", "raw-backslash": r"r'a\nb\''",
             "surrogate-escape": r"'\ud83d\ude00'", "lone-surrogate": r"'\udc80x'", "astral": r"'\U0001F40D'", "triple-lines": "'''a\nb\r\nc\rd'''",
             "triple-quotes": "'''a'b''c'''", "triple-quote-last": '"""a\\""""', "nul-escape": r"'a\x00b'", "nul-escape-octal": r"'a\0b'", "nul-escape-u": r"'a\u0000b'",
             "u-in-r": r"r'\u0041'", "named": r"'\N{SNOWMAN}\N{GREEK SMALL LETTER ALPHA}'", "named-alias": r"'\N{LF}'",
             "tab": "'a\tb'", "latin1": "'Größe'", "control": "'\x01\x7f\x85'", "hash": "'#'", "long": "'" + "n" * 3000 + "'", "empty": "''"}
    for word, text in names.items():
        yield "name-" + word, header("[(%s, '<i4')]" % text)
    yield "name-utf8-v3", npy(header("[('温度\U0001F321', '<i4')]"), (3, 0))
    yield "name-utf8-in-v1", npy(header("[('温度', '<i4')]").encode("utf-8"), (1, 0))
    yield "name-utf8-in-v2", npy(header("[('温度', '<i4')]").encode("utf-8"), (2, 0))
    yield "name-latin1-in-v3", npy(header("[('Größe', '<i4')]").encode("latin-1"), (3, 0))
    yield "name-surrogate-in-v3", npy(header("[('\ud800', '<i4')]"), (3, 0))
    yield "name-overlong-in-v3", npy(header("[('XX', '<i4')]").encode().replace(b"XX", b"\xc1\x81"), (3, 0))
    yield "name-not-nfc-v3", npy(header("[('e\u0301', '<i4'), ('é', '<i4')]", shape="(3,)"), (3, 0))
    yield "bom-v3", npy("\ufeff" + PLAIN, (3, 0))
    yield "bom-bytes-v1", npy(b"\xef\xbb\xbf" + PLAIN.encode(), (1, 0))
    yield "wide-true-v3", npy(header(order="\U0001D405alse"), (3, 0))
    yield "latin1-word", header(order="Falsé")
    yield "latin1-comment", PLAIN + " # é"
    yield "utf8-comment-v3", npy(PLAIN + " # 温度", (3, 0))
    yield "invalid-utf8-comment-v3", npy(PLAIN.encode() + b" # \xff", (3, 0))
    yield "nul-byte", PLAIN + "\0"
    yield "nul-byte-in-string", header("[('a\0b', '<i4')]")
    yield "nul-byte-in-comment", PLAIN + " # \0"
    yield "nul-byte-first", "\0" + PLAIN
    yield "control-z", PLAIN + "\x1a"


def numbers():
    for word, text in {"plus": "(+2, +3)", "minus-minus": "(--2, 3)", "plus-minus": "(-+-2, 3)", "hex": "(0x2, 0X03)", "octal": "(0o2, 0O3)", "binary": "(0b10, 0B1_1)",
                       "underscore": "(2, 0_3)", "underscores": "(0x_0_2, 3)", "underscore-last": "(2_, 3)", "underscore-twice": "(0__2, 3)",
                       "zeros": "(00, 0_0)", "leading-zero": "(02, 3)", "long-zeros": "(2, 0x" + "0" * 60 + "3)", "float": "(2.0, 3)", "exponent": "(2e0, 3)",
                       "complex": "(2+0j, 3)", "sum": "(1+1, 3)", "complex-sum": "(2, 3+0j)", "tilde": "(~-3, 3)", "shift": "(1<<1, 3)", "power": "(2**1, 3)", "not": "(not 0, 3)",
                       "true": "(True, 6)", "false": "(False, 6)", "true-true": "(6, True, True)", "none": "(None, 6)", "string": "('2', 3)", "minus-true": "(-True, 3)", "plus-true": "(+True, 6)",
                       "minus-zero": "(-0, 6)", "negative": "(-2, 3)", "negative-both": "(-2, -3)", "minus-one": "(-1,)", "minus-one-first": "(-1, 3)",
                       "minus-one-last": "(2, -1)", "minus-one-twice": "(-1, -1)", "int64-max": "(9223372036854775807,)", "int64-max-0": "(0, 9223372036854775807)",
                       "int64-over": "(9223372036854775808,)", "int64-over-0": "(0, 9223372036854775808)", "int64-min": "(-9223372036854775808,)", "uint64-over": "(18446744073709551622,)",
                       "wrap-to-0": "(4294967296, 4294967296)", "wrap-to-6": "(3, 12297829382473034412)", "wrap-negative": "(4294967296, 2147483648)",
                       "huge-digits": "(" + "9" * 400 + ",)", "huge-digits-5000": "(" + "9" * 5000 + ",)", "claims-80tb": "(20000000000000,)", "claims-80tb-0": "(20000000000000, 0)",
                       "zero-overflow": "(0, 4611686018427387904, 4)", "zero-overflow-last": "(4611686018427387904, 4, 0)", "zero-bytes-overflow": "(0, 4611686018427387904)",
                       "list": "[2, 3]", "int": "6", "scalar-parentheses": "(6)", "set": "{2, 3}", "dict": "{}", "none-whole": "None", "nested": "((2, 3),)", "nested-list": "([2], 3)", "star": "(*[2], 3)",
                       "empty": "()", "one": "(6,)", "one-comma-two": "(2, 3,)", "comma-only": "(,)", "two-commas": "(2,, 3)", "string-digits": "'23'", "word-after": "(2 3)",
                       "l-suffix": "(2L, 3L)", "l-suffix-lower": "(2l, 3L)", "l-suffix-hex": "(0x2L, 3)", "l-suffix-space": "(2 L, 3)", "l-suffix-alone": "(L, 3)", "l-suffix-newline": "(2\nL, 3)",
                       "l-suffix-twice": "(2LL, 3)", "l-suffix-zero": "(0L, 3)", "l-suffix-minus": "(-2L, 3)", "l-suffix-octal": "(02L, 3)", "j-suffix": "(2j, 3)", "u-suffix": "(2U, 3)", "l-before": "(L2, 3)",
                       "rank-32": "(" + "1, " * 30 + "2, 3)", "rank-33": "(" + "1, " * 31 + "2, 3)", "rank-64": "(" + "1, " * 62 + "2, 3)", "rank-65": "(" + "1, " * 63 + "2, 3)"}.items():
        yield "shape-" + word, header(shape=text)
        if word.startswith("l-suffix"):
            yield "shape-" + word + "-v2", npy(header(shape=text), (2, 0))
            yield "shape-" + word + "-v3", npy(header(shape=text), (3, 0))
    yield "l-suffix-in-name", header("[('2L', '<i4')]", shape="(2L, 3L)")
    yield "l-suffix-in-field", header("[('a', '<i2', (2L,))]", shape="(2L, 3L)")
    yield "l-suffix-multiline", header(shape="(2L,\n 3L)")
    yield "l-suffix-comment", header(shape="(2L, 3L)") + " # 4L"
    yield "l-suffix-indented", "  " + header(shape="(2L, 3L)")
    yield "l-suffix-list", header("[['a', '<i4']]", shape="(2L, 3L)")
    yield "l-suffix-keyword", header(order="FalseL")
    yield "l-suffix-unicode-name-v3", npy(header("[('温', '<i4')]", shape="(2L, 3L)"), (3, 0))
    yield "l-suffix-python-2", "{'descr': '<i4', 'shape': (2L, 3L), 'fortran_order': False}"


def orders():
    for word, text in {"true": "True", "zero": "0", "one": "1", "none": "None", "string": "'False'", "lower": "false", "float": "0.0", "parentheses": "(False)", "tuple": "(False,)",
                       "list": "[]", "not": "not True", "minus": "-False", "name": "Falsey", "dots": "...", "numpy": "np.False_"}.items():
        yield "order-" + word, header(order=text)
    yield "order-true-1d", header(order="True", shape="(6,)")
    yield "order-true-scalar", npy(header(order="True", shape="()"), payload=b"\1\0\0\0")
    yield "order-true-empty", npy(header(order="True", shape="(3, 0, 2)"), payload=b"")
    yield "order-true-ones", header(order="True", shape="(1, 6, 1)")
    yield "order-true-3d", header(order="True", shape="(1, 2, 3)")


def nesting():
    for depth in (10, 50, 90, 99, 100, 150, 199, 200, 201, 4000):
        yield "nest-parentheses-%d" % depth, "(" * depth + PLAIN + ")" * depth
        yield "nest-descr-parentheses-%d" % depth, header("(" * depth + "'<i4'" + ")" * depth)
    for depth in (2, 20, 40, 60, 4000):
        yield "nest-lists-%d" % depth, header("[" * depth + "]" * depth)
        yield "nest-records-%d" % depth, header("[('a', " * depth + "'<i4'" + ")]" * depth)
    for depth in (10, 1000, 10000):
        yield "nest-minus-%d" % depth, header(shape="(" + "-" * depth + "2, 3)")
    yield "nest-tuples-4000", header(shape="(" * 4000 + "2" + ",)" * 4000)
    yield "nest-unclosed-4000", "{" * 4000
    yield "nest-dicts-4000", "{1:" * 4000 + "1" + "}" * 4000


def cases():
    for group in (structure, keys, strings, numbers, orders, nesting):
        for name, content, *remarks in group():
            yield (name, npy(content) if isinstance(content, str) else content, *remarks)
