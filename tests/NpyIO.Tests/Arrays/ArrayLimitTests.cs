using System.Numerics;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>What small files could make of views, texts, JSON and comparisons: memory, endless loops, writes to what is read-only.</summary>
public sealed class ArrayLimitTests
{
    [Fact]
    public void View_StructsOfABroadcastArray_IsReadOnly()
    {
        NdArray<float> row = [1, 2, 3];
        NdArray<Vector3> view = row.BroadcastTo(4, 3).View<Vector3>();

        Assert.True(view.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => view[0] = default);
        Assert.Throws<InvalidOperationException>(() => view.Fill(default));
        Assert.Equal([1, 2, 3], row);
    }

    [Fact]
    public void CopyFrom_StructsOfOtherDTypes_CopiesTheirBytes()
    {
        NdArray<Vector3> floats = NdArray.Create([1f, 2, 3, 4, 5, 6], 2, 3).View<Vector3>();
        NdArray<Vector3> target = NdArray.Create<int>(2, 3).View<Vector3>();

        target.CopyFrom(floats.Flip());
        Assert.Equal([new(4, 5, 6), new(1, 2, 3)], target.ToArray());
        target[1..] = target[..1];
        Assert.Equal(new(4, 5, 6), target[1]);
        target[.., Slice.NewAxis].Fill(new(7, 8, 9));
        Assert.Equal([new(7, 8, 9), new(7, 8, 9)], target.ToArray());
        Assert.Throws<ArgumentException>(() => target.CopyFrom(NdArray.Create<float>(3, 3).View<Vector3>()));
    }

    [Fact]
    public void CopyFrom_TwoArraysOverOneCSharpArray_NoticesTheOverlap()
    {
        string[] texts = ["a", "b", "c"];
        NdArray<string> array = texts, same = texts;

        array.CopyFrom(same.Flip());

        Assert.Equal(["c", "b", "a"], texts);
    }

    [Fact]
    public void CopyFrom_RecordsToObjects_AreCopies()
    {
        NdArray records = NdArray.Create(DType.Parse("[('a', '<i4')]"), 2);
        NdArray objects = NdArray.Create(DType.Object, 2);

        objects.CopyFrom(records);
        records["a"].Fill(7);

        Assert.Equal(0, Assert.IsType<NdArray>(objects.GetValue(1))["a"].Get<int>());
    }

    [Fact]
    public void AsMemory_NoElements_IsEmpty()
    {
        foreach (NdArray<double> array in (NdArray<double>[])[NdArray.Create<double>(0, 5).Flip(), NdArray.Create<double>(5)[..0].Flip(), NdArray.Create<double>(3, 4).Flip()[3.., ..]])
        {
            Assert.True(array.AsMemory().IsEmpty);
            Assert.True(array.AsReadOnlyMemory().IsEmpty);
            Assert.True(array.TryGetMemory(out Memory<double> memory) && memory.IsEmpty);
            Assert.True(array.AsSpan().IsEmpty);
        }
    }

    [Theory]
    [InlineData("'<U0'", "(1152921504606846976,)")]
    [InlineData("'|i1'", "(1152921504606846976, 0)")]
    [InlineData("'|i1'", "(2, 16777216, 0)")]
    public void Serialize_MoreThanAnybodyMeans_IsRefused(string descr, string shape) => Allocations.AreLittle(
        () => Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(Npy.Load(NpyBytes.Of(descr, shape, [])))));

    [Fact]
    public void ToJagged3D_RowsOfNothing_AreRefusedIfTheyAreVeryMany()
    {
        foreach (long[] shape in (long[][])[[1 << 25, 0, 5], [1 << 25, 5, 0], [1L << 40, 0, 0]])
            Allocations.AreLittle(() => Assert.Throws<InvalidOperationException>(() => NdArray.Create<sbyte>(shape).ToJagged3D()));
    }

    [Fact]
    public void ToString_NestedSubArraysWithoutBytes_IsBounded()
    {
        string dtype = "[('c', '|V0')]";
        for (int i = 0; i < 3; i++)
            dtype = $"[('a', {dtype}, (1000,))]";

        Assert.InRange(Npy.Load(NpyBytes.Of(dtype, "()", [])).ToString().Length, 1000, 40_000_000);
    }

    /// <summary>Records that are scalars, each the only field of the next one.</summary>
    [Fact]
    public void ToString_DeepScalars_EndsInAnEllipsis()
    {
        object? value = null;
        for (int i = 0; i < 20_000; i++)
        {
            NdArray record = NdArray.Create(DType.Parse("[('a', 'O')]"));
            record["a"].Set(value);
            value = record.WithClass(PythonArrayClass.Scalar);
        }

        foreach (string format in (string[])["g", "r"])
            Assert.Contains("...", NdArray.FromItem(value).ToString(format), StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_CyclesOfDifferentLengths_TakesEachOnce()
    {
        Assert.True(NdArray.FromItem(Cycle(3001)).Equals(NdArray.FromItem(Cycle(3307))));

        static List<object?> Cycle(int length)
        {
            var first = new List<object?>();
            List<object?> last = first;
            for (int i = 1; i < length; i++)
            {
                var next = new List<object?>();
                last.Add(next);
                last = next;
            }

            last.Add(first);
            return first;
        }
    }

    [Fact]
    public void Equals_TypedArraysOfObjectsThatContainThemselves_Ends()
    {
        static NdArray<object?> Make(object? last)
        {
            NdArray<object?> array = new object?[] { null, last };
            array[0] = array;
            return array;
        }

        Assert.True(Make(1L).Equals(Make(1L)));
        Assert.False(Make(1L).Equals(Make(2L)));
    }

    [Fact]
    public void Equals_ValuesOfOneFile_IsTrue()
    {
        byte[] file = Pickle.Save(new PickleDictionary
        {
            [double.NaN] = new PickleSet([double.NaN, 1L]),
            ["bytes"] = new List<byte>(new byte[1000]),
            ["set"] = new PickleSet([new PickleObject("enum", "Member") { Arguments = new(1L) }]),
        });

        Assert.True(NdArray.FromItem(Pickle.Load(file)).Equals(NdArray.FromItem(Pickle.Load(file))));
    }

    [Fact]
    public void Equals_FieldsWithManyAxes_ComparesThem()
    {
        string axes = string.Join(", ", Enumerable.Repeat(1, 40));
        NdArray Make() => NdArray.Create(DType.Parse($"[('a', '<i4', ({axes}))]"), [.. Enumerable.Repeat(1L, 39), 2]);
        NdArray changed = Make();
        changed.View(DType.Parse("<i4")).ReshapeView(2).Set(1, 1);

        Assert.True(Make().Equals(Make()));
        Assert.False(Make().Equals(changed));
    }

    [Theory]
    [InlineData("99999999999999999999:", 0)]
    [InlineData(":99999999999999999999999999999999999999999999999999", 3)]
    [InlineData("-99999999999999999999:", 3)]
    public void Parse_NumbersBeyondALong_AreClamped(string text, long count) => Assert.Equal(count, NdArray.Create([1, 2, 3])[Slice.Parse(text)].Count);
}
