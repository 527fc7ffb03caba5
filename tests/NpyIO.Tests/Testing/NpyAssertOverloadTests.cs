using System.Numerics.Tensors;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Testing;

/// <summary>Every overload of <see cref="NpyAssert"/> for spans and tensors: what is expected, what is actual, and that options and tolerances reach the comparison.</summary>
public sealed class NpyAssertOverloadTests : IDisposable
{
    private static readonly double[] Expected = [1, double.NaN, 4];

    private readonly TempFolder _folder = new();
    private readonly string _path;
    private readonly string _archive;

    public NpyAssertOverloadTests()
    {
        _path = _folder.PathOf("x.npy");
        Npy.Save(_path, Expected);
        _archive = _folder.PathOf("x.npz");
        Npz.Save(_archive, ("a", Expected));
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, Action<double[], CompareOptions?>> EqualForms => new()
    {
        ["array, array"] = (actual, options) => NpyAssert.Equal((NdArray)Expected, (NdArray)actual, options),
        ["path, array"] = (actual, options) => NpyAssert.Equal(_path, (NdArray)actual, options),
        ["span, span"] = (actual, options) => NpyAssert.Equal<double>(Expected.AsSpan(), actual.AsSpan(), options),
        ["array, span"] = (actual, options) => NpyAssert.Equal<double>((NdArray)Expected, actual.AsSpan(), options),
        ["path, span"] = (actual, options) => NpyAssert.Equal<double>(_path, actual.AsSpan(), options),
        ["array, tensor span"] = (actual, options) => NpyAssert.Equal((NdArray)Expected, new ReadOnlyTensorSpan<double>(actual), options),
        ["path, tensor span"] = (actual, options) => NpyAssert.Equal(_path, new ReadOnlyTensorSpan<double>(actual), options),
        ["array, tensor"] = (actual, options) => NpyAssert.Equal((NdArray)Expected, Tensor.Create(actual), options),
        ["path, tensor"] = (actual, options) => NpyAssert.Equal(_path, Tensor.Create(actual), options),
        ["tensor, tensor"] = (actual, options) => NpyAssert.Equal(Tensor.Create(Expected), Tensor.Create(actual), options),
        ["dictionary, dictionary"] = (actual, options) => NpyAssert.Equal(Named(Expected), Named(actual), options),
        ["archive, dictionary"] = (actual, options) => NpyAssert.Equal(_archive, Named(actual), options),
        ["dictionary, tuples"] = (actual, options) => NpyAssert.Equal(Named(Expected), [("a", actual)], options),
        ["archive, tuples"] = (actual, options) => NpyAssert.Equal(_archive, [("a", actual)], options),
    };

    private Dictionary<string, Action<double[], double, double, CompareOptions?>> CloseForms => new()
    {
        ["array, array"] = (actual, rtol, atol, options) => NpyAssert.AllClose((NdArray)Expected, (NdArray)actual, rtol, atol, options),
        ["path, array"] = (actual, rtol, atol, options) => NpyAssert.AllClose(_path, (NdArray)actual, rtol, atol, options),
        ["span, span"] = (actual, rtol, atol, options) => NpyAssert.AllClose<double>(Expected.AsSpan(), actual.AsSpan(), rtol, atol, options),
        ["array, span"] = (actual, rtol, atol, options) => NpyAssert.AllClose<double>((NdArray)Expected, actual.AsSpan(), rtol, atol, options),
        ["path, span"] = (actual, rtol, atol, options) => NpyAssert.AllClose<double>(_path, actual.AsSpan(), rtol, atol, options),
        ["array, tensor span"] = (actual, rtol, atol, options) => NpyAssert.AllClose((NdArray)Expected, new ReadOnlyTensorSpan<double>(actual), rtol, atol, options),
        ["path, tensor span"] = (actual, rtol, atol, options) => NpyAssert.AllClose(_path, new ReadOnlyTensorSpan<double>(actual), rtol, atol, options),
        ["array, tensor"] = (actual, rtol, atol, options) => NpyAssert.AllClose((NdArray)Expected, Tensor.Create(actual), rtol, atol, options),
        ["path, tensor"] = (actual, rtol, atol, options) => NpyAssert.AllClose(_path, Tensor.Create(actual), rtol, atol, options),
        ["tensor, tensor"] = (actual, rtol, atol, options) => NpyAssert.AllClose(Tensor.Create(Expected), Tensor.Create(actual), rtol, atol, options),
        ["dictionary, dictionary"] = (actual, rtol, atol, options) => NpyAssert.AllClose(Named(Expected), Named(actual), rtol, atol, options),
        ["archive, dictionary"] = (actual, rtol, atol, options) => NpyAssert.AllClose(_archive, Named(actual), rtol, atol, options),
        ["dictionary, tuples"] = (actual, rtol, atol, options) => NpyAssert.AllClose(Named(Expected), [("a", actual)], rtol, atol, options),
        ["archive, tuples"] = (actual, rtol, atol, options) => NpyAssert.AllClose(_archive, [("a", actual)], rtol, atol, options),
    };

    [Fact]
    public void Equal_EveryForm_ComparesByTheOptions()
    {
        foreach ((string form, Action<double[], CompareOptions?> equal) in EqualForms)
        {
            equal([1, double.NaN, 4], null);
            equal([1, double.NaN, 5], new CompareOptions { Atol = 1 });
            Fails(form, "[2]: 5.0 (ACTUAL), 4.0 (DESIRED)", () => equal([1, double.NaN, 5], null));
            Fails(form, "[1]: nan (ACTUAL), nan (DESIRED)", () => equal([1, double.NaN, 4], new CompareOptions { EqualNaN = false }));
        }
    }

    /// <summary>The tolerance is relative to what is expected: 0.5 is an eighth of 4, and a ninth of 4.5.</summary>
    [Fact]
    public void AllClose_EveryForm_HasBothTolerancesAndTheOptions()
    {
        double[] actual = [1, double.NaN, 4.5];
        foreach ((string form, Action<double[], double, double, CompareOptions?> close) in CloseForms)
        {
            close(actual, 0.125, 0, null);
            close(actual, 0, 0.5, null);
            close(actual, 0.0625, 0.25, null);
            Fails(form, "[2]: 4.5 (ACTUAL), 4.0 (DESIRED)", () => close(actual, 0.12, 0, null));
            Fails(form, "[2]: 4.5 (ACTUAL), 4.0 (DESIRED)", () => close(actual, 0, 0.49, null));
            Fails(form, "nan (ACTUAL), nan (DESIRED)", () => close(actual, 0.125, 0, new CompareOptions { EqualNaN = false }));
            Assert.Throws<ArgumentException>(() => close(actual, 0.125, 0, new CompareOptions { Atol = 1 }));
            Assert.Throws<ArgumentException>(() => close(actual, 0.125, 0, new CompareOptions { Rtol = 1 }));
        }
    }

    /// <summary>Without tolerances, 1e-7 of what is expected and nothing else, as in NumPy.</summary>
    [Fact]
    public void AllClose_EveryFormWithoutTolerances_HasThoseOfNumPy()
    {
        foreach ((double value, bool isClose) in ((double, bool)[])[(4 + 3.9e-7, true), (4 + 4.1e-7, false)])
        {
            double[] actual = [1, double.NaN, value];
            foreach (Action assertion in (Action[])
            [
                () => NpyAssert.AllClose((NdArray)Expected, (NdArray)actual),
                () => NpyAssert.AllClose(_path, (NdArray)actual),
                () => NpyAssert.AllClose<double>(Expected.AsSpan(), actual.AsSpan()),
                () => NpyAssert.AllClose<double>((NdArray)Expected, actual.AsSpan()),
                () => NpyAssert.AllClose<double>(_path, actual.AsSpan()),
                () => NpyAssert.AllClose((NdArray)Expected, new ReadOnlyTensorSpan<double>(actual)),
                () => NpyAssert.AllClose(_path, new ReadOnlyTensorSpan<double>(actual)),
                () => NpyAssert.AllClose((NdArray)Expected, Tensor.Create(actual)),
                () => NpyAssert.AllClose(_path, Tensor.Create(actual)),
                () => NpyAssert.AllClose(Tensor.Create(Expected), Tensor.Create(actual)),
                () => NpyAssert.AllClose(Named(Expected), Named(actual)),
                () => NpyAssert.AllClose(_archive, Named(actual)),
                () => NpyAssert.AllClose(Named(Expected), [("a", actual)]),
                () => NpyAssert.AllClose(_archive, [("a", actual)]),
            ])
            {
                if (isClose)
                    assertion();
                else
                    Failure(assertion);
            }
        }
    }

    /// <summary>Spans and tensors have their own golden file each, whose name, options and place are the caller's.</summary>
    [Theory]
    [InlineData("span")]
    [InlineData("tensor span")]
    [InlineData("tensor")]
    public void MatchesGolden_SpansAndTensors_AreComparedWithTheNamedFile(string form)
    {
        string source = _folder.PathOf("BlurTests.cs");
        File.WriteAllText(source, "");
        void Matches(double[] actual, string name, CompareOptions? options = null)
        {
            if (form == "span")
                NpyAssert.MatchesGolden<double>(actual.AsSpan(), name, options, source, "Blur");
            else if (form == "tensor span")
                NpyAssert.MatchesGolden(new ReadOnlyTensorSpan<double>(actual), name, options, source, "Blur");
            else
                NpyAssert.MatchesGolden(Tensor.Create(actual), name, options, source, "Blur");
        }

        string folder = Path.GetDirectoryName(NameOfGolden(source))!;
        Directory.CreateDirectory(folder);
        foreach (string name in (string[])["a", "b", "c"])
            Npy.Save(Path.Join(folder, $"BlurTests.Blur.{name}.npy"), Expected);

        Matches([1, double.NaN, 4], "a");
        Matches([1, double.NaN, 5], "b", new CompareOptions { Atol = 1 });
        Assert.Contains("[2]: 5.0 (ACTUAL), 4.0 (DESIRED)", Failure(() => Matches([1, double.NaN, 5], "c")), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_TensorsOfTwoAxes_KeepTheirShape()
    {
        NdArray expected = new[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        int[] elements = [1, 2, 3, 4, 5, 6];

        NpyAssert.Equal(expected, Tensor.Create(elements, [2, 3]));
        NpyAssert.Equal(expected, new ReadOnlyTensorSpan<int>(elements, [2, 3]));
        NpyAssert.AllClose(Tensor.Create(elements, [2, 3]), Tensor.Create(elements, [2, 3]));
        Failure(() => NpyAssert.Equal(expected, Tensor.Create(elements, [3, 2])));
        Failure(() => NpyAssert.Equal(expected, new ReadOnlyTensorSpan<int>(elements, [6])));
        Failure(() => NpyAssert.Equal(Tensor.Create(elements, [2, 3]), Tensor.Create(elements, [3, 2])));
        Assert.Throws<ArgumentNullException>(() => NpyAssert.Equal(expected, (Tensor<int>)null!));
    }

    [Fact]
    public void Exception_EveryConstructor_KeepsWhatItIsGiven()
    {
        var inner = new IOException("inner");

        Assert.Equal(("The arrays differ.", null), (new NpyAssertException().Message, new NpyAssertException().InnerException));
        Assert.Equal(("text", null), (new NpyAssertException("text").Message, new NpyAssertException("text").InnerException));
        Assert.Equal("text", new NpyAssertException("text", inner).Message);
        Assert.Same(inner, new NpyAssertException("text", inner).InnerException);
    }

    /// <summary>The path that the failure without a golden file names.</summary>
    private static string NameOfGolden(string source)
    {
        string message = Failure(() => NpyAssert.MatchesGolden((NdArray)Expected, "none", sourcePath: source, member: "Blur"));
        return message.Split('\'')[1];
    }

    private static Dictionary<string, NdArray> Named(double[] values) => new() { ["a"] = values };

    private static void Fails(string form, string text, Action assertion)
    {
        string message = Failure(assertion);
        Assert.True(message.Contains(text, StringComparison.Ordinal), $"{form}: {message}");
    }

    private static string Failure(Action assertion) => Assert.Throws<NpyAssertException>(assertion).Message;
}
