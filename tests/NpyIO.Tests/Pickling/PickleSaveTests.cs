using System.Text;
using System.Text.RegularExpressions;
using NpyIO.Arrays;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>What is written: read again it is the same, and Python's own is what it is like.</summary>
public sealed class PickleSaveTests
{
    public static TheoryData<int> Protocols => [2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Save_EveryKind_IsReadAsTheSame(int protocol)
    {
        PickleDictionary value = PickleValues.All();

        var read = (PickleDictionary)Pickle.Load(Pickle.Save(value, new PickleWriteOptions { Protocol = protocol }), PickleReadOptions.AsStored)!;

        Assert.Equal(value.Keys, read.Keys);
        foreach ((object? key, object? expected) in value)
            AssertSame(expected, read[key]);
        Assert.Same(read["shared"], read.Get<NdArray>("objects").GetValue(3));
    }

    [Theory]
    [InlineData(2, "800258010000006171002e")]
    [InlineData(3, "800358010000006171002e")]
    [InlineData(4, "80049505000000000000008c0161942e")]
    [InlineData(5, "80059505000000000000008c0161942e")]
    public void Save_Text_IsByteForByteWhatPythonWrites(int protocol, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(Pickle.Save("a", new PickleWriteOptions { Protocol = protocol })));

    [Fact]
    public void Save_Containers_AreByteForByteWhatPythonWrites()
    {
        Assert.Equal("80049510000000000000005d94284b014b0285948c01789489652e", Convert.ToHexStringLower(Pickle.Save(new List<object?> { 1L, new PickleTuple(2L), "x", false })));
        Assert.Equal("80049511000000000000007d94288c0161944b018c0162945d94752e", Convert.ToHexStringLower(Pickle.Save(new PickleDictionary { ["a"] = 1L, ["b"] = new List<object?>() })));
    }

    /// <summary>The classes B in A and C in A.B of a module m, as Python 3.11 writes them, but for the numbers of the memo.</summary>
    [Theory]
    [InlineData(2, "A.B", "c__builtin__\ngetattr\ncm\nA\nX\u0001\0\0\0B\u0086R.")]
    [InlineData(3, "A.B", "cbuiltins\ngetattr\ncm\nA\nX\u0001\0\0\0B\u0086R.")]
    [InlineData(2, "A.B.C", "c__builtin__\ngetattr\nhcm\nA\nX\u0001\0\0\0B\u0086RX\u0001\0\0\0C\u0086R.")]
    [InlineData(3, "A.B.C", "cbuiltins\ngetattr\nhcm\nA\nX\u0001\0\0\0B\u0086RX\u0001\0\0\0C\u0086R.")]
    public void Save_ClassInAClassBeforeProtocol4_IsFoundOneNameAfterTheOther(int protocol, string name, string expected)
    {
        string pickle = Encoding.Latin1.GetString(Pickle.Save(new PickleObject("m", name), new PickleWriteOptions { Protocol = protocol }));

        // PUT leaves no trace and GET its opcode alone.
        Assert.Equal($"\u0080{(char)protocol}{expected}", Regex.Replace(pickle, "q.|(?<=h).", "", RegexOptions.Singleline));
    }

    public static TheoryData<int, int> BatchLengths
    {
        get
        {
            var rows = new TheoryData<int, int>();
            for (int protocol = 2; protocol <= 5; protocol++)
            {
                foreach (int count in (int[])[1, 999, 1000, 1001, 1999, 2000, 2001])
                    rows.Add(protocol, count);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(BatchLengths))]
    public void Save_ContainersAroundABatch_HaveAllThatIsInThem(int protocol, int count)
    {
        object?[] items = [.. Enumerable.Range(0, count).Select(i => (object?)(long)i)];
        var entries = items.Select(item => KeyValuePair.Create(item, item));
        var value = new List<object?>
        {
            items.ToList(), new PickleTuple(items), new PickleSet(items), new PickleSet(items) { IsFrozen = true }, items.Select(item => (long)item!).ToHashSet(),
            new PickleDictionary(entries), new PickleDictionary(entries) { Kind = PickleDictionaryKind.Ordered }, Enumerable.Range(0, count).ToDictionary(i => i),
        };

        var read = Pickle.Load<List<object?>>(Pickle.Save(value, new PickleWriteOptions { Protocol = protocol }));

        Assert.Equal(value.Count, read.Count);
        foreach (object? container in read)
        {
            Assert.Equal(items, container is PickleDictionary dictionary ? dictionary.Keys : ((IEnumerable<object?>)container!).Order());
            Assert.Equal(items, container is PickleDictionary same ? same.Values : items);
        }
    }

    [Fact]
    public void Save_DotNetKinds_AreReadAsPythonsKinds()
    {
        var value = new Dictionary<string, object?>
        {
            ["small"] = new List<object?> { (sbyte)-1, (byte)2, (short)-3, (ushort)4, 5, 6u, ulong.MaxValue },
            ["reals"] = new List<object?> { 1.5f, (Half)2.5, 1.10m },
            ["list"] = new List<int> { 1, 2 },
            ["tuple"] = (1, "a", 2.5),
            ["set"] = new HashSet<string> { "a" },
            ["array"] = new double[,] { { 1, 2 }, { 3, 4 } },
            ["typed"] = (NdArray<int>)new[] { 1, 2 },
            ["date"] = new Datetime64(5, DatetimeUnit.Day),
            ["utc"] = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            ["span"] = new Timedelta64(-5, DatetimeUnit.Second, 25),
            ["long"] = -(LongDouble)ulong.MaxValue,
            ["complex"] = new List<object?> { new Complex64(1.5f, -2), new System.Numerics.Complex(-1.5, 2) },
            ["linked"] = new LinkedList<int>([1, 2]),
            ["empty"] = ValueTuple.Create(),
        };

        var read = (PickleDictionary)Pickle.Load(Pickle.Save(value))!;

        AssertSame(new List<object?> { -1L, 2L, -3L, 4L, 5L, 6L, new System.Numerics.BigInteger(ulong.MaxValue) }, read["small"]);
        AssertSame(new List<object?> { 1.5, 2.5, new PickleDecimal("1.10") }, read["reals"]);
        AssertSame(new List<object?> { 1L, 2L }, read["list"]);
        AssertSame(new PickleTuple(1L, "a", 2.5), read["tuple"]);
        AssertSame(new PickleSet(["a"]), read["set"]);
        Assert.Equal([1.0, 2, 3, 4], read.Get<NdArray>("array").ToArray<double>());
        Assert.Equal([1, 2], read.Get<NdArray>("typed").ToArray<int>());
        Assert.Equal(new Datetime64(5, DatetimeUnit.Day), read.Get<NdArray>("date").GetItem());
        Assert.Equal(new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero), read["utc"]);
        Assert.Equal(new Timedelta64(-5, DatetimeUnit.Second, 25), read.Get<NdArray>("span").GetItem());
        Assert.Equal(-(LongDouble)ulong.MaxValue, read.Get<NdArray>("long").GetItem());
        AssertSame(new List<object?> { new System.Numerics.Complex(1.5, -2), new System.Numerics.Complex(-1.5, 2) }, read["complex"]);
        AssertSame(new List<object?> { 1L, 2L }, read["linked"]);
        AssertSame(PickleTuple.Empty, read["empty"]);
    }

    /// <summary>Data that is long, in frames of its own, of an array whose elements do not follow each other.</summary>
    [Theory]
    [MemberData(nameof(Protocols))]
    public void Save_LongArrayOfEverySecondElement_HasThoseAlone(int protocol)
    {
        foreach (int count in (int[])[16_383, 16_384, 16_385, 70_000])
        {
            NdArray all = NdArray.FromArray(Enumerable.Range(0, 2 * count).ToArray());
            NdArray[] views = [all[new Slice(null, null, 2)], all[new Slice(null, null, -2)], all.Reshape([2, count]).Transpose()[.., ..1]];

            var read = (List<object?>)Pickle.Load(Pickle.Save(views.Cast<object?>().ToList(), new PickleWriteOptions { Protocol = protocol }))!;

            for (int i = 0; i < views.Length; i++)
                Assert.Equal(views[i].ToArray<int>(), ((NdArray)read[i]!).ToArray<int>());
        }
    }

    [Fact]
    public void Save_WhatPythonHasNot_IsRefused()
    {
        Assert.Equal(
            "Guid has no counterpart in Python; convert it to text. What has one: null, numbers, text, byte[], dates, lists, PickleTuple, dictionaries, sets, arrays (NdArray, T[]), PickleObject. (Parameter 'value')",
            Assert.Throws<ArgumentException>(() => Pickle.Save(new List<object?> { Guid.Empty })).Message);
        Assert.Throws<ArgumentException>(() => Pickle.Save(DayOfWeek.Monday));
        Assert.Throws<ArgumentException>(() => Pickle.Save(
            new PickleObject("m", "C") { IsNew = true, Arguments = PickleTuple.Empty, KeywordArguments = new PickleDictionary { ["k"] = 1L } },
            new PickleWriteOptions { Protocol = 2 }));
    }

    [Fact]
    public void Save_DotNetArraysThatOccurTwice_AreOneInPython()
    {
        double[] shared = [1, 2];
        NdArray<int> typed = new[] { 3 };

        var read = (List<object?>)Pickle.Load(Pickle.Save(new List<object?> { shared, shared, typed, typed }))!;

        Assert.Same(read[0], read[1]);
        Assert.Same(read[2], read[3]);
        Assert.NotSame(read[0], read[2]);
    }

    [Fact]
    public void Save_DotNetArrayThatContainsItself_DoesSoAgain()
    {
        object?[] loop = ["a", null];
        loop[1] = loop;

        var read = (NdArray)Pickle.Load(Pickle.Save(loop))!;

        Assert.Equal("a", read.GetValue(0));
        Assert.Same(read, read.GetValue(1));
    }

    [Fact]
    public void Save_KeysThatPythonHasNot_AreRefused()
    {
        Assert.Equal("a list of 1 has no hash in Python: it can be no key, and no member of a set.", Refusal(new Dictionary<List<object?>, int> { [[1L]] = 1 }));
        Assert.Contains("has no hash in Python", Refusal(new HashSet<int[]> { new[] { 1 } }), StringComparison.Ordinal);
        Assert.Equal("The keys 1 (int) and 1 (double) are equal in Python, which would keep one of them.", Refusal(new Dictionary<object, string> { [1] = "i", [1.0] = "d" }));
        Assert.Equal("The keys 1 (int) and True (bool) are equal in Python, which would keep one of them.", Refusal(new HashSet<object> { "a", 1, true }));
        Assert.Contains("are equal in Python", Refusal(new HashSet<PickleDecimal> { new("1.0"), new("1.00"), new("2") }), StringComparison.Ordinal);
        Assert.Equal("The keys bytes and bytes are equal in Python, which would keep one of them.", Refusal(new Dictionary<byte[], int> { [[1]] = 1, [new byte[] { 1 }] = 2 }));
        Assert.Contains("are equal in Python", Refusal(new Dictionary<object, int> { [(1, 2)] = 1, [(1.0, 2.0)] = 2 }), StringComparison.Ordinal);
        Assert.Contains("are equal in Python", Refusal(new Dictionary<TimeSpan, int> { [TimeSpan.FromTicks(1)] = 1, [TimeSpan.FromTicks(2)] = 2 }), StringComparison.Ordinal);
        Assert.Contains("has no hash in Python", Refusal(new Dictionary<NdArray, int> { [NdArray.FromArray(new[] { 1 })] = 1 }), StringComparison.Ordinal);
        Assert.Contains("has no hash in Python", Refusal(new Dictionary<(List<object?>, int), int> { [([], 1)] = 1 }), StringComparison.Ordinal);
        Assert.Equal(3, Pickle.Load<PickleDictionary>(Pickle.Save(new Dictionary<object, int> { [1] = 1, ["1"] = 2, [2.5] = 3 })).Count);
    }

    /// <summary>Keys that .NET tells apart, and Python does not: their text, number, or microsecond is the same.</summary>
    public static TheoryData<object, object> KeysThatAreOne => new()
    {
        { 'a', "a" },
        { 1m, 1L },
        { 1.5m, 1.5 },
        { (nint)1, 1.0 },
        { (nuint)1, 1L },
        { (Int128)1, true },
        { (UInt128)1, 1L },
        { (Half)1, 1f },
        { ulong.MaxValue, (UInt128)ulong.MaxValue },
        { (1, 'a'), (1L, "a") },
        { (1, (2m, 3)), new PickleTuple(1L, new PickleTuple(2L, 3L)) },
        { new DateTime(2020, 1, 1), new DateTime(2020, 1, 1).AddTicks(9) },
        { new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(9) },
        { new TimeOnly(10), new TimeOnly(19) },
        { TimeSpan.FromTicks(10), TimeSpan.FromTicks(19) },
    };

    [Theory]
    [MemberData(nameof(KeysThatAreOne), DisableDiscoveryEnumeration = true)]
    public void Save_KeysThatAreOneInPython_AreRefused(object x, object y)
    {
        Assert.EndsWith("are equal in Python, which would keep one of them.", Refusal(new Dictionary<object, int> { [x] = 1, ["other"] = 2, [y] = 3 }), StringComparison.Ordinal);
        Assert.EndsWith("are equal in Python, which would keep one of them.", Refusal(new HashSet<object> { "other", x, y }), StringComparison.Ordinal);
    }

    /// <summary>Times of different microseconds, and keys of other kinds.</summary>
    public static TheoryData<object, object> KeysThatAreTwo => new()
    {
        { 'a', "b" },
        { 1m, 2L },
        { (1, 'a'), (1L, "b") },
        { "1", 1 },
        { new DateTime(2020, 1, 1), new DateTime(2020, 1, 1).AddTicks(10) },
        { new TimeOnly(9), new TimeOnly(10) },
        { TimeSpan.FromTicks(9), TimeSpan.FromTicks(10) },
    };

    [Theory]
    [MemberData(nameof(KeysThatAreTwo), DisableDiscoveryEnumeration = true)]
    public void Save_KeysThatAreTwoInPython_AreBothThere(object x, object y) =>
        Assert.Equal([1L, 2L], Pickle.Load<PickleDictionary>(Pickle.Save(new Dictionary<object, int> { [x] = 1, [y] = 2 })).Values);

    private static string Refusal(object value) => Assert.Throws<ArgumentException>(() => Pickle.Save(value)).Message;

    public static TheoryData<string, string> NamesThatAreNoLines => new() { { "a\nb", "C" }, { "a", "C\nD" }, { "a", new string('\ud800', 1) } };

    [Theory]
    [MemberData(nameof(NamesThatAreNoLines), DisableDiscoveryEnumeration = true)]   // xunit would carry half a surrogate over as another character
    public void Save_NamesThatAreNoLines_NeedProtocol4(string module, string name)
    {
        var value = new PickleObject(module, name);

        ArgumentException error = Assert.Throws<ArgumentException>(() => Pickle.Save(value, new PickleWriteOptions { Protocol = 3 }));

        Assert.Contains("needs PickleWriteOptions.Protocol 4 or 5", error.Message, StringComparison.Ordinal);
        var read = (PickleObject)Pickle.Load(Pickle.Save(value))!;
        Assert.Equal((module, name), (read.Module, read.Name));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Save_MoreThan4GiB_NeedsProtocol4(int protocol)
    {
        // One byte in memory, 4 GiB + 1 as an array.
        using var folder = new TempFolder();
        var array = new NdArray(DType.UInt8, NdArray.FromArray(new byte[1]).Memory, new ArrayLayout([(1L << 32) + 1], [0], 0, 1));

        ArgumentException error = Assert.Throws<ArgumentException>(() => Pickle.Save(folder.PathOf("x.pkl"), array, new PickleWriteOptions { Protocol = protocol }));

        Assert.StartsWith("An array of 4294967297 bytes is longer than 4 GiB, which needs PickleWriteOptions.Protocol 4 or 5.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_ToEveryOutput_GivesTheSameBytes()
    {
        using var folder = new TempFolder();
        object value = new List<object?> { "a", NdArray.FromArray(new double[50_000]), NdArray.FromArray(new float[300, 300]).Transpose().At(1), PickleValues.All() };
        byte[] expected = Pickle.Save(value);

        Pickle.Save(folder.PathOf("a"), value);
        await Pickle.SaveAsync(folder.PathOf("b"), value);
        var stream = new MemoryStream();
        stream.Write("before"u8);
        Pickle.Save(stream, value);
        var awaited = new MemoryStream();
        awaited.Write("before"u8);
        await Pickle.SaveAsync(awaited, value);
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        Pickle.Save(writer, value);

        Assert.Equal(expected, File.ReadAllBytes(folder.PathOf("a")));
        Assert.Equal(expected, File.ReadAllBytes(folder.PathOf("b")));
        Assert.Equal([.. "before"u8, .. expected], stream.ToArray());
        Assert.Equal([.. "before"u8, .. expected], awaited.ToArray());
        Assert.Equal(expected, writer.WrittenMemory.ToArray());
    }

    [Fact]
    public void Save_FailsMidway_LeavesWhatWasThere()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("x.pkl");
        Pickle.Save(path, "before");

        Assert.Throws<ArgumentException>(() => Pickle.Save(path, new List<object?> { "after", Guid.Empty }));

        Assert.Equal("before", Pickle.Load(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Save_LargeArray_IsNotCopied()
    {
        NdArray array = NdArray.FromArray(new double[4_000_000]);

        Allocations.AreLittle(() => Pickle.Save(Stream.Null, array));
    }

    private static void AssertSame(object? expected, object? actual)
    {
        switch (expected)
        {
            case NdArray array:
                var found = Assert.IsType<NdArray>(actual);
                Assert.Equal(array.DType, found.DType);
                Assert.Equal(array.Shape.ToArray(), found.Shape.ToArray());
                if (!array.DType.HasObject)
                    Assert.Equal(array.ToBytes(), found.ToBytes());
                break;
            case MaskedArray masked:
                AssertSame(masked.Data, ((MaskedArray)actual!).Data);
                AssertSame(masked.Mask, ((MaskedArray)actual!).Mask);
                break;
            case PickleObject described:
                var other = Assert.IsType<PickleObject>(actual);
                Assert.Equal((described.FullName, described.IsNew, described.HasState), (other.FullName, other.IsNew, other.HasState));
                AssertSame(described.Arguments, other.Arguments);
                break;
            default:
                Assert.True(new PickleTuple(expected).Equals(new PickleTuple(actual)), $"{expected} is expected, {actual} found");
                break;
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Save_SetInWhatItHoldsBeforeProtocol4_IsRefused(int protocol)
    {
        var set = new PickleSet();
        set.Add(new PickleObject("m", "C") { Arguments = new PickleTuple(set) });

        var error = Assert.Throws<ArgumentException>(() => Pickle.Save(set, new PickleWriteOptions { Protocol = protocol }));

        Assert.StartsWith("A set that contains a reference to itself needs PickleWriteOptions.Protocol 4 or 5.", error.Message, StringComparison.Ordinal);
        var loaded = Pickle.Load<PickleSet>(Pickle.Save(set));
        Assert.Same(loaded, ((PickleObject)loaded.Single()!).Arguments![0]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Save_SetOverAndOver_IsOne(int protocol)
    {
        var set = new PickleSet([1L]);

        var list = Pickle.Load<List<object?>>(Pickle.Save(new List<object?> { set, set }, new PickleWriteOptions { Protocol = protocol }));

        Assert.Same(list[0], list[1]);
    }
}
