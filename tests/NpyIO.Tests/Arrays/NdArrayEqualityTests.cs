using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

public sealed class NdArrayEqualityTests
{
    [Fact]
    public void Equals_CopyInAnyLayout_IsTrue() => RandomArrays.Any.Sample(
        array =>
        {
            NdArray copy = array.Copy(Order.Fortran);
            Assert.True(array.Equals(copy));
            Assert.True(array.Transpose().Equals(copy.Transpose()));
            Assert.Equal(array.GetHashCode(), copy.GetHashCode());
            Assert.True(array.Equals((object)copy));
        },
        iter: 300);

    /// <summary>Each byte that belongs to a value counts, unless the value stays the same.</summary>
    [Theory]
    [InlineData("<i4")]
    [InlineData(">u2")]
    [InlineData("<f8")]
    [InlineData("<c8")]
    [InlineData("<U2")]
    [InlineData("S3")]
    [InlineData("V3")]
    [InlineData("<M8[D]")]
    [InlineData("[('a', '<i2'), ('b', '<f4', (2,))]")]
    public void Equals_OneElementChanged_IsFalse(string dtype)
    {
        NdArray array = NdArray.Create(DType.Parse(dtype), 3, 50);
        for (int i = 0; i < array.NBytes; i += 7)
        {
            byte[] bytes = array.ToBytes();
            bytes[i] = 1;
            NdArray changed = NdArray.FromBuffer(bytes, array.DType).Reshape(3, 50);

            Assert.False(array.Equals(changed));
            Assert.False(array.Transpose().Equals(changed.Transpose()));
            Assert.False(changed.Equals(array));
        }
    }

    [Fact]
    public void Equals_LongArrays_ComparesEveryPart()
    {
        NdArray<double> array = NdArray.Create<double>(300, 500), other = NdArray.Create<double>(300, 500);
        array.Fill(double.NaN);
        other.Fill(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) | 1));
        Assert.True(array.Equals(other));
        Assert.True(array.Transpose().Equals(other.Transpose()));
        foreach ((long row, long column) in ((long, long)[])[(0, 0), (150, 250), (299, 499)])
        {
            other[row, column] = 1;
            Assert.False(array.Equals(other));
            Assert.False(array.Transpose().Equals(other.Transpose()));
            Assert.False(array.Transpose().Copy().Equals(other.Transpose()));
            other[row, column] = double.NaN;
        }
    }

    [Fact]
    public void Equals_SameValueInOtherBytes_IsTrue()
    {
        Assert.True(NdArray.FromBuffer(new byte[] { 1, 2, 0 }, DType.Parse("?")).Equals(NdArray.FromBuffer(new byte[] { 7, 1, 0 }, DType.Parse("?"))));
        Assert.False(NdArray.FromBuffer(new byte[] { 1, 0 }, DType.Parse("?")).Equals(NdArray.FromBuffer(new byte[] { 1, 1 }, DType.Parse("?"))));
        Assert.True(NdArray.Create([0.0f, float.NaN]).Equals(NdArray.Create([-0.0f, -float.NaN])));
        Assert.True(NdArray.Create([(Half)0, Half.NaN]).Equals(NdArray.Create([(Half)(-0.0), -Half.NaN])));
        Assert.True(NdArray.Create([new Complex(0.0, double.NaN)]).Equals(NdArray.Create([new Complex(-0.0, double.NaN)])));
        Assert.False(NdArray.Create([new Complex(1, double.NaN)]).Equals(NdArray.Create([new Complex(2, double.NaN)])));
        byte[] padded = new byte[16], other = new byte[16];
        other[15] = 9;
        Assert.True(NdArray.FromBuffer(padded, DType.Parse("<f16")).Equals(NdArray.FromBuffer(other, DType.Parse("<f16"))));
        byte[] wide = new byte[32], otherWide = new byte[32];
        (otherWide[15], otherWide[31], otherWide[25]) = (9, 9, 0x80);
        Assert.True(NdArray.FromBuffer(wide, DType.Parse("<c32")).Equals(NdArray.FromBuffer(otherWide, DType.Parse("<c32"))));
        otherWide[16] = 1;
        Assert.False(NdArray.FromBuffer(wide, DType.Parse("<c32")).Equals(NdArray.FromBuffer(otherWide, DType.Parse("<c32"))));
        DType record = DType.Parse("{'names': ['a'], 'formats': ['<i4'], 'offsets': [4], 'itemsize': 16}");
        Assert.True(NdArray.FromBuffer(padded, record).Equals(NdArray.FromBuffer(other, record)));
        other[5] = 1;
        Assert.False(NdArray.FromBuffer(padded, record).Equals(NdArray.FromBuffer(other, record)));
    }

    [Fact]
    public void Equals_OtherDTypeOrShape_IsFalse()
    {
        NdArray array = NdArray.Create([1, 2, 3, 4]);

        Assert.False(array.Equals(array.Reshape(2, 2)));
        Assert.False(array.Equals(array.To(DType.Parse(">i4"))));
        Assert.False(array.Equals(array.View(DType.Parse("<u4"))));
        Assert.False(array.Equals(null));
        Assert.False(array.Equals("text"));
        Assert.False(array.Equals((object)array.As<int>()));
        Assert.False(array.As<int>().Equals(array.As<int>().Reshape(1, 4)));
        Assert.False(array.As<int>().Equals((NdArray<int>?)null));
        Assert.False(NdArray.Create(DType.Parse("M8[s]"), 1).Equals(NdArray.Create(DType.Parse("M8[ms]"), 1)));
        Assert.True(NdArray.Create(DType.Parse("V0"), 3).Equals(NdArray.Create(DType.Parse("V0"), 3)));
    }

    [Fact]
    public void Operators_CompareReferences()
    {
        NdArray<int> array = NdArray.Create([1]), other = NdArray.Create([1]);

        Assert.False((object)array == other);
        Assert.True(array.Equals(other));
        Assert.True(Equals(array, other));
        Assert.Single(new HashSet<NdArray<int>> { array, other });
    }

    [Fact]
    public void Equals_HeldValues_ComparesThem()
    {
        Assert.True(NdArray.Create(["a", "b"]).Equals(NdArray.Create(["a", "b"])));
        Assert.False(NdArray.Create(["a", "b"]).Equals(NdArray.Create(["a", "c"])));
        Assert.True(NdArray.Create(["a", "long"])[..1].Equals(NdArray.Create(["a"])));
        Assert.Equal(NdArray.Create(["a", "long"])[..1].GetHashCode(), NdArray.Create(["a"]).GetHashCode());
        Assert.False(NdArray.Create(["a", "long"])[..1].ToNdArray().Equals(NdArray.Create(["a"]).ToNdArray()));
        Assert.True(NdArray.Create([new Datetime64(Datetime64.NaTValue, DatetimeUnit.Day)]).Equals(NdArray.Create([new Datetime64(Datetime64.NaTValue, DatetimeUnit.Day)])));
        Assert.False(NdArray.Create([new Datetime64(1, DatetimeUnit.Day)]).Equals(NdArray.Create([new Datetime64(2, DatetimeUnit.Day)])));
        NdArray bytes = NdArray.FromBuffer("abcabd"u8.ToArray(), DType.Parse("S3"));
        Assert.True(bytes.To<byte[]>().Equals(bytes.To<byte[]>()));
        Assert.False(bytes[..1].To<byte[]>().Equals(bytes[1..].To<byte[]>()));
    }

    [Fact]
    public void Equals_Objects_ComparesThemByValueAndType()
    {
        static NdArray Make(object? changed) => NdArray.FromObjects(new object?[]
        {
            null, 1L, double.NaN, "text", "bytes"u8.ToArray(), new List<object?> { 1L, new PickleTuple(2L, new List<object?> { "deep" }) },
            new PickleDictionary { ["k"] = new List<object?> { 1L }, [1L] = null }, new PickleSet([1L, "x"]), new PickleSlice(1L, null, -1L),
            NdArray.Create([1, 2]), NdArray.FromObjects(new object?[] { new List<object?>() }), new PickleObject("module", "Class") { Arguments = new(1L) }, new DateTime(2020, 1, 1), changed,
        });

        Assert.True(Make(1.5).Equals(Make(1.5)));
        Assert.True(Make(1.5).To<object?>().Equals(Make(1.5).To<object?>()));
        object?[] others =
        [
            null, 1, 1.5f, "1.5", new List<object?> { 1L }, new PickleTuple(1L), new PickleTuple(1.0), new PickleDictionary { ["a"] = 1L }, new PickleDictionary { ["a"] = 2L },
            new PickleDictionary { ["b"] = 1L }, new PickleDictionary { ["a"] = 1L, ["b"] = 1L }, new PickleDictionary { Kind = PickleDictionaryKind.Ordered }, new PickleDictionary { Kind = PickleDictionaryKind.Ordered, ["a"] = 1L },
            new PickleDictionary { Kind = PickleDictionaryKind.Default, ["a"] = 1L }, new PickleSet([1L]), new PickleSet([2L]), new PickleSet([1L]) { IsFrozen = true },
            new PickleSlice(1L, 2L, null), new PickleObject("module", "Class"), new PickleObject("module", "Other"), new PickleObject("module", "Class") { Arguments = new(2L) },
            NdArray.Create([1]), NdArray.Create([2]), NdArray.FromObjects(new object?[] { 1L }), NdArray.FromObjects(new object?[] { 2L }), new byte[] { 1 }, new byte[] { 2 },
            new MaskedArray(NdArray.Create([1]), NdArray.Create([true])), new MaskedArray(NdArray.Create([1]), NdArray.Create([false])),
        ];
        for (int i = 0; i < others.Length; i++)
        {
            for (int j = 0; j < others.Length; j++)
                Assert.True(Make(others[i]).Equals(Make(others[j])) == (i == j), $"{i}, {j}");
        }
    }

    [Fact]
    public void Equals_RectangularArraysAsObjects_ComparesLengthsAndItems()
    {
        static NdArray Of(object?[,] item) => NdArray.FromItem(item);

        Assert.True(Of(new object?[,] { { 1, null }, { "a", new List<object?>() } }).Equals(Of(new object?[,] { { 1, null }, { "a", new List<object?>() } })));
        Assert.False(Of(new object?[,] { { 1, 2 } }).Equals(Of(new object?[,] { { 1, 3 } })));
        Assert.False(Of(new object?[,] { { 1, 2 } }).Equals(Of(new object?[,] { { 1 }, { 2 } })));
    }

    [Fact]
    public void Equals_ObjectsThatContainThemselves_Ends()
    {
        static NdArray Make(object? last)
        {
            var list = new List<object?> { 1L };
            list.Add(list);
            NdArray array = NdArray.FromObjects(new object?[] { list, null, last });
            array.Set<object?>(array, 1);
            return array;
        }

        Assert.True(Make(2L).Equals(Make(2L)));
        Assert.False(Make(2L).Equals(Make(3L)));
    }

    [Fact]
    public void Equals_DeepLists_DoesNotOverflowTheStack()
    {
        static NdArray Make(object? core)
        {
            for (int i = 0; i < 1_000_000; i++)
                core = new List<object?> { core };
            return NdArray.FromItem(core);
        }

        Assert.True(Make(1L).Equals(Make(1L)));
        Assert.False(Make(1L).Equals(Make(2L)));
    }

    [Fact]
    public void Serialize_Arrays_KeepsTheShape()
    {
        Assert.Equal("[[1,2],[3,4]]", JsonSerializer.Serialize(NdArray.Create([1, 2, 3, 4], 2, 2)));
        Assert.Equal("[[1.5,0.1]]", JsonSerializer.Serialize(NdArray.Create([1.5f, 0.1f], 1, 2).ToNdArray()));
        Assert.Equal("[[],[]]", JsonSerializer.Serialize(NdArray.Create<double>(2, 0)));
        Assert.Equal("7", JsonSerializer.Serialize(NdArray.Create([7L]).At(0)));
        Assert.Equal("[true,false]", JsonSerializer.Serialize(NdArray.Create([true, false])));
        Assert.Equal("[\"a\",\"\\u00E9\"]", JsonSerializer.Serialize(NdArray.Create(["a", "é"])));
        Assert.Equal("[\"a\",\"\\u00E9\",\"\"]", JsonSerializer.Serialize(NdArray.FromBuffer(new byte[] { (byte)'a', 0xe9, 0 }, DType.Bytes(1))));
        Assert.Equal("[18446744073709551615]", JsonSerializer.Serialize(NdArray.Create([ulong.MaxValue])));
        Assert.Equal("[-128,127]", JsonSerializer.Serialize(NdArray.Create([sbyte.MinValue, sbyte.MaxValue]).ToNdArray()));
        Assert.Equal("[0.5]", JsonSerializer.Serialize(NdArray.Create([(Half)0.5])));
        Assert.Equal("{\"X\":[[1]],\"Y\":null}", JsonSerializer.Serialize(new Pair(NdArray.Create([1], 1, 1), null)));
        Assert.Equal("[[1,3],[2,4]]", JsonSerializer.Serialize<object>(NdArray.Create([1, 2, 3, 4], 2, 2).Transpose()));
    }

    [Fact]
    public void Serialize_WhatJsonDoesNotHave_Throws()
    {
        var named = new JsonSerializerOptions { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
        NdArray<double> numbers = NdArray.Create([double.NaN, double.PositiveInfinity, double.NegativeInfinity]);

        Assert.Throws<ArgumentException>(() => JsonSerializer.Serialize(numbers));
        Assert.Equal("[\"NaN\",\"Infinity\",\"-Infinity\"]", JsonSerializer.Serialize(numbers, named));
        Assert.Equal("[\"NaN\"]", JsonSerializer.Serialize(NdArray.Create([float.NaN]), named));
        foreach (string dtype in (string[])["<c8", "<f16", "M8[s]", "O", "V2", "[('a', '<i4')]"])
            Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(NdArray.Create(DType.Parse(dtype), 1)));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<NdArray<int>>("[1]"));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<NdArray>("[1]"));
    }

    private sealed record Pair(NdArray<int> X, NdArray? Y);
}
