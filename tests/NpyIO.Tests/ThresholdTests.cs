using System.Numerics;
using NpyIO.Tests.Pickling;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>Both sides of every size and number at which the code changes its way.</summary>
public sealed class ThresholdTests
{
    /// <summary>The length of a header as NumPy writes it: some sizes count it, some do not.</summary>
    private const int HeaderLength = 128;

    public static TheoryData<int> SizeThresholds => [.. Thresholds.Between(256, Thresholds.Reachable)];

    public static TheoryData<int> CountThresholds => [.. Thresholds.Between(1, 5000)];

    [Theory]
    [Trait(Campaign.Category, Campaign.Name)]
    [MemberData(nameof(SizeThresholds))]
    public async Task EveryVerb_SizesAroundAThreshold_GiveTheSameValues(int value)
    {
        // Large arrays take a second for each size.
        bool isShort = value > 1 << 17 && !Campaign.IsLong;
        foreach (int size in isShort ? (int[])[value, value + 1] : [value - 1, value, value + 1, value - HeaderLength, value + 1 - HeaderLength])
        {
            if (size > 0 && (size >= value - 1 || value < 1 << 20))
                await AssertRoundTripsAsync(Bytes(size));
        }

        if (isShort)
            return;
        await AssertRoundTripsAsync(Swapped(value / 2));
        await AssertRoundTripsAsync(Columns(value));
    }

    [Theory]
    [MemberData(nameof(CountThresholds))]
    public void Pickle_CountsAroundAThreshold_GiveTheSameValues(int value)
    {
        foreach (int count in (int[])[value - 1, value, value + 1])
        {
            foreach (object made in ValuesOf(count))
                AssertPickles(made, count);
            AssertArrays(count);
            AssertHeaders(count);
        }
    }

    [Fact]
    public void Npz_EntriesAroundAThreshold_AreAllThere()
    {
        foreach (int count in Thresholds.Between(2, 1024).Where(value => value >= 256).SelectMany(value => (int[])[value - 1, value, value + 1]).Distinct())
        {
            NpzItem[] items = [.. Enumerable.Range(0, count).Select(i => new NpzItem($"m{i}", NdArray.FromArray(new[] { i })))];
            byte[] content = Npz.Save(items);
            var forward = new ForwardStream();
            Npz.Save(forward, items);

            foreach (Dictionary<string, NdArray> loaded in (Dictionary<string, NdArray>[])[Npz.Load(content), Npz.Load(new PartialStream(content, int.MaxValue)), Npz.Load(forward.Written)])
                Assert.Equal(Enumerable.Range(0, count), loaded.Select(entry => entry.Value.Get<int>(0)));
        }
    }

    /// <summary>What is larger is never reached by a test, unless it can be lowered.</summary>
    [Fact]
    public void Constants_LargerThanTestsReach_AreSettings()
    {
        // Formats' own numbers, limits that options move, and what its own tests reach.
        string[] others =
        [
            "ArchiveConversion.MinStreamed",
            "BlockIndex.MaxBlockLength",
            "ElementConversion.MaxWithoutBytes",
            "Lz4Frames.LegacyBlock",
            "Lz4Frames.LegacyCompressedBlock",
            "LzmaEncoding.MaxWindow",
            "PackagedProvider.MaxWindow",
            "PickleMachine.FreeExpansion",
            "PythonLiteralParser.MaxCodePoint",
            "RecordSource.MaxLength",
        ];

        string found = string.Join('\n', Thresholds.Constants().Where(constant => constant.Value is > Thresholds.Reachable and <= int.MaxValue).Select(constant => constant.Name).Order(StringComparer.Ordinal));

        Assert.Equal(string.Join('\n', others), found);
    }

    internal static NdArray Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes.AsSpan(0, size / 2));   // the rest can be compressed
        return NdArray.FromArray(bytes);
    }

    internal static NdArray Swapped(int count) => NdArray.FromArray(Enumerable.Range(0, count).Select(i => (ushort)(i * 40503)).ToArray()).To(DType.Parse(">u2"));

    /// <summary>In Fortran order, in rows of 8.</summary>
    internal static NdArray Columns(int size) => Bytes(size / 8 * 8).Reshape(8, size / 8).Transpose();

    internal static async Task AssertRoundTripsAsync(NdArray array)
    {
        byte[] expected = Native(array);
        foreach ((string way, NdArray found) in await RoundTrips.OfAsync(array))
        {
            Assert.True(array.Shape.SequenceEqual(found.Shape), $"{way} of {array.NBytes} bytes: shape");
            Assert.True(expected.AsSpan().SequenceEqual(Native(found)), $"{way} of {array.NBytes} bytes: values");
        }
    }

    private static byte[] Native(NdArray array) => (array.DType.IsNative ? array : array.To(array.DType.WithByteOrder(ByteOrder.LittleEndian), Casting.Equivalent)).ToBytes();

    private static IEnumerable<object> ValuesOf(int count)
    {
        yield return Enumerable.Range(0, count).Select(i => (object?)(long)i).ToList();
        yield return Enumerable.Range(0, count).Select(i => (object?)(long)-i).ToList();
        yield return Enumerable.Range(0, count).Select(i => (object?)$"text {i}").ToList();
        yield return Enumerable.Range(0, count).Select(i => (object?)$"text {i % 7}").ToList();
        yield return new PickleTuple([.. Enumerable.Range(0, count).Select(i => (object?)(double)i)]);
        yield return new PickleSet([.. Enumerable.Range(0, count).Select(i => (object?)(long)i)]);
        yield return new PickleDictionary(Enumerable.Range(0, count).Select(i => KeyValuePair.Create((object?)$"key {i}", (object?)(long)i)));
        yield return new string('x', count);
        yield return new string('é', count);
        yield return string.Concat(Enumerable.Repeat("𝒳", count));
        yield return Enumerable.Range(0, count).Select(i => (byte)i).ToArray();
        yield return new List<object?> { new string('x', count), new string('x', count), new string('y', count) };
        if (count > 0)
            yield return (BigInteger.One << (8 * count)) + count;
    }

    private static void AssertPickles(object made, int count)
    {
        string expected = PickleRepr.Of(made);
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            byte[] pickle = Pickle.Save(made, new PickleWriteOptions { Protocol = protocol });
            Assert.True(expected == PickleRepr.Of(Pickle.Load(pickle)), $"{made.GetType()} of {count} at protocol {protocol}");
            Assert.True(expected == PickleRepr.Of(Pickle.Load(new PartialStream(pickle, 509))), $"{made.GetType()} of {count} at protocol {protocol}, in pieces");
        }
    }

    /// <summary>Arrays of texts and of objects, and texts of that length in them.</summary>
    private static void AssertArrays(int count)
    {
        string?[] texts = [.. Enumerable.Range(0, count).Select(i => i % 5 == 0 ? "" : $"é{i}")];
        Assert.Equal(texts, Npy.Load<string>(Npy.Save(NdArray.FromArray(texts))).ToArray());
        Assert.Equal(texts, Npy.Load<string>(Npy.Save(NdArray.FromObjects(texts))).ToArray());
        Assert.Equal(texts, ((NdArray)Pickle.Load(Pickle.Save(NdArray.FromObjects(texts)))!).To<string>().ToArray());
        object?[] mixed = [.. Enumerable.Range(0, count).Select(i => (object?)(i % 3 == 0 ? $"s{i}" : i % 3 == 1 ? (long)i : null))];
        Assert.Equal(mixed, Npy.Load<object?>(Npy.Save(NdArray.FromObjects(mixed))).ToArray());
        if (count is 0 or > 5000)
            return;
        string[] lengths = [new string('x', count), "𝒳" + new string('y', count - 1), "z"];
        Assert.Equal(lengths, Npy.Load<string>(Npy.Save(NdArray.FromArray(lengths))).ToArray());
        Assert.Equal(lengths, Npy.Load<string>(new PartialStream(Npy.Save(NdArray.FromArray(lengths)), 509)).ToArray());
        Assert.Equal(lengths, Npy.Load<string>(Npy.Save(NdArray.FromObjects(lengths))).ToArray());
    }

    /// <summary>As many axes, fields and characters of a name as there are.</summary>
    private static void AssertHeaders(int count)
    {
        if (count is > 0 and <= 64)
        {
            NdArray array = NdArray.FromArray(new[] { 1, 2 }).Reshape([.. Enumerable.Repeat(1L, count - 1), 2]);
            Assert.Equal(array.Shape.ToArray(), Npy.Load(Npy.Save(array)).Shape.ToArray());
            Assert.Equal([1, 2], Npy.Load(Npy.Save(array.Transpose())).ToArray<int>());
        }
        if (count is 0 or > 2000)
            return;
        DType fields = DType.Struct([.. Enumerable.Range(0, count).Select(i => new Field($"f{i}", DType.UInt8))]);
        DType name = DType.Struct(new Field(new string('n', count), DType.Int32), new Field(new string('é', count), DType.Int32));
        foreach (DType dtype in (DType[])[fields, name])
        {
            NdArray array = NdArray.Create(dtype, 2L);
            if (dtype == name)
                array[name.Fields[1].Name].Set(7, 1);
            else
                array[fields.Fields[^1].Name].Set((byte)7, 1);
            foreach (NdArray loaded in (NdArray[])[Npy.Load(Npy.Save(array)), Npy.Load(new PartialStream(Npy.Save(array), 509)), (NdArray)Pickle.Load(Pickle.Save(array))!])
            {
                Assert.Equal(dtype, loaded.DType);
                Assert.Equal(array.ToBytes(), loaded.ToBytes());
            }
        }
    }
}
