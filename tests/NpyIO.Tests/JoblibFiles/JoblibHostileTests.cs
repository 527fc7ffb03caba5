using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

public class JoblibHostileTests
{
    [Fact]
    public void Load_CutShortAnywhere_IsRefused()
    {
        byte[] file = JoblibLoadTests.Mixed();

        for (int length = 0; length < file.Length; length++)
            Assert.Throws<NpyFormatException>(() => Joblib.Load(file.AsMemory(0, length)));
    }

    [Fact]
    public void Load_AnyFlippedBit_IsAnErrorOrAValue()
    {
        byte[] file = JoblibLoadTests.Mixed();
        int refused = 0;

        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Joblib.Load(file);
            }
            catch (NpyFormatException)
            {
                refused++;
            }

            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(refused, file.Length, file.Length * 8);
    }

    [Fact]
    public void Load_FlippedBitsOfPadding_AreFound()
    {
        byte[] file = new JoblibBytes().Array("<f8", [1], JoblibBytes.Data(1)).ToArray();
        int end = file.Length - 1 - sizeof(double);
        int start = file.AsSpan(0, end).LastIndexOf((byte)'b') + 1;

        for (int bit = start * 8; bit < end * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<NpyFormatException>(() => Joblib.Load(file));
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(900_000, 0)]
    [InlineData(60_000_000, 4_000_000)]
    public void Load_NestedPicklesThatMakeMuchOfLittle_ShareWhatTheFileAccountsFor(int made, int before)
    {
        string nested = $"cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n\u008c{(char)$"S{made}".Length}S{made}\u0089\u0088\u0087R\u0085R.";
        JoblibBytes file = new JoblibBytes().Add("B").Add(BitConverter.GetBytes(before)).Add(new byte[before]).Add("0(");
        for (int i = 0; i < 100; i++)
            file.Wrapper("|O", []).Add(nested);
        byte[] bytes = file.Add("l").ToArray();

        Allocations.AreAtMost(100L << 20, () =>
            Assert.Equal(NpyFormatReason.TooManyElements, Assert.Throws<NpyFormatException>(() => Joblib.Load(bytes)).Reason));
    }

    [Fact]
    public void Load_NestedPickleBeforeHardKeys_LeavesTheBoundOnComparing()
    {
        string text = new('x', 1 << 20);
        string keys = string.Concat(Enumerable.Repeat("h\0Ns", 1 << 16));
        byte[] file = new JoblibBytes().Add($"X\0\0\u0010\0{text}q\00").Wrapper("|O", []).Add("N.0}").Add(keys).ToArray();

        Assert.Contains("more steps than the content accounts for", Assert.Throws<NpyFormatException>(() => Joblib.Load(file)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(255)]
    public void Load_MorePaddingThanTheAlignment_IsRefused(byte length)
    {
        byte[] file = new JoblibBytes().Wrapper("<f8", [1]).Add([length]).Add(Enumerable.Repeat((byte)0xFF, length).ToArray()).Add(JoblibBytes.Data(1)).ToArray();

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file));

        Assert.StartsWith("The padding before an array's data is not valid: the data do not begin where the file says", error.Problem, StringComparison.Ordinal);
        Assert.Equal(NpyFormatReason.BadPickle, error.Reason);
    }

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(1L << 60)]
    [InlineData(long.MaxValue)]
    public void Load_ClaimOfMoreThanThereIs_AllocatesNothing(long count)
    {
        byte[] file = new JoblibBytes().Array("<f8", [count], JoblibBytes.Data(1, 2, 3)).ToArray();

        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Joblib.Load(file)));
        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Joblib.Load(new PartialStream(file, int.MaxValue))));
    }

    [Fact]
    public void Load_ShapeThatOverflows_IsRefused()
    {
        byte[] file = new JoblibBytes().Wrapper("<f8", [1L << 31, 1L << 31, 0]).ToArray();

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file));

        Assert.Equal(NpyFormatReason.BadShape, error.Reason);
        Assert.Contains("The shape (2147483648, 2147483648, 0) of float64 is larger than an array can be", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NegativeLength_IsRefused() => AssertRefused(new JoblibBytes().Wrapper("<f8", [-1]), "The shape of a joblib array is not valid");

    [Fact]
    public void Load_TooManyAxes_IsRefused() => AssertRefused(new JoblibBytes().Wrapper("<f8", new long[65]), "The shape of a joblib array is not valid");

    [Theory]
    [InlineData("K")]
    [InlineData("")]
    public void Load_OrderThatNumPyLacks_IsRefused(string order) => AssertRefused(new JoblibBytes().Wrapper("<f8", [1], order), "A joblib array is in no order that NumPy has");

    /// <summary>An order that is a number or missing; a name of a file that is a number or missing.</summary>
    [Theory]
    [InlineData("K", "A joblib array is in no order that NumPy has", "'C' or 'F'", "'K'")]
    [InlineData("number", "A joblib array is in no order that NumPy has", "'C' or 'F'", null)]
    [InlineData("missing", "A joblib array has no order", null, null)]
    public void Load_OrderThatIsNone_SaysWhatIsFound(string order, string message, string? expected, string? found)
    {
        JoblibBytes file = new JoblibBytes().Add($"c{JoblibBytes.Module}\nNumpyArrayWrapper\n)\u0081}}(").Text("shape").Shape([1]).Text("dtype").DType("<f8");
        if (order == "K")
            file.Text("order").Text(order);
        else if (order == "number")
            file.Text("order").Add("K\u0001");

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file.Add("ub").ToArray()));

        Assert.StartsWith(message, error.Problem, StringComparison.Ordinal);
        Assert.Equal((NpyFormatReason.BadPickle, expected, found), (error.Reason, error.Expected, error.Found));
    }

    [Theory]
    [InlineData("number", null)]
    [InlineData("missing", null)]
    [InlineData("a/b", "'a/b'")]
    public void Load_FileNameThatIsNone_SaysWhatIsFound(string name, string? found)
    {
        JoblibBytes file = new JoblibBytes().Add($"c{JoblibBytes.Module}\nNDArrayWrapper\n)\u0081}}(").Text("subclass").Add("cnumpy\nndarray\n");
        if (name == "number")
            file.Text("filename").Add("K\u0001");
        else if (name != "missing")
            file.Text("filename").Text(name);

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file.Add("ub").ToArray()));

        Assert.StartsWith("An array is said to be in another file, but not by the bare name of one beside this file; others are not opened", error.Problem, StringComparison.Ordinal);
        Assert.Equal((NpyFormatReason.Unsupported, "a file's name", found), (error.Reason, error.Expected, error.Found));
    }

    [Fact]
    public void Load_AlignmentToNothing_IsRefused() => AssertRefused(new JoblibBytes().Wrapper("<f8", [1], alignment: 0), "The alignment of a joblib array's data is not a number of bytes");

    [Fact]
    public void Load_WrapperWithoutAttributes_IsRefused() =>
        AssertRefused(new JoblibBytes().Add("cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\u0081}b"), "A joblib array has no dtype");

    [Fact]
    public void Load_WrapperWithoutState_StaysADescription()
    {
        byte[] file = new JoblibBytes().Add("cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\u0081").ToArray();

        Assert.Equal("NumpyArrayWrapper", Joblib.Load<PickleObject>(file).Name);
    }

    [Fact]
    public void Load_ArraysOfNothing_TakeNoMemory()
    {
        byte[] file = new JoblibBytes().Array("|V0", [1L << 62], []).ToArray();

        Allocations.AreLittle(() => Assert.Equal(1L << 62, Joblib.Load<NdArray>(file).Count));
    }

    private static void AssertRefused(JoblibBytes file, string message)
    {
        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file.ToArray()));

        Assert.StartsWith(message, error.Problem, StringComparison.Ordinal);
        Assert.Equal(NpyFormatReason.BadPickle, error.Reason);
    }
}
