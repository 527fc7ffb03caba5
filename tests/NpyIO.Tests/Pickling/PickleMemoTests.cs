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
    };

    [Theory]
    [MemberData(nameof(Holders))]
    public void Load_ArrayInADescriptionBeforeItsState_IsThatArray(string description, Func<PickleObject, object?> held)
    {
        const string Made = "\u0080\u0004cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087Rq\00";
        const string Built = "h\0(K\u0001K\u0001\u0085cnumpy\ndtype\n\u008c\u0002u1\u0089\u0088\u0087R\u0089C\u0001\u0007tb0.";

        var described = (PickleObject)Pickle.Load(System.Text.Encoding.Latin1.GetBytes($"{Made}cm\nC\n{description}{Built}"))!;

        Assert.Equal([7], Assert.IsType<NdArray>(held(described)).ToArray<byte>());
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
