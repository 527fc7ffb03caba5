using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Long arrays of objects, of which the texts stay bytes as long as nobody asks for them.</summary>
public sealed class PickleElementsTests
{
    private const int Count = 2500;

    public static TheoryData<SourceKind> Kinds => Sources.All;

    public static TheoryData<string> Elements => [.. ElementsByName.Keys];

    private static Dictionary<string, object?[]> ElementsByName { get; } = new()
    {
        ["short texts"] = Array(i => $"item {i}"),
        ["empty texts"] = Array(_ => ""),
        ["texts beyond ASCII"] = Array(i => $"é€😀{i}"),
        ["half surrogates among them"] = Array(i => i % 700 == 5 ? "\ud800" : $"{i}"),
        ["long texts"] = Array(i => new string((char)('a' + i % 26), i * 2)),
        ["texts of a block and more"] = Array(i => new string('é', i % 90 == 0 ? 2047 + i : 400)),
        ["None among them"] = Array(i => i % 3 == 0 ? null : $"{i}"),
        ["the same text again"] = Array(i => $"{i % 1200}"),
        ["numbers first"] = Array(i => i < 1500 ? (long)i : $"{i}"),
        ["no texts"] = Array(i => (long)i),
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void Load_LongArrayOfObjects_GivesEachAsItWasSaved(string name)
    {
        object?[] values = ElementsByName[name];
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            var array = (NdArray)Pickle.Load(Pickle.Save(NdArray.FromObjects(values), new PickleWriteOptions { Protocol = protocol }))!;

            Assert.Equal(values, array.ToArray<object?>());
            Assert.Equal(values, Enumerable.Range(0, Count).Select(i => array.GetValue(i)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_LongArrayOfTexts_FromEverySource(SourceKind kind)
    {
        object?[] values = Array(i => $"item {i} é");
        byte[] pickle = Pickle.Save(NdArray.FromObjects(values));

        var array = (NdArray)(await PickleSourceTests.LoadAsync(kind, pickle))!;

        Assert.Equal(values, array.ToArray<object?>());
    }

    [Fact]
    public void Load_OneMoreThanABatch_GivesTheLastToo()
    {
        // Python appends a last single element by APPEND, without a mark.
        string[] values = [.. Enumerable.Range(0, 2001).Select(i => $"{i}")];

        var array = (NdArray)Pickle.Load(Pickle.Save(NdArray.FromObjects(values)))!;

        Assert.Equal(values, array.ToArray<string>());
    }

    [Fact]
    public void Load_LongArrayOfTexts_CanBeSeenCopiedAndChanged()
    {
        NdArray array = LoadTexts(Array(i => $"{i}")).Reshape(50, 50);

        NdArray copy = array.Transpose().Copy();
        copy.Set("new", 0, 1);
        array.Set(null as object, 49, 49);

        Assert.Equal("new", copy.GetValue(0, 1));
        Assert.Equal("1", copy.GetValue(1, 0));
        Assert.Equal("50", array.GetValue(1, 0));
        Assert.Equal(["2", "52", "102"], array.Transpose().At(2).ToArray<string>()[..3]);
        Assert.Null(array.GetValue(49, 49));
        Assert.Equal("2499", copy.GetValue(49, 49));
    }

    [Fact]
    public void Load_LongArrayOfTexts_IsSavedAsItWas()
    {
        byte[] pickle = Pickle.Save(NdArray.FromObjects(Array(i => $"{i}")));

        Assert.Equal(pickle, Pickle.Save(Pickle.Load(pickle)));
    }

    [Fact]
    public void Load_TextsOfALongArray_TakeLittleMemory()
    {
        object?[] values = [.. Enumerable.Range(0, 200_000).Select(i => $"item {i:D10}")];
        byte[] pickle = Pickle.Save(NdArray.FromObjects(values));

        // 15 bytes for the text, 8 for its slot, and what growing costs. A string alone would have 56, in the list 16 more, and in the array 16 more.
        Allocations.AreAtMost(200_000 * 64, () => Pickle.Load(pickle));
    }

    [Fact]
    public void Get_TextOfALongArray_IsTheSameStringWhereThePickleRefersToIt()
    {
        var tuple = (PickleTuple)Load($"{ArrayOf(1025)}({Batch(1025)}etbj\u0064\0\0\0j\u0064\0\0\0\u0087.")!;

        Assert.Equal("0", tuple[1]);
        Assert.Same(tuple[1], tuple[2]);
        Assert.Equal("0", ((NdArray)tuple[0]!).GetValue(0));
    }

    [Fact]
    public void Load_ElementsThatBecomeNoArray_AreAListLikeAnyOther()
    {
        var list = (List<object?>)Load($"{ArrayOf(1025)}({Batch(1025)}el.")!;

        Assert.Equal(Texts(1025), (List<object?>)list[^1]!);
    }

    [Fact]
    public void Load_TextsBehindAMarkThatAreNotAppended_AreLeftToWhatComes()
    {
        var tuple = (PickleTuple)Load($"{ArrayOf(1025)}({Batch(1025)}t\u0086.")!;

        Assert.Empty((List<object?>)tuple[0]!);
        Assert.Equal(Texts(1025), (PickleTuple)tuple[1]!);
        Assert.Empty((List<object?>)Load($"{ArrayOf(1025)}({Batch(1025)}1.")!);
    }

    [Fact]
    public void Load_OneStateOfTwoArrays_GivesEachItsOwn()
    {
        // The list is remembered at 9, and is the state of an array once more.
        string state = $"(K\u0001M\u0001\u0004\u0085{DType}\u0089";
        string pickle = $"{Empty}{state}]q\t({Batch(1025)}etb{Empty}{state}h\ttb\u0086.";

        var tuple = (PickleTuple)Load(pickle)!;
        ((NdArray)tuple[0]!).Set("other", 3);

        Assert.Equal("other", ((NdArray)tuple[0]!).GetValue(3));
        Assert.Equal("3", ((NdArray)tuple[1]!).GetValue(3));
    }

    [Fact]
    public void Load_ListThatGrowsBehindItsArray_LeavesTheArrayAlone()
    {
        string pickle = $"{Empty}(K\u0001M\u0001\u0004\u0085{DType}\u0089]q\t({Batch(1025)}etbh\tVlast\na\u0086.";

        var tuple = (PickleTuple)Load(pickle)!;

        Assert.Equal(1025, ((NdArray)tuple[0]!).Count);
        Assert.Equal(1026, ((List<object?>)tuple[1]!).Count);
        Assert.Equal("last", ((List<object?>)tuple[1]!)[^1]);
    }

    [Fact]
    public void Load_ListAmongItsOwnElements_IsThere()
    {
        var list = (List<object?>)((List<object?>)Load($"{ArrayOf(1025)}q\t(Vx\neh\taVy\nal.")!)[^1]!;

        Assert.Equal("x", list[0]);
        Assert.Same(list, list[1]);
        Assert.Equal("y", list[2]);
    }

    [Fact]
    public void Load_ManyListsThatClaimMuch_TakeWhatTheyHold()
    {
        // The shape and the dtype are remembered; each list claims 2 to the 40th elements.
        string state = $"{DType}q\u00010\u008a\u0006\0\0\0\0\0\u0001\u0085q\u00020(";
        byte[] pickle = PickleRepr.Bytes(state + string.Concat(Enumerable.Repeat("(K\u0001h\u0002h\u0001\u0089]1", 50_000)) + "1N.");

        Allocations.AreAtMost(50_000 * 512, () => Pickle.Load(pickle));
    }

    [Fact]
    public void Load_TextThatEndsThePickle_TakesNotOneByteTooMany()
    {
        byte[] pickle = PickleRepr.Bytes($"{ArrayOf(1025)}(\u008c\u0001x.");
        var stream = new PartialStream([.. pickle, 1, 2, 3], int.MaxValue);

        Assert.Equal("x", Pickle.Load(stream));
        Assert.Equal(pickle.Length, stream.Taken);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1026)]
    public void Load_OtherNumberOfElementsThanTheShape_IsRefused(int count)
    {
        var error = Assert.Throws<NpyFormatException>(() => Load($"{ArrayOf(1025)}({Batch(count)}etb."));

        Assert.Contains($"are {count}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TextThatIsNoUtf8_IsRefused()
    {
        var error = Assert.Throws<NpyFormatException>(() => Load($"{ArrayOf(1025)}({Batch(1024)}X\u0001\0\0\0\u00ffr\u0001\u0010\0\0etb."));

        Assert.Contains("not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LongArrayOfTextsCutOffAnywhere_IsRefused()
    {
        byte[] pickle = Pickle.Save(NdArray.FromObjects(Array(i => $"{i}")));

        for (int length = pickle.Length - 1; length > 0; length -= 7)
            Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle.AsSpan(0, length)));
    }

    /// <summary>Where texts are remembered: not one after the other, or not all of them. The first places are free.</summary>
    private static Dictionary<string, Func<int, int?>> PlacesByName { get; } = new()
    {
        ["one after the other"] = i => 20 + i,
        ["one place for all"] = _ => 20,
        ["every other text"] = i => i % 2 == 0 ? 20 + i : null,
        ["all but the first"] = i => i == 0 ? null : 20 + i,
        ["all but the last"] = i => i == 1024 ? null : 20 + i,
        ["with a gap"] = i => i < 10 ? 20 + i : 21 + i,
        ["backwards"] = i => i < 40 ? 60 - i : 1000 + i,
        ["over one that is taken"] = i => i,
        ["far away"] = i => 1_000_000 + i,
    };

    public static TheoryData<string> Places => [.. PlacesByName.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void Load_TextsRememberedInAnyWay_AreElementsAndRemembered(string name)
    {
        Dictionary<int, string> remembered = [];
        var texts = new StringBuilder();
        for (int i = 0; i < 1025; i++)
        {
            texts.Append(System.Globalization.CultureInfo.InvariantCulture, $"\u008c{(char)$"{i}".Length}{i}");
            if (PlacesByName[name](i) is not { } place)
                continue;
            texts.Append('r').Append(string.Concat(BitConverter.GetBytes(place).Select(part => (char)part)));
            remembered[place] = $"{i}";
        }

        string recalled = string.Concat(remembered.Keys.SelectMany(place => "j" + string.Concat(BitConverter.GetBytes(place).Select(part => (char)part))));
        var tuple = (PickleTuple)Load($"Nq\u00050({ArrayOf(1025)}({texts}etb{recalled}t.")!;

        Assert.Equal(Texts(1025), ((NdArray)tuple[0]!).ToArray<object?>());
        Assert.Equal(remembered.Values, tuple.Skip(1));
    }

    /// <summary>Errors among the elements and behind them count from the start of the pickle.</summary>
    [Theory]
    [InlineData("\u00ff", "There is no pickle opcode 0xff")]
    [InlineData("X\u0001\0\0\0\u00ffr\0\0\u0001\0", "A text is not UTF-8")]
    [InlineData("e\u00ff", "There is no pickle opcode 0xff")]
    [InlineData("etb\u00ff", "There is no pickle opcode 0xff")]
    public void Load_FaultAmongTheElements_IsWhereItIs(string fault, string message)
    {
        string before = $"\u0080\u0004{ArrayOf(1025)}({Batch(fault[0] == 'e' ? 1025 : 1000)}";
        byte[] pickle = PickleRepr.Bytes(before + fault + new string('N', 20));
        long expected = before.Length + fault.IndexOfAny(['\u00ff', 'X']);

        foreach (Func<object?> load in (Func<object?>[])[() => Pickle.Load(pickle), () => Pickle.Load(new PartialStream(pickle, 100)), () => Pickle.LoadAsync(new PartialStream(pickle, 100)).GetAwaiter().GetResult()])
        {
            var error = Assert.Throws<NpyFormatException>(load);
            Assert.StartsWith(message, error.Problem, StringComparison.Ordinal);
            Assert.Equal(expected, error.Offset);
        }
    }

    /// <summary>An array that waits for its state.</summary>
    private const string Empty = "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R";

    private const string DType = "cnumpy\ndtype\nX\u0002\0\0\0O8\u0089\u0088\u0087R(K\u0003X\u0001\0\0\0|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK?tb";

    /// <summary>The same, and of its state all but the elements, with the empty list.</summary>
    private static string ArrayOf(int count) => $"{Empty}(K\u0001M{(char)(count & 255)}{(char)(count >> 8)}\u0085{DType}\u0089]";

    /// <summary>The texts of the numbers from 0, remembered from 100 on.</summary>
    private static string Batch(int count)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"X{(char)$"{i}".Length}\0\0\0{i}r{(char)((i + 100) & 255)}{(char)((i + 100) >> 8)}\0\0");
        return text.ToString();
    }

    private static object? Load(string pickle) => Pickle.Load(PickleRepr.Bytes(pickle));

    private static NdArray LoadTexts(object?[] values) => (NdArray)Pickle.Load(Pickle.Save(NdArray.FromObjects(values)))!;

    private static IEnumerable<object?> Texts(int count) => Enumerable.Range(0, count).Select(i => $"{i}");

    private static object?[] Array(Func<int, object?> value) => [.. Enumerable.Range(0, Count).Select(value)];
}
