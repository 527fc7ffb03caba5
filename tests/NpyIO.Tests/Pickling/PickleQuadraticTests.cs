using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>
/// Pickles that have one large value looked at by every few bytes that follow, which is quadratic work: refused once it is more than the bytes account for, so that no file takes
/// longer than in proportion to its length.
/// </summary>
public sealed class PickleQuadraticTests
{
    private const int Length = 1 << 18;
    private const int Times = 1 << 16;

    private static readonly string Letters = Text(new string('x', Length));
    private static readonly string Digits = Text(new string('1', Length));
    private static readonly string Number = $"\u008b{Size(Length)}{new string('\u0011', Length)}";

    /// <summary>A value, remembered at 0; it is a key as often as it can be.</summary>
    public static TheoryData<string, string> Keys => new()
    {
        { "text", Letters },
        { "bytes", $"B{Size(Length)}{new string('x', Length)}" },
        { "integer", Number },
        { "name of a class", $"{Letters}{Letters}\u0093" },
        { "decimal", $"cdecimal\nDecimal\n{Digits}\u0085R" },
        { "range", $"cbuiltins\nrange\n{Number}K\u0001K\u0001\u0087R" },
        { "text as NumPy's scalar", $"cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n\u008c\u0008S1000000\u0085RB{Size(1_000_000)}{new string('\0', 1_000_000)}\u0086R" },
    };

    /// <summary>Arguments of a call, and the function: both are remembered, and called as often as they can be.</summary>
    public static TheoryData<string, string, string> Calls => new()
    {
        { "decimal", $"{Digits}\u0085", "cdecimal\nDecimal\n" },
        { "fraction of text", $"{Text(new string('7', 9_999))}\u0085", "cfractions\nFraction\n" },
        { "fraction of integers", $"\u008b{Size(4_900)}{new string('\u0011', 4_900)}\u008b{Size(4_900)}{new string('\u0013', 4_900)}\u0086", "cfractions\nFraction\n" },
        { "bytes that are none", $"{Text(new string('x', Length) + "\u00e2\u0082\u00ac")}\u008c\u0006latin1\u0086", "c_codecs\nencode\n" },
        { "bytearray that is none", $"{Text(new string('x', Length) + "\u00e2\u0082\u00ac")}\u008c\u0006latin1\u0086", "cbuiltins\nbytearray\n" },
        { "scalar of more than it takes", $"cnumpy\ndtype\n\u008c\u0002i1\u0085R{Letters}\u0086", "cnumpy.core.multiarray\nscalar\n" },
        { "new object", $"(cm\nC\n{new string('N', Length)}t", "ccopyreg\n__newobj__\n" },
        { "dtype", $"{Text(string.Join(',', Enumerable.Repeat("i1", 10_000)))}\u0085", "cnumpy\ndtype\n" },
    };

    [Theory]
    [MemberData(nameof(Keys), DisableDiscoveryEnumeration = true)]
    public void Load_LongKeyOverAndOver_IsRefused(string what, string value) =>
        AssertRefused(what, $"{value}\u0094}}{Repeated("h\0Ns")}.");

    [Fact]
    public void Load_EqualTextsInEqualTuplesOverAndOver_AreRefused() =>
        AssertRefused("texts in tuples", $"{Letters}\u0085\u0094{Letters}\u0085\u0094}}h\0Ns{Repeated("h\u0001Ns")}.");

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void Load_CallOverAndOver_IsRefused(string what, string arguments, string function) =>
        AssertRefused(what, $"{arguments}\u0094{function}\u00940{Repeated("h\u0001h\0R")}N.");

    [Fact]
    public void Load_LongNameOverAndOver_IsRefused() => AssertRefused("name", $"{Letters}\u00940{Repeated("h\0h\0\u00930")}N.");

    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(60)]
    public void Load_RecordsThatContainAnotherTwice_AreRefused(int depth)
    {
        // Of no bytes, so that only the number of fields grows: 2 to the 60th of them.
        string doubled = string.Concat(Enumerable.Range(0, depth).Select(i => Doubled(i) + $"q{(char)(i + 1)}0"));

        AssertRefused($"depth {depth}", $"cnumpy\ndtype\n\u008c\u0002V0\u0085Rq\00{doubled}h{(char)depth}.");
    }

    [Fact]
    public void Load_StateOfARecordOverAndOver_IsRefused()
    {
        string names = string.Concat(Enumerable.Range(0, 1000).Select(i => $"\u008c\u0004{i:d4}"));
        string fields = string.Concat(Enumerable.Range(0, 1000).Select(i => $"\u008c\u0004{i:d4}h\0K\0\u0086"));
        string state = $"(K\u0003\u008c\u0001|N({names}t}}({fields}uK\u0001K\u0001K\0t";

        AssertRefused("state", $"cnumpy\ndtype\n\u0094\u008c\u0002i1\u0085R\u00940h\0\u008c\u0002V1\u0085\u0094{state.Replace("h\0", "h\u0001", StringComparison.Ordinal)}\u009400{Repeated("h\0h\u0002Rh\u0003b")}N.");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Load_ManyArraysOfOneLargeRecord_AreRead(int protocol)
    {
        DType dtype = DType.Struct([.. Enumerable.Range(0, 50).Select(i => new Field($"field {i}", DType.Parse(">f8")))]);
        var arrays = new List<object?>(Enumerable.Range(0, 3000).Select(_ => NdArray.Create(dtype, 1)));

        var read = Pickle.Load<List<object?>>(Pickle.Save(arrays, new PickleWriteOptions { Protocol = protocol }));

        Assert.Equal(3000, read.Count);
        Assert.Equal(50, ((NdArray)read[^1]!).DType.Fields.Count);
    }

    /// <summary>A record of two fields, both the record before it.</summary>
    private static string Doubled(int before) =>
        $"cnumpy\ndtype\n\u008c\u0002V0\u0085R(K\u0003\u008c\u0001|N\u008c\u0001x\u008c\u0001y\u0086}}(\u008c\u0001xh{(char)before}K\0\u0086\u008c\u0001yh{(char)before}K\0\u0086uK\0K\u0001K\0tb";

    private static string Repeated(string opcodes) => string.Concat(Enumerable.Repeat(opcodes, Times));

    private static string Text(string bytes) => $"X{Size(bytes.Length)}{bytes}";

    private static string Size(int length) => System.Text.Encoding.Latin1.GetString(BitConverter.GetBytes(length));

    /// <summary>The budget is counted in steps and bytes; what is allocated until it is spent is in proportion, too.</summary>
    private static void AssertRefused(string what, string pickle)
    {
        byte[] bytes = PickleRepr.Bytes(pickle);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = Record.Exception(() => Pickle.Load(bytes));

        Assert.True(error is NpyFormatException { Reason: NpyFormatReason.BadPickle or NpyFormatReason.TooManyElements }, $"{what}: {error}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * bytes.Length + (64 << 20));
    }
}
