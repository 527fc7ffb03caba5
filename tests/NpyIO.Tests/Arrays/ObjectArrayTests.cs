using NpyIO.Tests.Kernels;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Arrays whose elements are Python objects.</summary>
public class ObjectArrayTests
{
    private static readonly DType Record = DType.Struct(new Field("n", DType.Int32), new Field("o", DType.Object), new Field("p", DType.SubArray(DType.Object, 2L)));

    [Fact]
    public void FromArray_Objects_HoldsTheVeryValues()
    {
        var list = new List<object?> { 1L };
        NdArray array = NdArray.FromArray(new object?[] { "a", null, list });

        Assert.Equal(DType.Object, array.DType);
        Assert.Equal("a", array.GetValue(0));
        Assert.Null(array.GetValue(1));
        Assert.Same(list, array.Get<List<object?>>(2));
    }

    [Fact]
    public void FromArray_SeveralAxes_KeepsTheShape()
    {
        NdArray array = new object?[,] { { 1L, 2L, 3L }, { "x", null, 4.5 } };

        Assert.Equal([2L, 3L], array.Shape);
        Assert.Equal(4.5, array.GetValue(1, 2));
    }

    [Fact]
    public void FromArray_TextsOneOfThemNull_IsRefusedWithBothWaysOut()
    {
        const string Problem = "The text at index 1 is null, which a NumPy array of str cannot hold: replace nulls by \"\", or keep them with NdArray.FromObjects, which makes an array of Python objects (saved as a pickle, which np.load reads with allow_pickle=True).";
        string?[] texts = ["a", null];

        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => NdArray.FromArray(texts)).Message);
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => NdArray.FromArray(new[,] { { "a", null } })).Message);
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => Npy.Save(Stream.Null, texts)).Message);
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => Npz.Save(Stream.Null, ("x", texts))).Message);
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => ((NdArray<string?>)texts).ToNdArray()).Message);
        Assert.Equal(texts, NdArray.FromObjects(texts).ToArray<string?>());
    }

    [Fact]
    public void FromArray_TextsNoneOfThemNull_StaysText() =>
        Assert.Equal("<U2", NdArray.FromArray(new[] { "a", "bc" }).DType.ToString());

    [Fact]
    public void FromObjects_ArrayOfReferences_IsOneOfObjects()
    {
        byte[] bytes = [1, 2];

        Assert.Same(bytes, NdArray.FromObjects(new[] { bytes }).GetValue(0));
    }

    [Fact]
    public void FromObjects_CallersArray_IsCopied()
    {
        var values = new object?[] { "a", "b" };
        var grid = new object?[,] { { "a" }, { "b" } };
        NdArray array = NdArray.FromObjects(values), ofGrid = NdArray.FromObjects(grid);

        (values[0], grid[0, 0]) = ("changed", "changed");
        array.Set("own", 1);

        Assert.Equal("a", array.GetValue(0));
        Assert.Equal("a", ofGrid.GetValue(0, 0));
        Assert.Equal("b", values[1]);
    }

    [Fact]
    public void ToNdArray_TextSetToNull_IsEmpty()
    {
        NdArray<string> texts = new[] { "x", "long" };
        texts[0] = null!;

        Assert.Equal(["", "long"], texts.ToNdArray().ToArray<string>());
    }

    [Fact]
    public void FromObjects_DTypeWithoutReferences_IsRefused() =>
        Assert.Equal(
            "Elements of '<f8' are not objects: use DType.Object or a DType.StringDType(…). (Parameter 'dtype')",
            Assert.Throws<ArgumentException>(() => NdArray.FromObjects(new object[1], DType.Float64)).Message);

    [Fact]
    public void FromItem_Dictionary_IsTheOnlyElement()
    {
        var dictionary = new PickleDictionary { ["a"] = 1L };
        NdArray array = NdArray.FromItem(dictionary);

        Assert.Equal(0, array.Rank);
        Assert.Same(dictionary, array.GetItem());
    }

    [Fact]
    public void GetItem_NumberInTwoAxes_IsTheNumber() => Assert.Equal(7, NdArray.FromArray(new[,] { { 7 } }).GetItem());

    [Fact]
    public void GetItem_SeveralElements_IsRefused() =>
        Assert.Equal(
            "The array of shape (2,) has 2 elements, not exactly one: ToArray gives all of them, and an index one of them.",
            Assert.Throws<InvalidOperationException>(() => NdArray.FromArray(new[] { 1, 2 }).GetItem()).Message);

    [Fact]
    public void Create_Objects_IsAllNone() => Assert.Equal(new object?[3], NdArray.Create(DType.Object, 3).ToArray<object?>());

    [Fact]
    public void Set_Object_ReplacesTheValueInEveryView()
    {
        NdArray array = NdArray.Create(DType.Object, 2, 3);
        NdArray column = array.Transpose().At(1);
        array.Set("first", 1, 1);
        array.Set<object?>(5L, 1, 1);

        Assert.Equal([null, 5L], column.ToArray<object?>());
    }

    [Fact]
    public void Set_ManyTimesInOnePlace_KeepsOneValueOnly()
    {
        NdArray array = NdArray.Create(DType.Object, 1);
        for (int i = 0; i < 1000; i++)
            array.Set(new string('x', i), 0);

        Assert.Equal(1, ((NpyIO.Arrays.ObjectMemory)array.Memory).Values.Length);
    }

    [Fact]
    public void Get_AnotherType_NamesIndexAndKind() =>
        Assert.Equal(
            "The element at index (1, 0) is text, not double.",
            Assert.Throws<InvalidCastException>(() => NdArray.FromObjects(new object?[,] { { 1.0 }, { "x" } }).ToArray<double>()).Message);

    /// <summary>The index is that of the view which is read.</summary>
    [Fact]
    public void Get_AnyElementOfAnotherType_NamesItsIndex()
    {
        foreach (long[] index in Reference.Indices([2, 3, 4]))
        {
            NdArray array = NdArray.Create(DType.Object, 4, 3, 2);
            foreach (long[] each in Reference.Indices([4, 3, 2]))
                array.Set<object?>(1.5, each);
            array.Transpose().Set("x", index);
            string problem = $"The element at index ({string.Join(", ", index)}) is text, not double.";

            Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => array.Transpose().ToArray<double>()).Message);
            Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => array.Transpose().To<double>()).Message);
            Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => array.Transpose().To(DType.Float64, Casting.Checked)).Message);
            Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => array.Transpose().Get<double>(index)).Message);
            Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => Npy.Load<double>(Npy.Save(array.Transpose()))).Message);
        }
    }

    /// <summary>Each place gets its value once; the table of values grows meanwhile.</summary>
    [Fact]
    public void Set_EveryPlaceInAnyOrder_KeepsEachValue()
    {
        NdArray array = NdArray.Create(DType.Object, 100);
        for (int i = 0; i < 100; i++)
            array.Set<object?>((long)(i * 37 % 100), i * 37 % 100);
        NdArray copy = array.Copy();
        copy.Set<object?>("other", 50);
        for (int i = 0; i < 100; i += 3)
            array.Set<object?>(null, i);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i == 50 ? "other" : (object)(long)i), copy.ToArray<object?>());
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 3 == 0 ? null : (object?)(long)i), array.ToArray<object?>());
    }

    [Fact]
    public void Get_NullAsNumber_OverflowsWithTheIndex() =>
        Assert.StartsWith("The element at index (0,) is None, which ", Assert.Throws<OverflowException>(() => NdArray.Create(DType.Object, 1).Get<long>(0)).Message, StringComparison.Ordinal);

    [Fact]
    public void To_NumbersInObjects_GivesNumbers()
    {
        NdArray<double> numbers = NdArray.FromArray(new object?[] { 1.5, 2.5 }).To<double>();

        Assert.Equal(DType.Float64, numbers.DType);
        Assert.Equal([1.5, 2.5], numbers.ToArray());
    }

    [Fact]
    public void To_Objects_AndBack_KeepsEveryValue()
    {
        NdArray<object?> typed = NdArray.FromArray(new object?[] { 1L, null, "x" }).To<object?>();
        typed[1] = true;

        Assert.Equal([1L, true, "x"], typed.ToNdArray().ToArray<object?>());
        Assert.Equal(DType.Object, typed.ToNdArray().DType);
    }

    [Fact]
    public void Operator_ObjectArray_IsOneOfObjects()
    {
        NdArray<object?> array = new object?[] { 1L, null };

        Assert.Equal(DType.Object, array.ToNdArray().DType);
    }

    [Fact]
    public void As_Object_SaysWhatReadsThem() =>
        Assert.Equal(
            "An array of '|O' cannot be seen as one of string: To<string>() reads them.",
            Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Object, 1).As<string>()).Message);

    [Fact]
    public void Copy_OfAView_HasItsOwnPlaces()
    {
        NdArray array = NdArray.FromArray(new object?[,] { { 1L, 2L }, { 3L, 4L } });
        NdArray copy = array.Transpose().Copy();
        copy.Set("new", 0, 1);

        Assert.Equal([1L, "new", 2L, 4L], copy.ToArray<object?>());
        Assert.Equal([1L, 2L, 3L, 4L], array.ToArray<object?>());
    }

    [Fact]
    public void Reshape_Transposed_KeepsTheOrder()
    {
        NdArray array = NdArray.FromArray(new object?[,] { { 1L, 2L, 3L }, { 4L, 5L, 6L } });

        Assert.Equal([1L, 4L, 2L, 5L, 3L, 6L], array.Transpose().Reshape(6L).ToArray<object?>());
    }

    [Fact]
    public void Field_OfRecordsWithObjects_IsAView()
    {
        NdArray records = NdArray.Create(Record, 2);
        records["n"].Set(7, 1);
        records["o"].Set("text", 1);
        records["p"].Set<object?>(8L, 1, 1);
        NdArray copy = records.Copy();
        records["o"].Set("other", 1);

        Assert.Equal([null, "text"], copy["o"].ToArray<object?>());
        Assert.Equal([null, null, null, 8L], copy["p"].ToArray<object?>());
        Assert.Equal(7, ((NdArray)copy.GetValue(1)!)["n"].GetItem());
    }

    [Fact]
    public void To_RecordsInAnotherByteOrder_KeepsTheObjects()
    {
        NdArray records = NdArray.Create(Record, 1);
        records["n"].Set(0x01020304, 0);
        records["o"].Set("text", 0);
        NdArray swapped = records.To(Record.WithByteOrder(ByteOrder.BigEndian));

        Assert.Equal(0x01020304, swapped["n"].Get<int>(0));
        Assert.Equal("text", swapped["o"].GetValue(0));
    }

    [Fact]
    public void Bytes_OfObjects_AreRefused()
    {
        const string Message = "Elements of '|O' are or hold Python objects, which no buffer can hold.";
        NdArray array = NdArray.Create(DType.Object, 1);

        Assert.Throws<InvalidOperationException>(() => array.ToBytes());
        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => array.View(DType.Int64)).Message);
        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => array.View<long>()).Message);
        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => NdArray.FromBuffer(new byte[8], DType.Object)).Message);
    }

    [Fact]
    public void Class_OfScalarInObjects_ReadsAsItsValue()
    {
        NdArray scalar = new(DType.Float64, new ReadOnlySpan<long>(), BitConverter.GetBytes(2.5)) { PythonClass = PythonArrayClass.Scalar };
        NdArray array = NdArray.FromArray(new object?[] { scalar });

        Assert.Equal(2.5, array.Get<double>(0));
        Assert.Same(scalar, array.GetValue(0));
    }

    [Fact]
    public void Copy_NoRowsOfManyObjects_AllocatesLittle()
    {
        DType dtype = DType.Struct(new Field("a", DType.SubArray(DType.Object, [100_000_000])));
        NdArray array = NdArray.Create(dtype, [0]);

        Allocations.AreLittle(() => array.Copy());
    }

    [Fact]
    public void Copy_RecordsOfManyObjects_HasTheSame()
    {
        DType dtype = DType.Struct(new Field("n", DType.UInt8), new Field("a", DType.SubArray(DType.Object, [2, 2])));
        foreach (int count in (int[])[1, 3])
        {
            NdArray array = NdArray.Create(dtype, [count]);
            array["a"].Set("last", count - 1, 1, 1);

            NdArray copy = array.Copy();

            Assert.Equal("last", copy["a"].GetValue(count - 1, 1, 1));
            Assert.Null(copy["a"].GetValue(0, 0, 1));
        }
    }
}
