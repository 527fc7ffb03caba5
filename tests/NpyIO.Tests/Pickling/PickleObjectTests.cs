using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Descriptions of objects: their attributes, and that they are written with the calls and in the order in which they were read.</summary>
public sealed class PickleObjectTests
{
    /// <summary>With <c>__slots__</c> the state is a pair: the attributes of <c>__dict__</c>, and those of the slots.</summary>
    [Theory]
    [InlineData("}(\u008c\u0001aK\u0001\u008c\u0001bK\u0002u", true, true)]
    [InlineData("}\u008c\u0001aK\u0001s}\u008c\u0001bK\u0002s\u0086", true, true)]
    [InlineData("N}(\u008c\u0001aK\u0001\u008c\u0001bK\u0002u\u0086", true, true)]
    [InlineData("}(\u008c\u0001aK\u0001\u008c\u0001bK\u0002uN\u0086", true, true)]
    [InlineData("}\u008c\u0001aK\u0001sN\u0086", true, false)]
    [InlineData("N}\u008c\u0001bK\u0002s\u0086", false, true)]
    [InlineData("NN\u0086", false, false)]
    [InlineData("}\u008c\u0001aK\u0001s}\u008c\u0001bK\u0002sN\u0087", false, false)]
    [InlineData("}\u008c\u0001aK\u0001s\u0085", false, false)]
    [InlineData("](\u008c\u0001aK\u0001e", false, false)]
    [InlineData("N", false, false)]
    public void TryGetAttribute_StateOfAnyForm_FindsWhatIsThere(string state, bool hasA, bool hasB)
    {
        var described = Pickle.Load<PickleObject>(PickleRepr.Bytes($"\u0080\u0004cm\nC\n)\u0081{state}b."));

        Assert.Equal((hasA, hasA ? (object?)1L : null), (described.TryGetAttribute("a", out object? a), a));
        Assert.Equal((hasB, hasB ? (object?)2L : null), (described.TryGetAttribute("b", out object? b), b));
        Assert.False(described.TryGetAttribute("c", out object? c));
        Assert.Null(c);
        if (hasB)
            Assert.Equal(2L, described["b"]);
        Assert.Equal("There is no 'c'.", Assert.Throws<KeyNotFoundException>(() => described["c"]).Message);
    }

    [Fact]
    public void ToString_ReferenceAndDescription_SayWhichTheyAre()
    {
        Assert.Equal("<class 'm.C'>", Pickle.Load<PickleObject>(PickleRepr.Bytes("cm\nC\n.")).ToString());
        Assert.Equal("<m.C object>", Pickle.Load<PickleObject>(PickleRepr.Bytes("cm\nC\n)R.")).ToString());
    }

    [Theory]
    [InlineData("cm\nC\n)\u0081K\u0001aK\u0002a.")]
    [InlineData("cm\nC\n)\u0081(K\u0001K\u0002e(K\u0003e.")]
    [InlineData("cm\nC\n)\u0081K\u0001a(K\u0002eK\u0003a.")]
    [InlineData("cm\nC\n)\u0081(e.")]
    [InlineData("cm\nC\n)\u0081(K\u0001K\u0002u.")]
    [InlineData("cm\nC\n)\u0081(K\u0001K\u0002K\u0001K\u0003u.")]
    [InlineData("cm\nC\n)\u0081(K\u0001K\u0002K\u0003K\u0004u}b.")]
    [InlineData("cm\nC\n)\u0081}b(K\u0001K\u0002e.")]
    [InlineData("cm\nC\n)\u0081(K\u0001K\u0002e}b.")]
    [InlineData("cm\nC\n)\u0081(K\u0001e}b(K\u0002K\u0003u.")]
    [InlineData("cm\nC\n)\u0081(K\u0001K\u0002u}b(K\u0003e.")]
    [InlineData("cm\nC\n)\u0081(K\u0001K\u0002uK\u0005a(K\u0001K\u0003u.")]
    [InlineData("cm\nC\n)\u0081Nb.")]
    [InlineData("cm\nC\n)R(K\u0001e.")]
    [InlineData("cm\nC\nK\u0001\u0085RN\u0085R.")]
    [InlineData("cm\nC\nK\u0001\u0085R(K\u0002e}b.")]
    [InlineData("(cm\nC\no}b.")]
    public void Save_ObjectAsLoaded_MakesTheSameCallsInTheSameOrder(string pickle) => AssertSaved(pickle, pickle);

    /// <summary>By other opcodes, which make Python do the same.</summary>
    [Theory]
    [InlineData("cm\nC\n)\u0081K\u0001K\u0002s.", "cm\nC\n)\u0081(K\u0001K\u0002u.")]
    [InlineData("cm\nC\n)\u0081K\u0001K\u0002sK\u0003K\u0004s.", "cm\nC\n)\u0081(K\u0001K\u0002K\u0003K\u0004u.")]
    [InlineData("(im\nC\n.", "(cm\nC\no.")]
    [InlineData("(K\u0001im\nC\n.", "cm\nC\nK\u0001\u0085R.")]
    [InlineData("cm\nC\n)\u0081q\0cm\nS\nh\0K\u0007\u0086R0.", "cm\nC\n)\u0081cm\nS\nhK\u0007\u0086R0.")]
    [InlineData("cm\nC\n)\u0081q\0K\u0005acm\nS\nh\0K\u0007\u0086R0K\u0006a.", "cm\nC\n)\u0081K\u0005acm\nS\nhK\u0007\u0086R0K\u0006a.")]
    [InlineData("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nobject\nNtR}b.", "ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\nobject\nN\u0087R}b.")]
    [InlineData("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nfloat\nK\u0005tR.", "ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\nfloat\nK\u0005\u0087R.")]
    [InlineData("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nlist\n(K\u0001K\u0002ltR.", "ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\nlist\n](K\u0001K\u0002e\u0087R.")]
    [InlineData("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nlist\n(K\u0001K\u0002ltRK\u0003aK\u0004a.", "ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\nlist\n](K\u0001K\u0002e\u0087RK\u0003aK\u0004a.")]
    [InlineData("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\ndict\n(K\u0001K\u0002dtR.", "ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\ndict\n}(K\u0001K\u0002u\u0087R.")]
    [InlineData("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\ndict\n(K\u0001K\u0002dtR(K\u0001K\u0003K\u0004K\u0005u.", "ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\ndict\n}(K\u0001K\u0002u\u0087R(K\u0001K\u0003K\u0004K\u0005u.")]
    [InlineData("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\ntuple\nK\u0001\u0085tR.", "ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\ntuple\nK\u0001\u0085\u0087R.")]
    public void Save_ObjectOfOldOpcodes_MakesTheSameCalls(string pickle, string expected) => AssertSaved(pickle, expected);

    [Fact]
    public void Save_EntryAddedSinceTheLoad_ComesLast()
    {
        var described = Pickle.Load<PickleObject>(PickleRepr.Bytes("cm\nC\n)\u0081(K\u0001K\u0002u}b."));
        described.Entries![3L] = 4L;

        Assert.Equal("cm\nC\n)\u0081(K\u0001K\u0002K\u0003K\u0004u}b.", Opcodes(described));
    }

    [Fact]
    public void Load_ReconstructionThatGrows_LeavesItsArgumentAlone()
    {
        var tuple = Pickle.Load<PickleTuple>(PickleRepr.Bytes("(lq\00(ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nlist\nh\0tRK\u0003ah\0t."));

        Assert.Equal([3L], ((PickleObject)tuple[0]!).Items);
        Assert.Empty((List<object?>)tuple[1]!);
    }

    private static void AssertSaved(string pickle, string expected)
    {
        object? value = Pickle.Load(PickleRepr.Bytes(pickle));

        Assert.Equal(expected, Opcodes(value));
        Assert.Equal(PickleRepr.Of(value), PickleRepr.Of(Pickle.Load(Pickle.Save(value))));
    }

    /// <summary>The opcodes of protocol 2 behind PROTO; PUT leaves no trace and GET its opcode alone.</summary>
    private static string Opcodes(object? value) =>
        Regex.Replace(Encoding.Latin1.GetString(Pickle.Save(value, new PickleWriteOptions { Protocol = 2 })), "q.|(?<=h).", "", RegexOptions.Singleline)[2..];

    /// <summary>What only the key of a dictionary reaches is replaced as everything else is: a text of Python 2 in the arguments of an object.</summary>
    [Fact]
    public void Load_Python2TextInAKeysArguments_IsText()
    {
        var dictionary = Assert.IsType<PickleDictionary>(Pickle.Load("\u0080\u0002}(cshapes\nPoint\nU\u0001aK\u0001\u0086\u0081K\u0002u.".Select(c => (byte)c).ToArray()));

        var key = Assert.IsType<PickleObject>(Assert.Single(dictionary).Key);
        Assert.Equal(["a", 1L], Assert.IsType<PickleTuple>(key.Arguments));
    }

    /// <summary>Objects of unknown classes are equal to themselves only, as Python's are.</summary>
    [Fact]
    public void Equals_ObjectsOfUnknownClasses_GoesByIdentity()
    {
        var same = Assert.IsType<PickleTuple>(Pickle.Load("\u0080\u0002cshapes\nPoint\n)\u0081q\u0000\u0085h\u0000\u0085\u0086.".Select(c => (byte)c).ToArray()));
        var other = Assert.IsType<PickleTuple>(Pickle.Load("\u0080\u0002cshapes\nPoint\n)\u0081\u0085cshapes\nPoint\n)\u0081\u0085\u0086.".Select(c => (byte)c).ToArray()));

        Assert.Equal(same[0], same[1]);
        Assert.NotEqual(other[0], other[1]);
    }
}
