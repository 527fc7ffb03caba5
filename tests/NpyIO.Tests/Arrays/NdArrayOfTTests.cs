using System.Linq.Expressions;
using System.Numerics;
using System.Numerics.Tensors;
using Xunit;

namespace NpyIO.Tests.Arrays;

public class NdArrayOfTTests
{
    [Fact]
    public void Indexer_EveryRank_ReadsAndWrites()
    {
        var array = NdArray.Create<int>(2, 3, 4, 5);

        array[1, 2, 3, 4] = 9;
        array.At(1, 2)[3, 0] = 8;
        array.At(1)[2, 3, 1] = 7;
        array.At(1, 2, 3)[2] = 6;
        array.At(0, 0, 0, 0)[[]] = 5;

        Assert.Equal([8, 7, 6, 0, 9], array.AsSpan()[^5..]);
        Assert.Equal(5, array[0, 0, 0, 0]);
        Assert.Equal(9, array.Transpose()[4, 3, 2, 1]);
        Assert.Equal(6, array.At(1, 2)[3, 2]);
        Assert.Equal(6, array.At(1)[2, 3, 2]);
    }

    /// <summary>The indexers of up to three numbers compute a place without a loop over the axes: the compiler must prefer them to the one that takes any number.</summary>
    [Fact]
    public void Indexer_UpToThreeNumbers_IsTheOneOfItsRank()
    {
        Assert.Equal([typeof(long)], Chosen(array => array[1]));
        Assert.Equal([typeof(long), typeof(long)], Chosen(array => array[1, 2L]));
        Assert.Equal([typeof(long), typeof(long), typeof(long)], Chosen(array => array[1, (short)2, 3]));

        static Type[] Chosen(Expression<Func<NdArray<int>, int>> expression) => [.. ((MethodCallExpression)expression.Body).Method.GetParameters().Select(parameter => parameter.ParameterType)];
    }

    /// <summary>Every index of every rank, in any layout, reads and writes the element that <see cref="NdArray.GetValue"/> has; the first one beside an axis is refused, as is one of another rank.</summary>
    [Theory]
    [InlineData(">i4")]
    [InlineData("<i4")]
    public void Indexer_EveryLayoutOfUpToThreeAxes_IsItsElement(string dtype)
    {
        NdArray cube = NdArray.FromArray(Enumerable.Range(0, 210).ToArray()).Reshape(5, 6, 7).To(DType.Parse(dtype));
        foreach (NdArray view in (NdArray[])[cube, cube.Transpose(), cube.Transpose(1, 2, 0), cube.Flip(0, 2), cube[Slice.Every(2), 1.., Slice.Every(-3)], cube[2..3]])
        {
            NdArray<int> three = view.As<int>(), two = three.At(0), one = two.At(0);
            for (long i = 0; i < three.Shape[0]; i++)
            {
                for (long j = 0; j < three.Shape[1]; j++)
                {
                    for (long k = 0; k < three.Shape[2]; k++)
                    {
                        Assert.Equal(view.GetValue(i, j, k), three[i, j, k]);
                        three[i, j, k] += 1000;
                        Assert.Equal(view.GetValue(i, j, k), three[[i, j, k]]);
                        Assert.Equal(view.GetValue(i, j, k), view.At(i).As<int>()[j, k]);
                        Assert.Equal(view.GetValue(i, j, k), view.At(i, j).As<int>()[k]);
                    }
                }
            }

            two[1, 2] = -1;
            one[3 % one.Shape[0]] = -2;
            Assert.Equal(-1, view.GetValue(0, 1, 2));
            Assert.Equal(-2, view.GetValue(0, 0, 3 % one.Shape[0]));
            (long a, long b, long c) = (three.Shape[0], three.Shape[1], three.Shape[2]);
            foreach (Func<int> outside in (Func<int>[])[() => three[a, 0, 0], () => three[0, b, 0], () => three[0, 0, c], () => three[-1, 0, 0], () => three[0, -1, 0], () => three[0, 0, -1], () => two[b, 0], () => two[0, c], () => two[-1, 0], () => two[0, -1], () => one[c], () => one[-1]])
                Assert.Throws<ArgumentOutOfRangeException>(() => outside());
            foreach (Func<int> wrong in (Func<int>[])[() => three[0], () => three[0, 0], () => two[0], () => two[0, 0, 0], () => one[0, 0], () => one[0, 0, 0], () => one.At(0)[0]])
                Assert.Throws<ArgumentException>(() => wrong());
        }
    }

    [Fact]
    public void Indexer_ForeignByteOrder_TurnsValues()
    {
        byte[] bytes = new byte[32];
        NdArray<Complex> array = new NdArray(DType.Parse(">c16"), [2], bytes).As<Complex>();

        array[1] = new Complex(1, -1);

        Assert.Equal(new Complex(1, -1), array[1]);
        Assert.Equal("3ff0000000000000bff0000000000000", Convert.ToHexStringLower(bytes.AsSpan(16)));
        Assert.Equal([default, new Complex(1, -1)], array.ToArray());
        Assert.Equal("'<c16'", array.Copy().DType.Descr);
    }

    [Fact]
    public void Indexer_Wrong_SaysWhere()
    {
        NdArray<int> array = new int[3];

        Assert.Equal("Index 3 is outside axis 0 of length 3. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => array[3]).Message);
        Assert.Equal("Index -1 is outside axis 0 of length 3. In a slice, ^1 counts from the end. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => array[-1] = 1).Message);
        Assert.Equal("An index of 2 numbers was given for an array of 1 axis, of shape (3,).", Assert.Throws<ArgumentException>(() => array[0, 0]).Message);
        Assert.Equal("An index of 1 number was given for an array of 2 axes, of shape (1, 3). An element has an index of 2 numbers; array[0, ..] or At(0) gives the part of shape (3,).", Assert.Throws<ArgumentException>(() => array.Reshape(1, 3)[0]).Message);
        Assert.Equal("The array is read-only: Copy() gives a writable one.", Assert.Throws<InvalidOperationException>(() => ReadOnly()[0] = 1).Message);
    }

    [Fact]
    public void FromArray_Implicitly_Shares()
    {
        double[] numbers = [1, 2, 3, 4];
        NdArray<double> array = numbers;

        array.Reshape((int[])[2, -1])[1, 0] = 9;

        Assert.Equal(9, numbers[2]);
        Assert.True(array.TryGetMemory(out Memory<double> memory));
        Assert.Equal(numbers, memory.ToArray());
        Assert.True(array.Reshape(2, 2).At(1).TryGetMemory(out memory));
        Assert.Equal([9, 4], memory.ToArray());
        Assert.Equal(9, array.ToNdArray().Get<double>(2));
    }

    [Fact]
    public void AsSpan_WhereItCannotBe_SaysWhatToCall()
    {
        NdArray<int> matrix = new NdArray(DType.Of<int>(), [2, 3], new byte[24]).As<int>();
        NdArray<int> swapped = NdArray.Create(DType.Parse(">i4"), 2).As<int>();

        Assert.Equal(6, matrix.AsSpan().Length);
        Assert.Equal("The elements of shape (3, 2) and strides (4, 12) are not in C order: ToArray() or Copy() gives them in that order.", SpanRefusal(matrix.Transpose()));
        Assert.Equal("The elements are kept in the byte order of '>i4': ToArray() or Copy() gives them in the machine's.", SpanRefusal(swapped));
        Assert.Equal("The array is read-only: AsReadOnlySpan() reads it in place, ToArray() or Copy() gives a writable one.", SpanRefusal(ReadOnly()));
        Assert.Equal(2, ReadOnly().AsReadOnlySpan().Length);
        Assert.False(matrix.Transpose().TryGetMemory(out _));
        Assert.Throws<InvalidOperationException>(() => matrix.Transpose().AsReadOnlySpan().Length);
    }

    [Fact]
    public void ReadOnly_EveryWayToWrite_IsRefused()
    {
        NdArray<int> array = ReadOnly();

        Assert.False(array.TryGetMemory(out Memory<int> memory));
        Assert.True(memory.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => array.AsSpan().Length);
        Assert.Throws<InvalidOperationException>(() => array.AsTensorSpan().Lengths.Length);
        Assert.Throws<InvalidOperationException>(() => array[0] = 1);
        Assert.Throws<InvalidOperationException>(() => array.Reshape(2, 1)[0, 0] = 1);
        Assert.Throws<InvalidOperationException>(() => array.ToNdArray().Set(1, 0));
        Assert.True(array.At().IsReadOnly);
    }

    [Fact]
    public void AsTensorSpan_Shapes_AsTheContractSays()
    {
        NdArray<int> array = Enumerable.Range(0, 24).ToArray();
        TensorSpan<int> tensor = array.Reshape(2, 1, 12).AsTensorSpan();
        TensorSpan<int> turned = array.Reshape(2, 12).Transpose().AsTensorSpan();
        TensorSpan<int> single = array.At(5).AsTensorSpan();

        Assert.Equal([2, 1, 12], tensor.Lengths);
        Assert.Equal([12, 0, 1], tensor.Strides);
        Assert.Equal(23, tensor[1, 0, 11]);
        Assert.Equal([12, 2], turned.Lengths);
        Assert.Equal(13, turned[1, 1]);
        Assert.Equal([1], single.Lengths);
        Assert.Equal(5, single[0]);
        single[0] = 50;
        Assert.Equal(50, array[5]);
        Assert.Equal([0, 3], NdArray.Create<int>(0, 3).AsTensorSpan().Lengths);
        Assert.Equal(24, ReadOnly(24).AsReadOnlyTensorSpan().FlattenedLength);
    }

    [Fact]
    public void AsTensorSpan_WhereItCannotBe_SaysWhatToCall()
    {
        NdArray<int> backwards = new NdArray(DType.Of<int>(), [2], new byte[8], 4, [-4]).As<int>();
        NdArray<int> unaligned = new NdArray(DType.Of<int>(), [2], new byte[10], 0, [6]).As<int>();
        NdArray<int> overlapping = new NdArray(DType.Of<int>(), [2, 2], new byte[12], 0, [4, 4]).As<int>();

        Assert.Equal("The strides (4, 4) let elements of shape (2, 2) overlap, which a tensor may not: Copy() gives each its own place.", TensorRefusal(overlapping));
        Assert.Equal("The strides (-4,) are not all multiples of 4 from 0 up: Copy() gives an array that can be seen as a tensor.", TensorRefusal(backwards));
        Assert.Equal("The strides (6,) are not all multiples of 4 from 0 up: Copy() gives an array that can be seen as a tensor.", TensorRefusal(unaligned));
        Assert.Equal("The elements are kept in the byte order of '>i4': Copy() or ToArray() gives them in the machine's.", TensorRefusal(NdArray.Create(DType.Parse(">i4"), 2).As<int>()));
        Assert.Equal("The array is read-only: AsReadOnlyTensorSpan() reads it in place, Copy() gives a writable one.", TensorRefusal(ReadOnly()));
    }

    [Fact]
    public void CopyTo_Short_SaysLengths() =>
        Assert.Equal("The destination has room for 1 elements; 2 are needed.", Assert.Throws<ArgumentException>(() => ReadOnly().CopyTo(new int[1])).Message);

    [Fact]
    public void CopyTo_ExactOrLongerDestination_FillsItsStartAlone()
    {
        byte[] bytes = [1, 0, 2, 1];
        NdArray<int> numbers = new[] { 1, 2, 3, 4 };
        NdArray<bool> flags = NdArray.FromBuffer<bool>(bytes);
        NdArray<string> texts = new[] { "a", "b", "c", "d" };

        Check(numbers, [1, 2, 3, 4], 9);
        Check(numbers.Reshape(2, 2).Transpose(), [1, 3, 2, 4], 9);
        Check(numbers.ToNdArray().To(DType.Parse(">i4")).As<int>(), [1, 2, 3, 4], 9);
        Check(flags, [true, false, true, true], true);
        Check(flags.Reshape(2, 2).Transpose(), [true, true, false, true], true);
        Check(texts, ["a", "b", "c", "d"], "z");
        Check(texts.Reshape(2, 2).Transpose(), ["a", "c", "b", "d"], "z");

        static void Check<T>(NdArray<T> array, T[] expected, T other)
        {
            var exact = new T[4];
            T[] longer = [other, other, other, other, other, other];

            array.CopyTo(exact);
            array.CopyTo(longer);

            Assert.Equal(expected, exact);
            Assert.Equal([.. expected, other, other], longer);
            Assert.Equal("The destination has room for 3 elements; 4 are needed.", Assert.Throws<ArgumentException>(() => array.CopyTo(new T[3])).Message);
        }
    }

    [Fact]
    public void Reshape_Transposed_Copies()
    {
        NdArray<int> array = new[] { 0, 1, 2, 3, 4, 5 };

        Assert.Equal([0, 3, 1, 4, 2, 5], array.Reshape(2, 3).Transpose().Reshape(-1).AsSpan());
        Assert.Equal([0L, 3, 1, 4, 2, 5], array.Reshape(2, 3).Transpose().To<long>().AsSpan());
    }

    [Fact]
    public void As_Enum_HasTheDTypeOfItsNumbers() => Assert.Equal(DayOfWeek.Friday, NdArray.FromArray(new[] { 5 }).As<DayOfWeek>()[0]);

    private static NdArray<int> ReadOnly(int count = 2) => NdArray.FromBuffer<int>((ReadOnlyMemory<byte>)new byte[4 * count]);

    private static string SpanRefusal(NdArray<int> array) => Assert.Throws<InvalidOperationException>(() => array.AsSpan().Length).Message;

    private static string TensorRefusal(NdArray<int> array) => Assert.Throws<InvalidOperationException>(() => array.AsTensorSpan().Rank).Message;
}
