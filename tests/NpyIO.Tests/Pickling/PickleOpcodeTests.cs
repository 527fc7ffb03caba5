using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Every opcode, alone.</summary>
public sealed class PickleOpcodeTests
{
    [Theory]
    [InlineData("MARK and TUPLE", "(K\u0001K\u0002t.", "(1, 2)")]
    [InlineData("TUPLE of nothing", "(t.", "()")]
    [InlineData("POP", "K\u0001K\u00020.", "1")]
    [InlineData("POP of a mark", "K\u0001(0.", "1")]
    [InlineData("POP_MARK", "K\u0001(K\u0002K\u00031.", "1")]
    [InlineData("DUP", "K\u00012\u0086.", "(1, 1)")]
    [InlineData("FLOAT", "F-1.5e3\n.", "-1500.0")]
    [InlineData("FLOAT without end", "F-inf\n.", "-inf")]
    [InlineData("FLOAT that is none", "Fnan\n.", "nan")]
    [InlineData("INT", "I-12\n.", "-12")]
    [InlineData("INT beyond 64 bits", "I9223372036854775808\n.", "9223372036854775808")]
    [InlineData("INT that is False", "I00\n.", "False")]
    [InlineData("INT that is True", "I01\n.", "True")]
    [InlineData("BININT", "J\u00fe\u00ff\u00ff\u00ff.", "-2")]
    [InlineData("BININT1", "K\u00ff.", "255")]
    [InlineData("BININT2", "M\u0001\u00ff.", "65281")]
    [InlineData("LONG", "L-123L\n.", "-123")]
    [InlineData("LONG1", "\u008a\u0002\u0000\u00ff.", "-256")]
    [InlineData("LONG1 of nothing", "\u008a\u0000.", "0")]
    [InlineData("LONG4", "\u008b\t\0\0\0\0\0\0\0\0\0\0\0\u0001.", "18446744073709551616")]
    [InlineData("NONE", "N.", "None")]
    [InlineData("NEWTRUE", "\u0088.", "True")]
    [InlineData("NEWFALSE", "\u0089.", "False")]
    [InlineData("BINFLOAT", "G?\u00f8\0\0\0\0\0\0.", "1.5")]
    [InlineData("STRING", "S'a\\xe9\\'\\n\\101\\q'\n.", "'a\\u00e9\\u0027\\u000aA\\u005cq'")]
    [InlineData("STRING in double quotes", "S\"it's\"\n.", "'it\\u0027s'")]
    [InlineData("BINSTRING", "T\u0002\0\0\0a\u00e9.", "'a\\u00e9'")]
    [InlineData("SHORT_BINSTRING", "U\u0002a\u00e9.", "'a\\u00e9'")]
    [InlineData("UNICODE", "Va\\u20ac\\U0001f600\\x\u00e9\n.", "'a\\u20ac\\ud83d\\ude00\\u005cx\\u00e9'")]
    [InlineData("BINUNICODE", "X\u0002\0\0\0\u00c3\u00a9.", "'\\u00e9'")]
    [InlineData("SHORT_BINUNICODE", "\u008c\u0003\u00ed\u00a0\u0080.", "'\\ud800'")]
    [InlineData("BINUNICODE8", "\u008d\u0001\0\0\0\0\0\0\0a.", "'a'")]
    [InlineData("BINBYTES", "B\u0001\0\0\0a.", "bytes(61)")]
    [InlineData("SHORT_BINBYTES", "C\u0001a.", "bytes(61)")]
    [InlineData("BINBYTES8", "\u008e\u0001\0\0\0\0\0\0\0a.", "bytes(61)")]
    [InlineData("BYTEARRAY8", "\u0096\u0001\0\0\0\0\0\0\0a.", "bytearray(61)")]
    [InlineData("EMPTY_TUPLE", ").", "()")]
    [InlineData("TUPLE1", "K\u0001\u0085.", "(1)")]
    [InlineData("TUPLE2", "K\u0001K\u0002\u0086.", "(1, 2)")]
    [InlineData("TUPLE3", "K\u0001K\u0002K\u0003\u0087.", "(1, 2, 3)")]
    [InlineData("EMPTY_LIST and APPEND", "]K\u0001a.", "[1]")]
    [InlineData("APPENDS", "](K\u0001K\u0002e.", "[1, 2]")]
    [InlineData("LIST", "(K\u0001K\u0002l.", "[1, 2]")]
    [InlineData("EMPTY_DICT and SETITEM", "}K\u0001K\u0002s.", "{1: 2}")]
    [InlineData("SETITEMS", "}(K\u0001K\u0002NNu.", "{1: 2, None: None}")]
    [InlineData("SETITEMS of equal keys", "}(K\u0001K\u0002\u0088K\u0003u.", "{1: 3}")]
    [InlineData("DICT", "(K\u0001K\u0002d.", "{1: 2}")]
    [InlineData("EMPTY_SET and ADDITEMS", "\u008f(K\u0001K\u0001\u0090.", "set(1)")]
    [InlineData("FROZENSET", "(K\u0001\u0091.", "frozenset(1)")]
    [InlineData("PUT and GET", "]p5\ng5\n\u0086.", "([], [])")]
    [InlineData("BINPUT and BINGET", "]q\u0005h\u0005\u0086.", "([], [])")]
    [InlineData("LONG_BINPUT and LONG_BINGET", "]r\0\0\0\u0080j\0\0\0\u0080\u0086.", "([], [])")]
    [InlineData("MEMOIZE", "K\u0001\u0094N\u0094h\0h\u0001\u0086.", "(1, None)")]
    [InlineData("GLOBAL", "cos\nsystem\n.", "os.system")]
    [InlineData("STACK_GLOBAL", "\u008c\u0002os\u008c\u0006system\u0093.", "os.system")]
    [InlineData("REDUCE", "cm\nC\nK\u0001\u0085R.", "m.C(1)")]
    [InlineData("REDUCE of what a call gave", "cm\nf\n)RK\u0001\u0085R.", "(m.f())(1)")]
    [InlineData("NEWOBJ", "cm\nC\nK\u0001\u0085\u0081.", "new m.C(1)")]
    [InlineData("NEWOBJ_EX", "cm\nC\n)}\u008c\u0001aK\u0001s\u0092.", "new m.C() keywords {'a': 1}")]
    [InlineData("INST", "(K\u0001im\nC\n.", "m.C(1)")]
    [InlineData("OBJ", "(cm\nC\no.", "new m.C()")]
    [InlineData("BUILD", "cm\nC\n)\u0081}b.", "new m.C() state {}")]
    [InlineData("APPENDS to an object", "cm\nC\n)\u0081(K\u0001K\u0002e.", "new m.C() items [1, 2]")]
    [InlineData("SETITEMS of an object", "cm\nC\n)\u0081(K\u0001K\u0002u.", "new m.C() entries {1: 2}")]
    [InlineData("ADDITEMS to an object", "cm\nC\n)\u0081(K\u0001\u0090.", "new m.C() items [1]")]
    [InlineData("a state by a call", "cm\nC\n)\u0081q\0cm\nset\nh\0K\u0007\u0086R0.", "new m.C() state 7")]
    [InlineData("PROTO and FRAME", "\u0080\u0005\u0095\u0002\0\0\0\0\0\0\0N.", "None")]
    [InlineData("_reconstructor", "ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nobject\nNtR.", "new m.C()")]
    [InlineData("_reconstructor of a list", "ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nlist\n(K\u0001ltR.", "new m.C() items [1]")]
    [InlineData("_reconstructor of a tuple", "ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\ntuple\nK\u0001K\u0002\u0086tR.", "(copyreg._reconstructor)(m.C, builtins.tuple, (1, 2))")]
    [InlineData("_reconstructor of a number", "ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nint\nK\u0005tR.", "new m.C(5)")]
    [InlineData("__newobj__", "ccopyreg\n__newobj__\ncm\nC\nK\u0001\u0086R.", "new m.C(1)")]
    [InlineData("__newobj_ex__", "ccopyreg\n__newobj_ex__\ncm\nC\n)}\u0087R.", "new m.C() keywords {}")]
    public void Load_Opcode_DoesWhatPythonDoes(string opcode, string pickle, string expected)
    {
        Assert.NotEmpty(opcode);
        Assert.Equal(expected, PickleRepr.Load(pickle));
    }

    [Fact]
    public void Load_ReadOnlyBuffers_AreTheCallers()
    {
        var options = new PickleReadOptions { Buffers = [new byte[] { 1, 2 }, new byte[] { 3 }] };

        Assert.Equal("(bytes(0102), bytes(03))", PickleRepr.Load("\u0080\u0005\u0097\u0098\u0097\u0086.", options));
    }

    [Theory]
    [InlineData(PickleEncoding.Latin1, "'\\u00c3\\u00a9'")]
    [InlineData(PickleEncoding.Utf8, "'\\u00e9'")]
    public void Load_TextOfPython2_IsReadInTheEncoding(PickleEncoding encoding, string expected) =>
        Assert.Equal(expected, PickleRepr.Load("U\u0002\u00c3\u00a9.", new PickleReadOptions { Encoding = encoding }));

    [Theory]
    [InlineData("](U\u0001aU\u0001be.", "['a', 'b']")]
    [InlineData("}U\u0001aU\u0001bs.", "{'a': 'b'}")]
    [InlineData("}U\u0001a\u0085\u0085K\u0001s.", "{(('a')): 1}")]
    [InlineData("U\u0001a\u0085.", "('a')")]
    [InlineData("(im\nC\n}U\u0001aU\u0001b\u0085sb.", "new m.C() state {'a': ('b')}")]
    [InlineData("c__builtin__\nslice\nU\u0001aNN\u0087R.", "slice('a', None, None)")]
    public void Load_TextOfPython2_IsTextWhereverItStands(string pickle, string expected) => Assert.Equal(expected, PickleRepr.Load(pickle));

    [Fact]
    public void Load_TextOfPython2ThatIsShared_IsOneString()
    {
        var list = Pickle.Load<List<object?>>(PickleRepr.Bytes("]U\u0001aq\u0001\u0085ah\u0001a."));

        Assert.Same(((PickleTuple)list[0]!)[0], list[1]);
    }
}
