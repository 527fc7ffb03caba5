using Xunit;

namespace NpyIO.Tests.Sparse;

/// <summary>Sparse matrices made of parts.</summary>
public class SparseMatrixTests
{
    private static readonly long[] Shape = [2, 3];

    private static SparseMatrix Csr() => SparseMatrix.Csr(Shape, new[] { 1.5, 2.5, 3.5 }, new[] { 0, 2, 1 }, new[] { 0, 2, 3 });

    [Fact]
    public void Csr_Parts_AreKept()
    {
        SparseMatrix matrix = Csr();

        Assert.Equal(SparseFormat.Csr, matrix.Format);
        Assert.Equal(Shape, matrix.Shape.ToArray());
        Assert.Equal("float64", matrix.DType.ToString());
        Assert.Equal([0, 2, 1], matrix.Indices.ToArray<int>());
        Assert.Equal([0, 2, 3], matrix.Indptr.ToArray<int>());
        Assert.Equal([1.5, 2.5, 3.5], matrix.Data.ToArray<double>());
        Assert.Equal("SparseMatrix(csr, float64, (2, 3))", matrix.ToString());
    }

    [Fact]
    public void ToDense_EveryFormat_IsTheSameMatrix()
    {
        SparseMatrix[] matrices =
        [
            Csr(),
            SparseMatrix.Csc(Shape, new[] { 1.5, 3.5, 2.5 }, new[] { 0, 1, 0 }, new[] { 0, 1, 2, 3 }),
            SparseMatrix.Coo(Shape, new[] { 2.5, 1.5, 3.5 }, new[] { 0, 0, 1 }, new[] { 2, 0, 1 }),
            SparseMatrix.Bsr(Shape, new[,,] { { { 1.5 }, { 0 } }, { { 0 }, { 3.5 } }, { { 2.5 }, { 0 } } }, new[] { 0, 1, 2 }, new[] { 0, 3 }),
            SparseMatrix.Dia(Shape, new[,] { { 1.5, 3.5, 9 }, { 9, 9, 2.5 } }, new[] { 0, 2 }),
        ];

        Assert.All(matrices, matrix => Assert.Equal([1.5, 0, 2.5, 0, 3.5, 0], matrix.ToDense().ToArray<double>()));
        Assert.All(matrices, matrix => Assert.Equal(Shape, matrix.ToDense().Shape.ToArray()));
    }

    /// <summary>A shape can be of int.</summary>
    [Fact]
    public void Create_ShapesOfInt_AreThoseOfLong()
    {
        ReadOnlySpan<int> shape = [2, 3];
        (SparseFormat Format, SparseMatrix Matrix)[] matrices =
        [
            (SparseFormat.Csr, SparseMatrix.Csr(shape, new[] { 1.5, 2.5, 3.5 }, new[] { 0, 2, 1 }, new[] { 0, 2, 3 })),
            (SparseFormat.Csc, SparseMatrix.Csc(shape, new[] { 1.5, 3.5, 2.5 }, new[] { 0, 1, 0 }, new[] { 0, 1, 2, 3 })),
            (SparseFormat.Coo, SparseMatrix.Coo(shape, new[] { 2.5, 1.5, 3.5 }, new[] { 0, 0, 1 }, new[] { 2, 0, 1 })),
            (SparseFormat.Bsr, SparseMatrix.Bsr(shape, new[,,] { { { 1.5 }, { 0 } }, { { 0 }, { 3.5 } }, { { 2.5 }, { 0 } } }, new[] { 0, 1, 2 }, new[] { 0, 3 })),
            (SparseFormat.Dia, SparseMatrix.Dia(shape, new[,] { { 1.5, 3.5, 9 }, { 9, 9, 2.5 } }, new[] { 0, 2 })),
        ];

        foreach ((SparseFormat format, SparseMatrix matrix) in matrices)
        {
            Assert.Equal(format, matrix.Format);
            Assert.Equal(Shape, matrix.Shape.ToArray());
            Assert.Equal([1.5, 0, 2.5, 0, 3.5, 0], matrix.ToDense().ToArray<double>());
        }
    }

    /// <summary>Which parts a format has; a coordinate matrix has rows and columns only with two axes.</summary>
    [Fact]
    public void Parts_OfOtherFormats_AreRefused()
    {
        SparseMatrix coo = SparseMatrix.Coo(Shape, new[] { 2.5 }, new[] { 1 }, new[] { 2 }), line = SparseMatrix.Coo([3], new[] { 2.5 }, new[] { 1 });

        Assert.Equal([1], coo.Row.ToArray<int>());
        Assert.Equal([2], coo.Col.ToArray<int>());
        foreach (SparseMatrix without in (SparseMatrix[])[line, Csr()])
        {
            Assert.Throws<InvalidOperationException>(() => without.Row);
            Assert.Throws<InvalidOperationException>(() => without.Col);
        }

        Assert.Equal([1], line.Coords[0].ToArray<int>());
        Assert.Throws<InvalidOperationException>(() => Csr().Coords);
        Assert.Throws<InvalidOperationException>(() => Csr().Offsets);
        Assert.Throws<InvalidOperationException>(() => coo.Indices);
    }

    [Fact]
    public void AsArray_AsMatrix_ChangesOnlyThat()
    {
        SparseMatrix matrix = Csr(), array = matrix.AsArray();

        Assert.Equal((false, true, false), (matrix.IsArray, array.IsArray, array.AsMatrix().IsArray));
        Assert.Same(matrix, matrix.AsMatrix());
        Assert.Same(array, array.AsArray());
        Assert.Equal((matrix.Format, matrix.ToString()), (array.Format, array.AsMatrix().ToString()));
        Assert.Equal(matrix.ToDense(), array.AsMatrix().ToDense());
        Assert.Equal(matrix.ToDense(), array.ToDense());
    }

    [Fact]
    public void ToDense_ValuesAtOnePlace_AreAddedUp()
    {
        int[] row = [0, 0, 0], col = [1, 1, 1];

        Assert.Equal([0, 6], SparseMatrix.Coo([1, 2], new[] { 1, 2, 3 }, row, col).ToDense().ToArray<int>());
        Assert.Equal([0, 44], SparseMatrix.Coo([1, 2], new byte[] { 100, 100, 100 }, row, col).ToDense().ToArray<byte>());
        Assert.Equal([false, true], SparseMatrix.Coo([1, 2], new[] { true, true, false }, row, col).ToDense().ToArray<bool>());
    }

    [Fact]
    public void ToDense_LongDoublesAtOnePlace_CannotBeAddedUp()
    {
        SparseMatrix matrix = SparseMatrix.Coo([1, 2], new LongDouble[] { 1, 2 }, new[] { 0, 0 }, new[] { 1, 1 });

        Assert.Equal([0, 2], SparseMatrix.Coo([1, 2], new LongDouble[] { 0, 2 }, new[] { 0, 0 }, new[] { 1, 1 }).ToDense().ToArray<LongDouble>());
        Assert.Equal(
            "Several values have one place; those of '<f16' cannot be added up.",
            Assert.Throws<InvalidOperationException>(matrix.ToDense).Message);
    }

    [Fact]
    public void ToDense_Text_HasNoDenseForm() =>
        Assert.Equal(
            "Values of '<U1' are not numbers: a sparse matrix of them has no dense form.",
            Assert.Throws<InvalidOperationException>(SparseMatrix.Coo([1, 2], new[] { "a" }, new[] { 0 }, new[] { 1 }).ToDense).Message);

    [Fact]
    public void ToDense_ShapeBeyondMemory_Throws()
    {
        int[] none = [];
        SparseMatrix matrix = SparseMatrix.Coo([1L << 40, 1L << 40], Array.Empty<double>(), none, none);

        matrix.Verify();
        Assert.Equal(
            "A dense array of the shape (1099511627776, 1099511627776) is beyond any memory.",
            Assert.Throws<InvalidOperationException>(matrix.ToDense).Message);
    }

    [Fact]
    public void ToDense_ShapeBeyondMemoryThoughOneAxisIsEmpty_Throws()
    {
        int[] none = [];
        foreach (long[] shape in (long[][])[[0, 1L << 40, 1L << 40], [1L << 40, 0, 1L << 40], [1L << 40, 1L << 40, 0]])
        {
            SparseMatrix matrix = SparseMatrix.Coo(shape, Array.Empty<double>(), none, none, none);

            matrix.Verify();
            Assert.StartsWith("A dense array of the shape (", Assert.Throws<InvalidOperationException>(matrix.ToDense).Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, SparseMatrix.Coo([0, 1L << 30, 1L << 29], Array.Empty<double>(), none, none, none).ToDense().Count);
    }

    [Fact]
    public void ToDense_BigEndianParts_AreUnderstood()
    {
        NdArray data = NdArray.FromBuffer([0, 1, 0, 2], DType.Parse(">i2")), indices = NdArray.FromBuffer([0, 0, 0, 1, 0, 0, 0, 0], DType.Parse(">i4"));

        Assert.Equal([0, 1, 2, 0], SparseMatrix.Csr([2, 2], data, indices, new long[] { 0, 1, 2 }).ToDense().ToArray<short>());
    }

    [Fact]
    public void Coo_OfThreeAxes_IsAnArray()
    {
        SparseMatrix matrix = SparseMatrix.Coo([2, 2, 2], new[] { 7 }, new[] { 1 }, new[] { 0 }, new[] { 1 });

        Assert.True(matrix.IsArray);
        Assert.Equal([0, 0, 0, 0, 0, 7, 0, 0], matrix.ToDense().ToArray<int>());
        Assert.Equal(
            "SciPy's matrices have two axes; of the shape (2, 2, 2) there are only arrays.",
            Assert.Throws<InvalidOperationException>(matrix.AsMatrix).Message);
    }

    [Fact]
    public void AsArray_OfAMatrix_IsTheOtherFlavour()
    {
        SparseMatrix matrix = Csr();

        Assert.False(matrix.IsArray);
        Assert.True(matrix.AsArray().IsArray);
        Assert.False(matrix.AsArray().AsMatrix().IsArray);
        Assert.Same(matrix.Data, matrix.AsArray().Data);
    }

    [Fact]
    public void Parts_OfAnotherFormat_Throw()
    {
        SparseMatrix dia = SparseMatrix.Dia(Shape, new[,] { { 1.0 } }, new[] { 0 });
        SparseMatrix line = SparseMatrix.Coo([3], new[] { 1.0 }, new[] { 0 });

        Assert.Equal("A dia matrix has no Indices of this kind: use Offsets.", Assert.Throws<InvalidOperationException>(() => dia.Indices).Message);
        Assert.Equal("A dia matrix has no Coords of this kind: use Offsets.", Assert.Throws<InvalidOperationException>(() => dia.Coords).Message);
        Assert.Equal("A csr matrix has no Offsets of this kind: use Indices and Indptr.", Assert.Throws<InvalidOperationException>(() => Csr().Offsets).Message);
        Assert.Equal("A coo matrix has no Row of this kind: use Coords.", Assert.Throws<InvalidOperationException>(() => line.Row).Message);
        Assert.Equal("A coo matrix has no Indptr of this kind: use Coords.", Assert.Throws<InvalidOperationException>(() => line.Indptr).Message);
    }

    public static TheoryData<string, Func<SparseMatrix>> Misfits { get; } = new()
    {
        { "data has the shape (1, 1), where 1 axis is expected", () => SparseMatrix.Csr(Shape, new[,] { { 1.0 } }, new[] { 0 }, new[] { 0, 1, 1 }) },
        { "indices has the dtype '<f8', where integers are expected", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 0.0 }, new[] { 0, 1, 1 }) },
        { "indices has the shape (1, 1), where 1 axis is expected", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[,] { { 0 } }, new[] { 0, 1, 1 }) },
        { "indptr has the dtype '|b1', where integers are expected", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 0 }, new[] { false, true, true }) },
        { "indptr has 2 elements, where one for each row of the shape (2, 3) and one more are expected", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 0 }, new[] { 0, 1 }) },
        { "indptr has 3 elements, where one for each column of the shape (2, 3) and one more are expected", () => SparseMatrix.Csc(Shape, new[] { 1.0 }, new[] { 0 }, new[] { 0, 1, 1 }) },
        { "indices has 2 elements, where one for each value is expected, of which there are 1", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 0, 1 }, new[] { 0, 1, 1 }) },
        { "indptr begins with 1", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 0 }, new[] { 1, 1, 1 }) },
        { "indptr ends with 2, but there are 1 indices", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 0 }, new[] { 0, 1, 2 }) },
        { "indptr ends with -1, but there are 1 indices", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 0 }, new[] { 0, 1, -1 }) },
        { "the shape (2, 3, 4) has a number of axes that a csr matrix cannot have", () => SparseMatrix.Csr([2, 3, 4], new[] { 1.0 }, new[] { 0 }, new[] { 0, 1, 1 }) },
        { "the shape (3,) has a number of axes that a csc matrix cannot have", () => SparseMatrix.Csc([3], new[] { 1.0 }, new[] { 0 }, new[] { 0, 1 }) },
        { "the shape () has a number of axes that a coo matrix cannot have", () => SparseMatrix.Coo(ReadOnlySpan<long>.Empty, new[] { 1.0 }) },
        { "the shape (2, -3) has an axis of length -3", () => SparseMatrix.Csr([2, -3], new[] { 1.0 }, new[] { 0 }, new[] { 0, 1, 1 }) },
        { "data has the shape (1,), where 3 axes are expected", () => SparseMatrix.Bsr(Shape, new[] { 1.0 }, new[] { 0 }, new[] { 0, 1 }) },
        { "the shape (2, 3) is not a whole number of blocks of 1 × 2", () => SparseMatrix.Bsr(Shape, new[,,] { { { 1.0, 2 } } }, new[] { 0 }, new[] { 0, 1, 1 }) },
        { "the shape (2, 3) is not a whole number of blocks of 1 × 0", () => SparseMatrix.Bsr(Shape, new double[1, 1, 0], new[] { 0 }, new[] { 0, 1, 1 }) },
        { "indptr has 3 elements, where one for each row of blocks of the shape (2, 3) and one more are expected", () => SparseMatrix.Bsr(Shape, new double[1, 2, 3], new[] { 0 }, new[] { 0, 1, 1 }) },
        { "indices has 2 elements, where one for each block is expected, of which there are 1", () => SparseMatrix.Bsr(Shape, new double[1, 2, 3], new[] { 0, 0 }, new[] { 0, 1 }) },
        { "there are coordinates of 1 axes for the shape (2, 3)", () => SparseMatrix.Coo(Shape, new[] { 1.0 }, new[] { 0 }) },
        { "col has 2 elements, where one for each value is expected, of which there are 1", () => SparseMatrix.Coo(Shape, new[] { 1.0 }, new[] { 0 }, new[] { 0, 1 }) },
        { "row has the dtype '<f4', where integers are expected", () => SparseMatrix.Coo(Shape, new[] { 1.0 }, new[] { 0f }, new[] { 0 }) },
        { "coords has 0 elements, where one for each value is expected, of which there are 1", () => SparseMatrix.Coo([3], new[] { 1.0 }, Array.Empty<int>()) },
        { "data has the shape (1,), where 2 axes are expected", () => SparseMatrix.Dia(Shape, new[] { 1.0 }, new[] { 0 }) },
        { "offsets has 2 elements, where one for each diagonal is expected, of which there are 1", () => SparseMatrix.Dia(Shape, new[,] { { 1.0 } }, new[] { 0, 1 }) },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Create_PartsThatDoNotFit_Throw(string problem, Func<SparseMatrix> create) =>
        Assert.Equal($"The parts make no sparse matrix: {problem}.", Assert.Throws<ArgumentException>(create).Message);

    public static TheoryData<string, Func<SparseMatrix>> WrongIndices { get; } = new()
    {
        { "element 0 of indices is 3, where there are 3 (in 'indices')", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { 3 }, new[] { 0, 1, 1 }) },
        { "element 0 of indices is -1, where there are 2 (in 'indices')", () => SparseMatrix.Csc(Shape, new[] { 1.0 }, new[] { -1 }, new[] { 0, 1, 1, 1 }) },
        { "element 0 of indices is -1, where there are 3 (in 'indices')", () => SparseMatrix.Csr(Shape, new[] { 1.0 }, new[] { ulong.MaxValue }, new[] { 0, 1, 1 }) },
        { "element 0 of indices is 1, where there are 1 (in 'indices')", () => SparseMatrix.Bsr(Shape, new double[1, 2, 3], new[] { 1 }, new[] { 0, 1 }) },
        { "indptr goes from 2 to 1 at element 2, with 2 indices (in 'indptr')", () => SparseMatrix.Csr(Shape, new[] { 1.0, 2 }, new[] { 0, 1 }, new[] { 0, 2, 1 }) },
        { "indptr goes from 0 to 9 at element 1, with 2 indices (in 'indptr')", () => SparseMatrix.Csr(Shape, new[] { 1.0, 2 }, new[] { 0, 1 }, new[] { 0, 9, 1 }) },
        { "the index of value 1 along axis 0 is 2, where there are 2 (in 'row')", () => SparseMatrix.Coo(Shape, new[] { 1.0, 2 }, new[] { 0, 2 }, new[] { 0, 0 }) },
        { "the index of value 0 along axis 1 is -3, where there are 3 (in 'col')", () => SparseMatrix.Coo(Shape, new[] { 1.0, 2 }, new[] { 0, 1 }, new[] { -3, 0 }) },
        { "the index of value 0 along axis 0 is 3, where there are 3 (in 'coords')", () => SparseMatrix.Coo([3], new[] { 1.0 }, new[] { 3 }) },
        { "the offset 1 is there twice (in 'offsets')", () => SparseMatrix.Dia(Shape, new double[2, 3], new[] { 1, 1 }) },
    };

    [Theory]
    [MemberData(nameof(WrongIndices))]
    public void Verify_WrongIndex_Throws(string problem, Func<SparseMatrix> create)
    {
        SparseMatrix matrix = create();

        NpyFormatException fromVerify = Assert.Throws<NpyFormatException>(matrix.Verify);
        NpyFormatException fromDense = Assert.Throws<NpyFormatException>(matrix.ToDense);

        Assert.Equal("The sparse matrix has a wrong index: " + problem, fromVerify.Message);
        Assert.Equal(fromVerify.Message, fromDense.Message);
        Assert.Equal((NpyFormatReason.BadSparseMatrix, 0L), (fromVerify.Reason, fromVerify.Offset));
        Assert.EndsWith($" (in '{fromVerify.EntryName}')", problem, StringComparison.Ordinal);
        Assert.Contains($" {fromVerify.Found}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(3)]
    [InlineData(-2)]
    public void ToDense_DiagonalOutsideTheShape_IsLeftOut(long offset) =>
        Assert.Equal(new int[6], SparseMatrix.Dia(Shape, new[,] { { 1, 2, 3, 4 } }, new[] { offset }).ToDense().ToArray<int>());

    public static TheoryData<string> Numbers => ["?", "i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "<f16", ">f16", "<c8", ">c8", "<c16", ">c16", "<c32", ">c32"];

    /// <summary>Values of every type keep it, and those at one place are added up, except where they cannot be.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void ToDense_EveryNumber_IsOfItsTypeAndAddedUp(string type)
    {
        DType dtype = DType.Parse(type);
        NdArray values = NdArray.FromArray(new[] { 1, 0, 1 }).To(dtype, Casting.Unsafe);
        int[] row = [1, 1, 0];
        int[] apart = [2, 1, 0], together = [2, 2, 2];

        NdArray dense = SparseMatrix.Coo(Shape, values, row, apart).ToDense();

        Assert.Equal(dtype.WithByteOrder(ByteOrder.LittleEndian), dense.DType);
        Assert.Equal([1.0, 0, 0, 0, 0, 1], dense.To<System.Numerics.Complex>(Casting.Unsafe).ToArray().Select(value => value.Real));

        NdArray twos = NdArray.FromArray(new[] { 1, 1, 1 }).To(dtype, Casting.Unsafe);
        SparseMatrix sum = SparseMatrix.Coo(Shape, twos, row, together);
        if (type[1..] is "f16" or "c32")
            Assert.Throws<InvalidOperationException>(sum.ToDense);
        else
            Assert.Equal([0, 0, 1, 0, 0, type == "?" ? 1.0 : 2], sum.ToDense().To<System.Numerics.Complex>(Casting.Unsafe).ToArray().Select(value => value.Real));
    }

    /// <summary>By the definition: the value in column j of the data is that in column j of its diagonal.</summary>
    [Fact]
    public void ToDense_AnyDiagonals_AreWhereTheDefinitionSays()
    {
        foreach ((int rows, int columns) in ((int, int)[])[(1, 1), (2, 3), (3, 2), (4, 4), (5, 2), (0, 3), (3, 0)])
        {
            for (int width = 0; width <= columns + 2; width++)
            {
                long[] offsets = [.. Enumerable.Range(-rows - 1, rows + columns + 3).Select(offset => (long)offset)];
                var data = new int[offsets.Length, width];
                var expected = new int[rows, columns];
                for (int diagonal = 0; diagonal < offsets.Length; diagonal++)
                {
                    for (int column = 0; column < width; column++)
                    {
                        data[diagonal, column] = (100 * diagonal) + column + 1;
                        long row = column - offsets[diagonal];
                        if (row >= 0 && row < rows && column < columns)
                            expected[row, column] = data[diagonal, column];
                    }
                }

                Assert.Equal(expected.Cast<int>(), SparseMatrix.Dia([rows, columns], data, offsets).ToDense().ToArray<int>());
            }
        }
    }

    /// <summary>Blocks that are no squares, in several rows and columns of blocks.</summary>
    [Fact]
    public void ToDense_BlocksInEveryPlace_AreWhereTheDefinitionSays()
    {
        var expected = new int[6, 12];
        var data = new int[12, 2, 3];
        for (int row = 0; row < 6; row++)
        {
            for (int column = 0; column < 12; column++)
            {
                expected[row, column] = (100 * row) + column + 1;
                data[(row / 2 * 4) + (3 - (column / 3)), row % 2, column % 3] = expected[row, column];
            }
        }

        SparseMatrix matrix = SparseMatrix.Bsr([6, 12], data, new[] { 3, 2, 1, 0, 3, 2, 1, 0, 3, 2, 1, 0 }, new[] { 0, 4, 8, 12 });

        Assert.Equal(expected.Cast<int>(), matrix.ToDense().ToArray<int>());
    }

    [Fact]
    public void Csr_OfOneAxis_IsAnArrayOfOneRow()
    {
        SparseMatrix matrix = SparseMatrix.Csr([4], new[] { 7, 8, 9 }, new[] { 3, 0, 2 }, new[] { 0, 2 });

        Assert.True(matrix.IsArray);
        Assert.Equal([4L], matrix.ToDense().Shape.ToArray());
        Assert.Equal([8, 0, 0, 7], matrix.ToDense().ToArray<int>());
        Assert.Throws<NpyFormatException>(SparseMatrix.Csr([3], new[] { 7 }, new[] { 3 }, new[] { 0, 1 }).Verify);
    }

    /// <summary>SciPy takes more values than indptr says, and does not look at them.</summary>
    [Fact]
    public void ToDense_ValuesBehindTheLast_AreLeftOut()
    {
        SparseMatrix matrix = SparseMatrix.Csr(Shape, new[] { 1, 2, 3 }, new[] { 2, 0, 99 }, new[] { 0, 1, 2 });

        matrix.Verify();
        Assert.Equal([0, 0, 1, 2, 0, 0], matrix.ToDense().ToArray<int>());
    }

    [Fact]
    public void ToDense_LastSizeOf64Bits_IsRefusedByTheMemory()
    {
        int[] none = [];

        Assert.Throws<InsufficientMemoryException>(() => SparseMatrix.Coo([long.MaxValue], Array.Empty<byte>(), none).ToDense());
        Assert.StartsWith("A dense array of the shape (", Assert.Throws<InvalidOperationException>(() => SparseMatrix.Coo([1L << 32, 1L << 31], Array.Empty<byte>(), none, none).ToDense()).Message, StringComparison.Ordinal);
    }
}
