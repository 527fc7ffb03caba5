using System.Text;
using CsCheck;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Sparse;

/// <summary>Archives with any arrays under the names of a sparse matrix's parts.</summary>
public class SparseHostileTests
{
    private static readonly string[] Names = ["indices", "indptr", "row", "col", "coords", "offsets"];

    private static readonly Gen<NdArray> Integers = Gen.Frequency(
        (6, Gen.Int[0, 3].Array[2].Select(pair => Untyped(new[] { 0, pair[0], pair[1] }))),
        (2, Gen.Int[-1, 4].Array[3].Select(Untyped)),
        (1, Gen.Long[-1, 4].Array[0, 5].Select(Untyped)),
        (1, Gen.Byte[0, 4].Array[0, 5].Select(Untyped)),
        (1, Gen.Const<NdArray>(new[] { 0, long.MaxValue, long.MinValue })),
        (1, Gen.Const<NdArray>(new[,] { { 0, 1, 1 }, { 1, 0, 1 } })));

    private static readonly Gen<NdArray> Values = Gen.Frequency(
        (4, Gen.Double[-1, 1].Array[3].Select(Untyped)),
        (2, Gen.Double[-1, 1].Array2D[Gen.Const(3), Gen.Int[0, 3]].Select(Untyped)),
        (2, Gen.Const<NdArray>(new float[3, 1, 1])),
        (1, RandomArrays.Any));

    private static readonly Gen<NdArray> Formats = Gen.OneOf(
        Gen.OneOf("csr", "csc", "coo", "bsr", "dia").Select(Text),
        Gen.OneOf("csr", "csc", "coo", "bsr", "dia").Select(Text),
        Gen.OneOf("", "dok", "CSR", "csr\u00ff").Select(Text),
        RandomArrays.Any);

    private static readonly Gen<NdArray> Shapes = Gen.Frequency(
        (6, Gen.Const<NdArray>(new[] { 2, 2 })),
        (1, Gen.Long[-1, 4].Array[0, 4].Select(Untyped)),
        (1, Gen.Const<NdArray>(new[] { 4, long.MaxValue })),
        (1, RandomArrays.Any));

    private static readonly Gen<Dictionary<string, NdArray>> Parts =
        from format in Formats
        from shape in Shapes
        from data in Values
        from flag in Gen.Frequency((8, Gen.Const(NdArray.Create(DType.Of<bool>()))), (1, Integers))
        from names in Gen.Shuffle(Names, 4, Names.Length)
        from indexes in Gen.Frequency((6, Integers), (1, Values)).Array[names.Length]
        select All(format, shape, data, flag, names, indexes);

    [Fact]
    public void Load_AnyParts_AreAMatrixOrTheOneException()
    {
        int loaded = 0;
        Parts.Sample(
            parts =>
            {
                try
                {
                    SparseMatrix matrix = SparseMatrix.Load(Npz.Save(parts));
                    Interlocked.Increment(ref loaded);
                    matrix.Verify();
                    if (IsSmallOrBeyondMemory(matrix))
                        matrix.ToDense();
                }
                catch (NpyFormatException e)
                {
                    Assert.NotEmpty(e.Message);
                }
                catch (InvalidOperationException e)
                {
                    Assert.True(e.Message.StartsWith("Values of ", StringComparison.Ordinal) || e.Message.StartsWith("A dense array of ", StringComparison.Ordinal) || e.Message.StartsWith("Several values ", StringComparison.Ordinal), e.Message);
                }
            },
            iter: 3000);

        Assert.True(loaded > 20, $"only {loaded} were matrices");
    }

    /// <summary>A shape between would be tried, which is the caller's wish.</summary>
    private static bool IsSmallOrBeyondMemory(SparseMatrix matrix)
    {
        double count = matrix.Shape.ToArray().Aggregate(1.0, (product, length) => product * Math.Max(1, length));
        return count is < 1e6 or > 1e19;
    }

    private static NdArray Untyped(Array array) => NdArray.FromArray(array);

    private static NdArray Text(string text) => new(DType.Parse($"S{text.Length}"), ReadOnlySpan<long>.Empty, Encoding.Latin1.GetBytes(text));

    private static Dictionary<string, NdArray> All(NdArray format, NdArray shape, NdArray data, NdArray flag, string[] names, NdArray[] indexes)
    {
        Dictionary<string, NdArray> parts = new() { ["format"] = format, ["shape"] = shape, ["data"] = data, ["_is_array"] = flag };
        for (int i = 0; i < names.Length; i++)
            parts[names[i]] = indexes[i];
        return parts;
    }
}
