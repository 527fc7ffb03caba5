"""Headers written by hand: every way to write a descr that NumPy's descr_to_dtype understands or refuses."""
from golden_headers import one

NAMES = """float64 float32 float16 float128 float96 float8 half single double longdouble longfloat float float_ int8 int16 int32 int64 int128 uint8 uint16
uint32 uint64 int int_ intc intp uint uintc uintp byte ubyte short ushort long ulong longlong ulonglong bool bool_ bool8 complex complex_ complex64 complex128
complex256 cfloat csingle cdouble clongdouble clongfloat singlecomplex str str_ str0 bytes bytes_ bytes0 unicode unicode_ string string_ object object_ object0
void void0 datetime64 timedelta64 Float64 Int32 Complex64 FLOAT64 number integer floating generic None type f8 f4 f2 f16 f f0 f1 f3 f10 f12 f32 F F8 d d8 D e e2
g g16 G i1 i2 i4 i8 i i0 i3 i5 i16 u1 u2 u4 u8 u u3 I I4 l l8 L L8 q q8 Q Q8 b b1 b2 b8 B B1 h H p p8 P n N ? ?1 ?2 c c1 c4 c8 c16 c32 c64 a a5 S S0 S1 S5 S05 S-1 S+5
S1_0 U U0 U3 V V0 V8 V-1 O O4 O8 O16 M8 m8 M m M4 T T5 x y z w t t4 r s s5 v v4""".split()

ORDERED = """=f8 |f8 <f8 >f8 =i4 |i4 |i1 <i1 >i1 =i1 |b1 <b1 >b1 =b1 |? <? >? |S5 <S5 >S5 =S5 |U3 <U3 >U3 =U3 |V4 <V4 >V4 =V4 |O <O >O =O |O8 <float64 >int32 =float64
|float64 <f >d <l >L <q >i =e >g <G >c8 |c16 <M8[s] >M8[s] =M8[s] |M8[s] <m8 >m8[D] <<i4 <>i4 < > = | !i4 @i4 ^i4 &i4 <S <U <V4x |a5 <a5 <p >P <n >N <? ><i4 i4< <c >b
|i8 |u2 |f2""".split()

SPACED = ["", " ", " i4", "i4 ", "\ti4", "i 4", "< i4", "i4\n", " <f8 ", "i4\x00", "i4;", "i4#", "I4 ", "ï4", "i４"]

COMMAS = ["i4,f8", "i4, f8", " i4,f8", "i4 ,f8", "i4,f8,", "i4,", ",i4", "i4,,f8", ",", "<i4,>f8", "i4,f8,S5,U2,?", "2i4", "2f4", "1i4", "0i4", "-1i4", "02i4", "+2i4",
          "(2,)i4", "(2)i4", "(2,3)i4", "( 2 , 3 )i4", "(2,3,)i4", "()i4", "(1,)i4", "(0,)i4", "(-1,)i4", "(2,3)<i4", "<(2,3)i4", "(2,3) i4", "[2]i4", "2 i4",
          "3i4,(2,2)f8", "(2,3)i4,", "2i4,", "1i4,", "1i4,f4", "(1,)i4,f4", "()i4,f4", "0i4,f4", "i4,M8[s]", "M8[s],m8[25s]", "f8,float32", "int32,float64", "2int32",
          "(2,2)float32,bool", "S5,3S2", "3S", "2U3,V4", "i4,O", "i4,x4", "(2,i4", "(2,3)", "2", "2,3", "i4:f8", "i4;f8", "{i4}", "T{i4}", "(2,2)(3)i4", "(a,)i4", "(2.0,)i4", "=i4,|f8",
          "(2,3)U2", "2S0,i4", "f4,f4,f4,f4,f4,f4,f4,f4,f4,f4,f4,f4"]

DATES = ["M8[%s]" % unit for unit in """Y M W D h m s ms us ns ps fs as B generic 25s 1s 01s 7D 3M 100ns 2generic 0s -3s +3s 2147483647s 2147483648s 99999999999s s/1 D/8 h/7 ns/10 us/1000
Y/12 Y/4 Y/7 M/30 W/7 2D/4 6h/4 as/10 D/0 D/-2 D/ /2 D/8/2 generic/2 s,2 S d H days second Ms MS μs µs 25 25x""".split()]
DATES += ["M8[]", "M8[ s]", "M8[s ]", "M8[25 s]", "M8[s", "M8 s]", "M8s", "M8[s]x", "M8[s][s]", "M8[s]//10", "M8[s]/10", "M8(s)", "datetime64[25s]", "datetime64[ns]", "timedelta64[h]", "datetime64[s",
          "m8[Y]", "m8[M]", "m8[W/7]", "m8[ns]", "m8[generic]", "M[s]", "m[s]", "<M[s]", ">datetime64[s]", "<timedelta64[us]", "M8[s]//1", "M8[s]*2", "M8[as]", "M8[1.5s]", "M8[٣s]"]

SIZES = ["S9999", "U9999", "S2147483647", "S2147483648", "U536870911", "U536870912", "U1000000000", "V2147483647", "V2147483648", "V1000000000000", "S99999999999999999999", "V9223372036854775807"]

TUPLES = {"f4-2": "('<f4', (2,))", "f4-3": "('<f4', 3)", "f4-1": "('<f4', 1)", "f4-1-tuple": "('<f4', (1,))", "f4-empty": "('<f4', ())", "f4-0": "('<f4', (0,))", "f4-2x3": "('<f4', (2, 3))",
          "v-8": "('V', 8)", "s-5": "('S', 5)", "u-2": "('U', 2)", "s5-2": "('S5', 2)", "v8-2": "('V8', 2)", "v0-2": "('V0', 2)", "i4-0": "('<i4', 0)", "negative": "('<f4', (-1,))",
          "list-shape": "('<f4', [2])", "string-shape": "('<f4', '2')", "union": "('<i4', '<f4')", "overlay": "('<i4', [('a', '<i2'), ('b', '<i2')])", "void-overlay": "('V4', [('a', '<i2'), ('b', '<i2')])",
          "nested": "(('<f4', (2,)), (3,))", "records": "([('a', '<i2')], (2,))", "one": "('<f4',)", "none": "()", "three": "('<f4', (2,), 1)", "of-tuples": "(('a', '<i2'), ('b', '<i2'))",
          "of-lists": "(['a', '<i2'], ['b', '<i2'])", "none-shape": "('<f4', None)", "true-shape": "('<f4', True)", "dict-shape": "('<f4', {})", "object": "('O', 2)", "metadata": "('<i4', {'k': 1})", "m8": "('<m8', 'ns')", "names": "('V4', {'a': ('<i2', 0)})"}

DICTS = {"names": "{'names': ['a'], 'formats': ['<i4']}", "offsets": "{'names': ['a', 'b'], 'formats': ['<i4', '<i2'], 'offsets': [4, 0], 'itemsize': 12}",
         "fields": "{'a': ('<i4', 0)}", "empty": "{}", "three": "{'abc': 1}", "two": "{'ab': 1}", "two-i": "{'ai': 1, 'bf': 2}"}

RECORDS = {
    "empty": "[]", "one": "[('a', '<i4')]", "comma": "[('a', '<i4'),]", "two": "[('a', '<i4'), ('b', '>f8')]", "list-fields": "[['a', '<i4'], ['b', '>f8']]", "list-with-shape": "[['a', '<i4', [2]]]",
    "mixed-fields": "[('a', '<i4'), ['b', '>f8']]", "string-fields": "['ai', 'bf']", "string-field-3": "['ai2']", "string-field-1": "['a']", "strings": "['<i4', '<f8']", "bytes-field": "[b'ai']", "set-field": "[{'a'}]",
    "dict-field": "[{'a': 1, 'i': 2}]", "empty-field": "[()]", "one-field": "[('a',)]", "four-field": "[('a', '<i4', (2,), 1)]", "number-field": "[3]", "none-field": "[None]", "no-order": "[('a', 'i4'), ('b', 'f8')]",
    "type-names": "[('a', 'float64'), ('b', 'int32'), ('c', 'S')]", "commas": "[('a', 'i4,f8')]", "comma-shape": "[('a', '2i4')]", "bad-type": "[('a', '<x4')]", "empty-type": "[('a', '')]", "none-type": "[('a', None)]", "bytes-type": "[('a', b'<i4')]",
    "unicode-name": "[(u'a', u'<i4')]", "bytes-name": "[(b'a', '<i4')]", "number-name": "[(1, '<i4')]", "none-name": "[(None, '<i4')]", "true-name": "[(True, '<i4')]",
    "duplicate": "[('a', '<i4'), ('a', '<f8')]", "duplicate-pad": "[('', '|V2'), ('a', 'u1'), ('', '|V3')]", "pad-0": "[('a', 'u1'), ('', '|V0')]", "pad-only": "[('', '|V4')]", "pad-shape": "[('', '|V4', (2,)), ('a', 'u1')]",
    "pad-i4": "[('', '<i4'), ('a', 'u1')]", "pad-s4": "[('', '|S4')]", "pad-twice-i4": "[('', '<i4'), ('', '<i4')]", "pad-record": "[('', [('x', '<i4')]), ('a', 'u1')]", "pad-empty-record": "[('', []), ('a', 'u1')]", "pad-void": "[('', 'V'), ('a', 'u1')]",
    "pad-titled": "[(('t', ''), '|V4'), ('a', 'u1')]", "pad-record-shape": "[('', [('x', '<i4')], (2,)), ('a', 'u1')]", "pad-default-clash": "[('', '<i4'), ('f0', '<i4')]", "named-f1": "[('f1', '<i4'), ('', '<i2')]",
    "title": "[(('Title', 'a'), '<i4')]", "title-list": "[(['Title', 'a'], '<i4')]", "title-shape": "[(('T', 'a'), '<i4', (2,))]", "title-none": "[((None, 'a'), '<i4')]", "title-number": "[((1, 'a'), '<i4')]", "title-tuple": "[((('x', 1), 'a'), '<i4')]",
    "title-empty": "[(('', 'a'), '<i4')]", "title-three": "[(('t', 'a', 'b'), '<i4')]", "title-one": "[(('a',), '<i4')]", "title-none-name": "[(('t', None), '<i4')]", "title-same": "[(('a', 'a'), '<i4')]", "title-is-name": "[(('a', 'b'), '<i4'), ('a', '<i4')]",
    "title-is-later-name": "[('a', '<i4'), (('a', 'b'), '<i4')]", "title-twice": "[(('t', 'a'), '<i2'), (('t', 'b'), '<i2')]", "title-bytes": "[((b't', 'a'), '<i4')]", "title-unhashable": "[(([], 'a'), '<i4')]", "title-true": "[((True, 'a'), '<i4')]",
    "title-float": "[((1.5, 'a'), '<i4')]", "title-nested-pad": "[(('t', 'a'), [(('u', 'b'), 'u1'), ('', 'V3')]), ('c', '<i4')]",
    "shape-int": "[('a', '<i4', 2)]", "shape-1": "[('a', '<i4', 1)]", "shape-1-tuple": "[('a', '<i4', (1,))]", "shape-empty": "[('a', '<i4', ())]", "shape-0": "[('a', '<i4', 0)]", "shape-0-tuple": "[('a', '<i4', (0,))]",
    "shape-2x0": "[('a', '<i4', (2, 0)), ('b', 'u1')]", "shape-list": "[('a', '<i4', [2])]", "shape-negative": "[('a', '<i4', (-1,))]", "shape-negative-int": "[('a', '<i4', -1)]", "shape-true": "[('a', '<i4', True)]", "shape-trues": "[('a', '<i4', (True, 2))]",
    "shape-float": "[('a', '<i4', 2.0)]", "shape-floats": "[('a', '<i4', (2.0,))]", "shape-none": "[('a', '<i4', None)]", "shape-string": "[('a', '<i4', '2')]", "shape-huge": "[('a', '<i4', (1000000, 1000000))]", "shape-int31": "[('a', 'u1', (2147483647,))]",
    "shape-int31-over": "[('a', 'u1', (2147483648,))]", "shape-int64": "[('a', 'u1', (9223372036854775807,))]", "shape-int64-over": "[('a', 'u1', (9223372036854775808,))]", "shape-l": "[('a', '<i4', (2L,))]", "shape-nested": "[('a', '<i4', ((2,),))]",
    "shape-zero-huge": "[('a', '<i4', (0, 1000000000000))]", "shape-rank-33": "[('a', 'u1', (%s))]" % ("1, " * 33), "shape-rank-64": "[('a', 'u1', (%s))]" % ("1, " * 64), "shape-rank-65": "[('a', 'u1', (%s))]" % ("1, " * 65),
    "itemsize-over": "[('a', 'S2147483647'), ('b', 'S2147483647')]", "flexible-shape": "[('a', 'S', 5)]", "flexible-shape-tuple": "[('a', 'S', (5,))]", "void-shape": "[('a', 'V', 4)]", "unicode-shape": "[('a', 'U', 3)]", "s5-shape": "[('a', 'S5', 2)]",
    "nested": "[('a', [('b', '<i4'), ('c', 'u1')])]", "nested-empty": "[('a', []), ('b', 'u1')]", "nested-all-empty": "[('a', [('b', [])])]", "nested-shape": "[('a', [('b', '<i2')], (2,))]", "nested-list-only": "[[('b', '<i4')]]", "nested-pair": "[('a', ['bi', 'cf'])]",
    "tuple-type": "[('a', ('<f4', (2,)))]", "tuple-type-shape": "[('a', ('<f4', (2,)), (3,))]", "tuple-type-1": "[('a', ('<f4',))]", "tuple-fields": "(('a', '<i4'),)", "dict-type": "[('a', {'names': ['x'], 'formats': ['<i4']})]",
    "object": "[('a', 'O')]", "dates": "[('a', '<M8[25s]'), ('b', '>m8[ns]')]", "long-double": "[('a', '<f16'), ('b', 'u1')]", "dots": "[('a.b', '<i4')]", "slash": "[('a/b', '<i4')]", "colon": "[('a:b', '<i4')]",
    "set": "{('a', '<i4')}", "many": "[" + ", ".join("('c%d', 'u1')" % i for i in range(60)) + "]"}


def quoted(text):
    return '"%s"' % text.replace("\x00", "\\x00").replace("\n", "\\n").replace("\t", "\\t")


def slug(text):
    """A file name from a descr: lower-case letters and digits stay, capitals get an underscore, the rest is its code."""
    def word(c):
        if not (c.isascii() and c.isalnum()):
            return "-%02x" % ord(c)
        return c.lower() + "_" if c.isupper() else c
    return "".join(map(word, text)) or "empty"


def cases():
    for group, texts in (("type", NAMES), ("type", ORDERED), ("type", SPACED), ("comma", COMMAS), ("date", DATES), ("size", SIZES)):
        for text in dict.fromkeys(texts):
            version = (1, 0) if max(map(ord, text), default=0) < 256 else (3, 0)
            yield "%s-%s" % (group, slug(text)), one(quoted(text), version)
    for group, forms in (("tuple", TUPLES), ("dict", DICTS), ("record", RECORDS)):
        for word, text in forms.items():
            yield "%s-%s" % (group, word), one(text)
    for word, text in {"f4-2": "('<f4', (2,))", "records": "([('a', '<i2')], (2,))", "comma": "'(2,)i4'", "f4-1": "('<f4', (1,))", "f4-2x3": "('<f4', (2, 3))"}.items():
        for shape in ("()", "(2,)", "(2, 2)", "(2, 2, 2, 3)", "(4,)", "(0,)"):
            name = "tuple-%s-shape-%s" % (word, "x".join(shape.strip("(),").replace(" ", "").split(",")) or "scalar")
            yield name, one(text, shape=shape)
