using System.Numerics.Tensors;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Testing;

/// <summary><see cref="NpyAssert"/> of arrays, files and archives. The texts of differences themselves are those of <see cref="ArrayDifference"/>.</summary>
public sealed class NpyAssertTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_SameArrays_Passes()
    {
        NpyAssert.Equal(new[] { 1.0, double.NaN }, new[] { 1.0, double.NaN });
        NpyAssert.Equal(new int[,] { { 1, 2 } }, NdArray.Create([1, 2], 1, 2));
        NpyAssert.Equal(new[] { "a", "bc" }, new[] { "a", "bc" });
        NpyAssert.Equal(NdArray.Create<float>(0, 3), new float[0, 3]);
    }

    [Fact]
    public void Equal_OtherValues_SaysWhatNumPySays() => Fails(
        "Arrays are not equal\n\nMismatched elements: 1 / 3 (33.3%)\nMismatch at index:\n [2]: 4.0 (ACTUAL), 3.0 (DESIRED)\nMax absolute difference among violations: 1.\nMax relative difference among violations: 0.33333333\n ACTUAL: array([1., 2., 4.])\n DESIRED: array([1., 2., 3.])",
        () => NpyAssert.Equal(new[] { 1.0, 2, 3 }, new[] { 1.0, 2, 4 }));

    [Fact]
    public void Equal_OtherShapeOrDType_Fails()
    {
        Assert.Contains("shape", Failure(() => NpyAssert.Equal(new[] { 1, 2 }, new[,] { { 1, 2 } })), StringComparison.Ordinal);
        Assert.Contains("dtypes int32, float64 mismatch", Failure(() => NpyAssert.Equal(new[] { 1.0 }, new[] { 1 })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f8", "<f4", "convert the actual array with To<double>(), or compare values alone with new CompareOptions { Strict = false }")]
    [InlineData("<f4", "<f8", "convert the actual array with To<float>(Casting.Checked), or compare values alone with new CompareOptions { Strict = false }")]
    [InlineData(">f4", "<i8", "convert the actual array with To<float>(Casting.Checked), or compare values alone with new CompareOptions { Strict = false }")]
    [InlineData("<c16", "<c8", "convert the actual array with To<Complex>(), or compare values alone with new CompareOptions { Strict = false }")]
    [InlineData("<M8[us]", "<M8[ns]", "convert the actual array with To(DType.Parse(\"<M8[us]\"), Casting.Checked), or compare values alone with new CompareOptions { Strict = false }")]
    [InlineData("<M8[ns]", "<M8[us]", "convert the actual array with To(DType.Parse(\"<M8[ns]\")), or compare values alone with new CompareOptions { Strict = false }")]
    [InlineData("<U5", "<U3", "compare values alone with new CompareOptions { Strict = false }")]
    public void Equal_OtherDType_SaysWhatToDo(string expected, string actual, string advice)
    {
        NdArray desired = NdArray.Create(DType.Parse(expected), 2), got = NdArray.Create(DType.Parse(actual), 2);
        string message = Failure(() => NpyAssert.Equal(desired, got));

        Assert.EndsWith($"\nIf the dtypes may differ: {advice}.", message, StringComparison.Ordinal);
        NpyAssert.Equal(desired, got, new CompareOptions { Strict = false });
        if (advice.StartsWith("convert", StringComparison.Ordinal))
            NpyAssert.Equal(desired, got.To(desired.DType, Casting.Checked));
        Assert.Contains($"\nIf the dtypes may differ: {advice}.", Failure(() => NpyAssert.Equal(new Dictionary<string, NdArray> { ["a"] = desired }, [("a", got)])), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_DTypesWithoutAConversion_GivesNoAdvice()
    {
        foreach ((NdArray expected, NdArray actual) in new (NdArray, NdArray)[]
        {
            (new[] { 1 }, NdArray.Create(DType.Parse("[('a', '<i4')]"), 1)),
            (NdArray.Create(DType.Parse("[('a', '<i4')]"), 1), new[] { 1 }),
            (new[] { 1.0, 2 }, new[] { 1f }),
        })
        {
            Assert.DoesNotContain("may differ", Failure(() => NpyAssert.Equal(expected, actual)), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("may differ", Failure(() => NpyAssert.Equal(new[] { 1 }, new[] { "1" }, new CompareOptions { Strict = false })), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_NotStrict_ComparesValues()
    {
        NpyAssert.Equal(new[] { 1.0, 1 }, new[] { 1, 1 }, new CompareOptions { Strict = false });
        NpyAssert.Equal(new[] { 1.0, 1 }, NdArray.FromArray(new[] { 1 }).Reshape([]), new CompareOptions { Strict = false });
    }

    [Fact]
    public void Equal_NaNThatMustNotBeEqual_Fails() =>
        Failure(() => NpyAssert.Equal(new[] { double.NaN }, new[] { double.NaN }, new CompareOptions { EqualNaN = false }));

    [Fact]
    public void AllClose_AroundTheTolerance_PassesAndFails()
    {
        NpyAssert.AllClose(new[] { 100.0 }, new[] { 101.0 }, rtol: 0.01);
        Assert.Contains("Not equal to tolerance rtol=0.01, atol=0", Failure(() => NpyAssert.AllClose(new[] { 100.0 }, new[] { 101.01 }, rtol: 0.01)), StringComparison.Ordinal);
        NpyAssert.AllClose(new[] { 0.0 }, new[] { 0.5 }, atol: 0.5);
        Failure(() => NpyAssert.AllClose(new[] { 0.0 }, new[] { 0.5 }));
    }

    [Fact]
    public void AllClose_DefaultTolerance_IsThatOfAssertAllClose()
    {
        NpyAssert.AllClose(new[] { 1e7 }, new[] { 1e7 + 1 });
        Assert.Contains("rtol=1e-07, atol=0", Failure(() => NpyAssert.AllClose(new[] { 1e7 }, new[] { 1e7 + 1.01 })), StringComparison.Ordinal);
    }

    [Fact]
    public void AllClose_OptionsWithTolerances_AreRefused()
    {
        foreach (CompareOptions options in (CompareOptions[])[new() { Rtol = 0.1 }, new() { Atol = 1 }])
        {
            var error = Assert.Throws<ArgumentException>(() => NpyAssert.AllClose(new[] { 1.0 }, new[] { 1.0 }, options: options));
            Assert.Equal("The options have tolerances, but AllClose has its own: give them as rtol and atol, or call Equal with the options. (Parameter 'options')", error.Message);
        }
    }

    [Fact]
    public void Equal_SpansAndTensors_AreCompared()
    {
        Span<float> actual = [1, 2, 3, 4];
        NpyAssert.Equal<float>([1, 2, 3, 4], actual);
        NpyAssert.Equal(new float[] { 1, 2, 3, 4 }, actual);
        NpyAssert.AllClose(new float[] { 1, 2, 3, 4 }, actual);
        Tensor<float> tensor = Tensor.Create([1f, 2, 3, 4], [2, 2]);
        NpyAssert.Equal(new float[,] { { 1, 2 }, { 3, 4 } }, tensor);
        NpyAssert.AllClose(new float[,] { { 1, 2 }, { 3, 4 } }, tensor.AsReadOnlyTensorSpan());
        // A view that is not contiguous.
        NpyAssert.Equal(new float[,] { { 2 }, { 4 } }, tensor.AsReadOnlyTensorSpan()[0..2, 1..2]);
        NpyAssert.Equal<float>(new float[,] { { 1, 2 }, { 3, 4 } }, tensor.AsTensorSpan());
        NpyAssert.Equal(tensor, Tensor.Create([1f, 2, 3, 4], [2, 2]));
        NpyAssert.AllClose(tensor, tensor);
        Failure(() => NpyAssert.Equal(tensor, Tensor.Create([1f, 2, 3, 4], [4])));
        Failure(() => NpyAssert.Equal(new float[] { 1, 2, 3, 4 }, tensor));
        Failure(() => NpyAssert.Equal(new float[] { 1, 2, 3, 5 }, [1f, 2, 3, 4]));
    }

    [Fact]
    public void Equal_FileOfOneArray_IsCompared()
    {
        string path = _folder.PathOf("x.npy");
        Npy.Save(path, new[] { 1.0, 2 });

        NpyAssert.Equal(path, new[] { 1.0, 2 });
        NpyAssert.Equal(path, [1.0, 2]);
        NpyAssert.AllClose(path, new[] { 1.0, 2 + 1e-9 });
        Assert.EndsWith($"\n\nExpected: {path}", Failure(() => NpyAssert.Equal(path, new[] { 1.0, 3 })), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => NpyAssert.Equal(_folder.PathOf("missing.npy"), new[] { 1.0 }));
    }

    [Fact]
    public void Equal_Archive_IsComparedByName()
    {
        string path = _folder.PathOf("x.npz");
        Npz.Save(path, ("a", new[] { 1.0, 2 }), ("b", new[] { 1, 2 }), ("c", new[] { true }));

        NpyAssert.Equal(path, [("c", new[] { true }), ("a", new[] { 1.0, 2 }), ("b", new[] { 1, 2 })]);
        NpyAssert.AllClose(path, [("c", new[] { true }), ("a", new[] { 1.0, 2 + 1e-9 }), ("b", new[] { 1, 2 })]);
        string message = Failure(() => NpyAssert.Equal(path, [("a", new[] { 1.0, 3 }), ("b", new[] { 1, 2 }), ("d", new[,] { { 1L, 2 } })]));

        Assert.StartsWith("3 of 4 arrays differ.\n\n'a': Arrays are not equal\n", message, StringComparison.Ordinal);
        Assert.Contains("\n\n'c': expected, but missing: bool of shape (1,)\n\n'd': not expected, but there: int64 of shape (1, 2)\n\n", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'b'", message, StringComparison.Ordinal);
        Assert.EndsWith($"Expected: {path}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_NameTwice_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => NpyAssert.Equal(_folder.PathOf("x.npz"), [("a", new[] { 1 }), ("a", new[] { 1 })]));
        Assert.Equal("Two of the arrays have the name 'a'. (Parameter 'actual')", error.Message);
    }

    [Fact]
    public void Equal_Dictionaries_AreComparedByName()
    {
        Dictionary<string, NdArray> expected = new() { ["a"] = new[] { 1.0 } };
        NpyAssert.Equal(expected, [("a", new[] { 1.0 })]);
        NpyAssert.AllClose(expected, [("a", new[] { 1.0 + 1e-9 })]);
        NpyAssert.Equal(expected, expected);
        Failure(() => NpyAssert.Equal(expected, [("b", new[] { 1.0 })]));

        var error = Assert.Throws<ArgumentException>(() => NpyAssert.Equal(expected, [("a", null!)]));
        Assert.Equal("The array 'a' is null. (Parameter 'actual')", error.Message);
        Assert.Throws<ArgumentException>(() => NpyAssert.Equal(new Dictionary<string, NdArray> { ["a"] = null! }, expected));
    }

    /// <summary>What a call with each kind of C# collection means: no overload is ambiguous, and none loses the shape.</summary>
    [Fact]
    public void Equal_EveryKindOfCollection_Compiles()
    {
        byte[] bytes = [1, 2];
        NpyAssert.Equal(bytes, bytes);
        NpyAssert.Equal(bytes, bytes.AsSpan());
        NpyAssert.Equal<byte>(bytes, bytes.AsMemory().Span);
        NpyAssert.Equal(NdArray.Create([1, 2]), NdArray.Create([1, 2]));
        NpyAssert.Equal(new[] { 1, 2 }, NdArray.Create([1, 2]));
        NpyAssert.Equal(new[] { "x" }, new[] { "x" });
        NpyAssert.Equal(new[] { DateTime.UnixEpoch }, new[] { DateTime.UnixEpoch });
        NpyAssert.Equal(NdArray.FromJagged([[1f, 2], [3, 4]]), new float[,] { { 1, 2 }, { 3, 4 } });
        NpyAssert.Equal(new[] { 1, 2 }, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(new List<int> { 1, 2 }));
        NpyAssert.Equal(new[,] { { 1, 2 } }, new[,] { { 1, 2 } });
        Failure(() => NpyAssert.Equal(new[,] { { 1, 2 } }, new[] { 1, 2 }));
    }

    [Fact]
    public void Equal_OtherByteOrder_Passes()
    {
        foreach (string descr in (string[])[">f8", ">i2", ">U3", ">M8[D]", "[('a', '>i4'), ('b', '<f8')]"])
        {
            NdArray stored = NdArray.Create(DType.Parse(descr), 2);
            string path = _folder.PathOf("big.npy");
            Npy.Save(path, stored);

            NpyAssert.Equal(path, stored);
            NpyAssert.Equal(path, Npy.Load(path));
            NpyAssert.Equal(stored, Npy.Load(path));
        }
    }

    private static void Fails(string message, Action assertion) => Assert.Equal(message, Failure(assertion).Trim('\n'));

    private static string Failure(Action assertion) => Assert.Throws<NpyAssertException>(assertion).Message;
}
