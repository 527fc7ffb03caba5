using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>What is remembered, and by which number.</summary>
public sealed class PickleMemoTests
{
    [Theory]
    [InlineData("\u0080\u0004K\u0001q\00K\u0002q\00K\u0003\u00940h\0h\u0001\u0086.", "(2, 3)")]                                              // BINPUT twice to 0, MEMOIZE to 1
    [InlineData("\u0080\u0004K\u0001r\0\0\0\00K\u0002r\0\0\0\00K\u0003\u00940h\0h\u0001\u0086.", "(2, 3)")]                                  // LONG_BINPUT
    [InlineData("\u0080\u0004K\u0001p0\n0K\u0002p0\n0K\u0003\u00940g0\ng1\n\u0086.", "(2, 3)")]                                              // PUT
    [InlineData("\u0080\u0004K\u0001r\0\0\u0001\00K\u0002r\0\0\u0001\00K\u0003\u00940j\0\0\u0001\0h\u0001\u0086.", "(2, 3)")]                // far away: place 65536
    [InlineData("\u0080\u0004K\u0001q\u00050K\u0002q\u00050K\u0003\u00940h\u0005h\u0001\u0086.", "(2, 3)")]                                  // place 5, then MEMOIZE to 1
    [InlineData("\u0080\u0004K\u0001\u00940K\u0002q\00K\u0003q\00K\u0004\u00940h\0h\u0001\u0086.", "(3, 4)")]                                // MEMOIZE first
    [InlineData("\u0080\u0004Nq\0Nq\000K\u0003\u00940h\0h\u0001\u0086.", "(None, 3)")]                                                       // None is remembered too
    public void Load_PutTwiceToOnePlace_CountsOnce(string pickle, string expected) =>
        Assert.Equal(expected, PickleRepr.Of(Pickle.Load(System.Text.Encoding.Latin1.GetBytes(pickle))));

    /// <summary>Descriptions that hold an array before its state comes, and where they do.</summary>
    public static TheoryData<string, Func<PickleObject, object?>> Holders => new()
    {
        { "h\0\u0085R", described => described.Arguments![0] },
        { ")}\u008c\u0001ah\0s\u0092", described => described.KeywordArguments!["a"] },
        { ")Rh\0b", described => described.State },
        { ")R}\u008c\u0001ah\0sb", described => described["a"] },
        { ")Rh\0a", described => described.Items[0] },
        { ")R\u008c\u0001ah\0s", described => described.Entries!["a"] },
        { "h\0\u0085\u0085R", described => ((PickleTuple)described.Arguments![0]!)[0] },
        { "]h\0a\u0085R", described => ((List<object?>)described.Arguments![0]!)[0] },
        { "}\u008c\u0001ah\0s\u0085R", described => ((PickleDictionary)described.Arguments![0]!)["a"] },
        { "cbuiltins\nslice\nh\0NN\u0087R\u0085R", described => ((PickleSlice)described.Arguments![0]!).Start },
        { "cbuiltins\nslice\nNh\0N\u0087R\u0085R", described => ((PickleSlice)described.Arguments![0]!).Stop },
        { "cbuiltins\nslice\nNNh\0\u0087R\u0085R", described => ((PickleSlice)described.Arguments![0]!).Step },
        { "ccollections\nOrderedDict\n)R}\u008c\u0001ah\0sb\u0085R", described => ((PickleDictionary)described.Arguments![0]!).Attributes!["a"] },
        { "h\0\u0085R)R", described => described.Callable!.Arguments![0] },
        { ")Rq\u0001cm\nset\nh\u0001h\0\u0086R0", described => described.State },
        { "ccopyreg\n_reconstructor\n(cm\nC\ncbuiltins\nint\nh\0tR", described => described.Arguments![0] },
        { $"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001K\u0001\u0085cnumpy\ndtype\n\u008c\u0002O8\u0089\u0088\u0087R\u0089]h\0atb\u0085R", described => ((NdArray)described.Arguments![0]!).GetValue(0) },
    };

    [Theory]
    [MemberData(nameof(Holders))]
    public void Load_ArrayInADescriptionBeforeItsState_IsThatArray(string description, Func<PickleObject, object?> held)
    {
        const string Made = "\u0080\u0004cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087Rq\00";
        const string Built = "h\0(K\u0001K\u0001\u0085cnumpy\ndtype\n\u008c\u0002u1\u0089\u0088\u0087R\u0089C\u0001\u0007tb0.";

        var described = (PickleObject)Pickle.Load(System.Text.Encoding.Latin1.GetBytes($"{Made}cm\nC\n{description}{Built}"))!;

        Assert.Equal([7], Assert.IsType<NdArray>(held(described)).ToArray<byte>());
        var again = (PickleObject)Pickle.Load(Pickle.Save(described))!;
        Assert.Equal([7], Assert.IsType<NdArray>(held(again)).ToArray<byte>());
    }

    /// <summary>A place far away that the others reach later, then taken anew: it counts once, and MEMOIZE takes the number of places.</summary>
    [Fact]
    public void Load_FarPlaceReachedByTheOthers_KeepsWhatIsThere()
    {
        string others = string.Concat(Enumerable.Range(0, 5000).Select(i => $"K\u0007r{(char)(i & 255)}{(char)(i >> 8)}\0\00"));
        const string Far = "\u0088\u0013\0\0", Next = "\u0089\u0013\0\0";   // 5000 and 5001

        Assert.Equal("([], 9, 11)", PickleRepr.Load($"\u0080\u0004(]r{Far}0{others}j{Far}K\u0009r{Far}0j{Far}K\u000b\u00940j{Next}t."));
    }

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(4_000_000_000)]
    public void Load_OnePlaceAlone_IsFound(long place)
    {
        string number = string.Concat(BitConverter.GetBytes((uint)place).Select(part => (char)part));

        Assert.Equal("([], [])", PickleRepr.Load($"]r{number}j{number}\u0086."));
        Assert.Equal("([], [])", PickleRepr.Load($"]p{place}\ng{place}\n\u0086."));
        Assert.Equal($"The memo has nothing at {place - 1} (at byte 6)", Assert.Throws<NpyFormatException>(() => PickleRepr.Load($"]r{number}g{place - 1}\n.")).Message);
    }

    /// <summary>A bytearray and a buffer become values of .NET when they are kept; then they are the same object everywhere.</summary>
    [Fact]
    public void Load_BytearrayAndBufferTwice_AreOneObjectEach()
    {
        var options = new PickleReadOptions { Buffers = [new byte[] { 1, 2 }] };

        var list = (List<object?>)Pickle.Load(PickleRepr.Bytes("\u0080\u0005](\u0096\u0001\0\0\0\0\0\0\0aq\0h\0h\0\u0085\u0097q\u0001h\u0001h\u0001\u0085e."), options)!;

        Assert.Equal([97], Assert.IsType<List<byte>>(list[0]));
        Assert.Same(list[0], list[1]);
        Assert.Same(list[0], ((PickleTuple)list[2]!)[0]);
        Assert.Equal([1, 2], Assert.IsType<byte[]>(list[3]));
        Assert.Same(list[3], list[4]);
        Assert.Same(list[3], ((PickleTuple)list[5]!)[0]);
    }

    [Fact]
    public void Load_BufferAndBytearrayAsKeys_AreBytesAndRefused()
    {
        var options = new PickleReadOptions { Buffers = [new byte[] { 1, 2 }] };

        var dictionary = (PickleDictionary)Pickle.Load(PickleRepr.Bytes("\u0080\u0005}\u0097K\u0007s."), options)!;

        Assert.Equal(7L, dictionary[new byte[] { 1, 2 }]);
        Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => PickleRepr.Load("\u0080\u0005}\u0096\u0001\0\0\0\0\0\0\0aK\u0007s.")).Reason);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_TupleInItself_IsSoAgain(int protocol)
    {
        for (int length = 1; length <= 4; length++)
        {
            List<object?> list = [];
            var tuple = new PickleTuple([list, .. Enumerable.Range(1, length - 1).Select(i => (object?)(long)i)]);
            list.Add(tuple);

            var both = (List<object?>)Pickle.Load(Pickle.Save(new List<object?> { 9L, tuple }, new PickleWriteOptions { Protocol = protocol }))!;

            var read = Assert.IsType<PickleTuple>(both[1]);
            Assert.Equal(((object?)9L, length), (both[0], read.Count));
            Assert.Same(read, Assert.Single((List<object?>)read[0]!));
            Assert.Equal(Enumerable.Range(1, length - 1).Select(i => (object?)(long)i), read.Skip(1));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_FrozenSetInItself_IsSoAgain(int protocol)
    {
        var described = new PickleObject("m", "C") { IsNew = true, Arguments = PickleTuple.Empty, HasState = true };
        var set = new PickleSet([described, 5L]) { IsFrozen = true };
        described.State = set;

        var read = (List<object?>)Pickle.Load(Pickle.Save(new List<object?> { 9L, set }, new PickleWriteOptions { Protocol = protocol }))!;

        var found = Assert.IsType<PickleSet>(read[1]);
        Assert.Equal(((object?)9L, 2, true), (read[0], found.Count, found.IsFrozen));
        Assert.Same(found, found.OfType<PickleObject>().Single().State);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_MoreThan256Shared_KeepsEachOne(int protocol)
    {
        foreach (int count in (int[])[254, 255, 256, 257, 1000])
        {
            List<object?> lists = [.. Enumerable.Range(0, count).Select(i => (object?)new List<object?> { (long)i })];

            var read = (List<object?>)Pickle.Load(Pickle.Save((List<object?>)[.. lists, .. lists], new PickleWriteOptions { Protocol = protocol }))!;

            for (int i = 0; i < count; i++)
            {
                Assert.Equal([(long)i], (List<object?>)read[i]!);
                Assert.Same(read[i], read[count + i]);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_MaskedArray_KeepsTheFillValue(int protocol)
    {
        NdArray fill = NdArray.Create(DType.Float64);
        fill.Set(9.5);
        var options = new PickleWriteOptions { Protocol = protocol };

        var filled = (MaskedArray)Pickle.Load(Pickle.Save(new MaskedArray(new[] { 1.5, 2.5 }, new[] { false, true }, fill), options))!;
        var unfilled = (MaskedArray)Pickle.Load(Pickle.Save(new MaskedArray(new[] { 1.5, 2.5 }, new[] { false, true }, null), options))!;

        Assert.Equal(9.5, filled.FillValue!.GetItem());
        Assert.Equal([false, true], filled.Mask.ToArray<bool>());
        Assert.Null(unfilled.FillValue);
    }
}
