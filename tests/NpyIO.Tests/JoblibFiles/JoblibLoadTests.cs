using System.Numerics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

public class JoblibLoadTests
{
    public static TheoryData<SourceKind> Kinds => Sources.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_FromEverySource_GivesTheValues(SourceKind kind)
    {
        byte[] file = Mixed();

        var list = Assert.IsType<List<object?>>(await JoblibSources.LoadAsync(kind, file));

        Assert.Equal(4, list.Count);
        ArrayAssert.Equal(NdArray.FromArray(new[,] { { 0.5, 1.5, 2.5 }, { 3.5, 4.5, 5.5 } }), Assert.IsType<NdArray>(list[0]));
        Assert.Equal("between", list[1]);
        ArrayAssert.Equal(NdArray.FromArray(new[] { 7.0 }), Assert.IsType<NdArray>(list[2]));
        Assert.Equal([1L, "two", null], ObjectsOf(list[3]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    public void Load_AlignedOrNot_FindsTheData(int? alignment)
    {
        byte[] file = new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2), alignment: alignment).ToArray();

        Assert.Equal([1.0, 2.0], Joblib.Load<NdArray>(file).ToArray<double>());
    }

    [Fact]
    public void Load_PaddingOfNoBytes_IsAllowed()
    {
        byte[] file = new JoblibBytes().Wrapper("<f8", [1]).Add([0]).Add(JoblibBytes.Data(5)).ToArray();

        Assert.Equal([5.0], Joblib.Load<NdArray>(file).ToArray<double>());
    }

    [Fact]
    public void Load_FortranOrder_ComesInCOrder()
    {
        byte[] file = new JoblibBytes().Array("<f8", [2, 3], JoblibBytes.Data(0, 3, 1, 4, 2, 5), order: "F").ToArray();

        NdArray array = Joblib.Load<NdArray>(file);

        Assert.True(array.IsCContiguous);
        ArrayAssert.Equal(NdArray.FromArray(new[,] { { 0.0, 1, 2 }, { 3, 4, 5 } }), array);
    }

    [Fact]
    public void Load_AsStored_KeepsOrderAndByteOrder()
    {
        byte[] file = new JoblibBytes().Array(">i2", [2, 3], [0, 0, 0, 3, 0, 1, 0, 4, 0, 2, 0, 5], order: "F").ToArray();

        NdArray array = Joblib.Load<NdArray>(file, JoblibReadOptions.AsStored);

        Assert.Equal("'>i2'", array.DType.Descr);
        Assert.True(array.IsFortranContiguous);
        Assert.Equal([0, 1, 2, 3, 4, 5], Joblib.Load<NdArray>(file).ToArray<short>());
    }

    [Fact]
    public void Load_NoAxesAndNoElements_AreArrays()
    {
        byte[] file = new JoblibBytes().Add("(").Array("<f8", [], JoblibBytes.Data(2.5)).Array("<f8", [0, 3], []).Add("t").ToArray();

        var tuple = Joblib.Load<PickleTuple>(file);

        Assert.Equal(2.5, Assert.IsType<NdArray>(tuple[0]).GetValue());
        Assert.Equal([0L, 3L], Assert.IsType<NdArray>(tuple[1]).Shape.ToArray());
    }

    [Theory]
    [InlineData("numpy\nmatrix", "Matrix")]
    [InlineData("numpy.matrixlib.defmatrix\nmatrix", "Matrix")]
    [InlineData("numpy\nmemmap", "Array")]
    public void Load_Subclass_IsKnown(string subclass, string expected)
    {
        byte[] file = new JoblibBytes().Array("<f8", [1, 1], JoblibBytes.Data(1), subclass: subclass).ToArray();

        Assert.Equal(expected, Joblib.Load<NdArray>(file).PythonClass.ToString());
        Assert.Equal(expected, Joblib.Load<NdArray>(file).Copy(Order.Fortran).PythonClass.ToString());
    }

    [Theory]
    [InlineData("joblib.numpy_pickle")]
    [InlineData("sklearn.externals.joblib.numpy_pickle")]
    public void Load_JoblibAndTheCopyInScikitLearn_AreKnown(string module)
    {
        byte[] file = new JoblibBytes().Array("<f8", [1], JoblibBytes.Data(3), module: module, alignment: null).ToArray();

        Assert.Equal([3.0], Joblib.Load<NdArray>(file).ToArray<double>());
    }

    [Fact]
    public void Load_WrapperOfAnotherModule_StaysADescription()
    {
        byte[] file = new JoblibBytes().Wrapper("<f8", [1], module: "other").ToArray();

        Assert.Equal("other.NumpyArrayWrapper", Joblib.Load<PickleObject>(file).FullName);
    }

    [Fact]
    public void Load_Estimator_HasItsArrays()
    {
        byte[] file = new JoblibBytes().Add("csklearn.linear_model\nRidge\n)\u0081}").Text("coef_").Array("<f8", [2], JoblibBytes.Data(1, -1)).Add("sb").ToArray();

        var model = Joblib.Load<PickleObject>(file);

        Assert.Equal("sklearn.linear_model.Ridge", model.FullName);
        Assert.Equal([1.0, -1.0], Assert.IsType<NdArray>(model["coef_"]).ToArray<double>());
    }

    [Fact]
    public void Load_ArrayLongerThanWhatIsReadAhead_IsRight()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => i / 3.0)];
        byte[] file = new JoblibBytes().Add("(").Array("<f8", [values.Length], JoblibBytes.Data(values)).Text("behind").Add("t").ToArray();

        PickleTuple tuple = Joblib.Load<PickleTuple>(file);

        Assert.Equal(values, Assert.IsType<NdArray>(tuple[0]).ToArray<double>());
        Assert.Equal("behind", tuple[1]);
    }

    [Fact]
    public void LoadOfT_AnotherType_SaysWhatItIs()
    {
        var error = Assert.Throws<InvalidCastException>(() => Joblib.Load<string>(new JoblibBytes().Add("K\u0005").ToArray()));

        Assert.Contains("string", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PlainPickle_IsReadToo() => Assert.Equal(new BigInteger(1), new BigInteger(Joblib.Load<long>(new byte[] { 0x80, 2, (byte)'K', 1, (byte)'.' })));

    [Theory]
    [InlineData("\u0093NUMPY\u0001\0", "This is a .npy file, not a joblib file: load it with Npy.Load (at byte 0)")]
    [InlineData("PK\u0003\u0004", "This is a ZIP archive, as .npz files are, not a joblib file: load all of its arrays with Npz.Load, or open it with Npz.Open (at byte 0)")]
    public void Load_FileOfAnotherKind_NamesTheVerb(string content, string message)
    {
        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(System.Text.Encoding.Latin1.GetBytes(content)));

        Assert.Equal(message, error.Problem);
        Assert.Equal(NpyFormatReason.Unsupported, error.Reason);
    }

    [Fact]
    public void Load_Nothing_IsEmpty() => Assert.Equal(NpyFormatReason.Empty, Assert.Throws<NpyFormatException>(() => Joblib.Load(Array.Empty<byte>())).Reason);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Load_ContentsBehindEachOther_AreReadOneByOne(bool canSeek)
    {
        byte[] both = [.. Mixed(), .. new JoblibBytes().Add("K\u0007").ToArray()];
        using Stream stream = canSeek ? new MemoryStream(both) : new PartialStream(both, int.MaxValue);

        Assert.IsType<List<object?>>(Joblib.Load(stream));
        Assert.Equal(7L, canSeek ? await Joblib.LoadAsync(stream) : Joblib.Load(stream));
    }

    [Fact]
    public void Load_Strict_RefusesWhatFollows()
    {
        byte[] file = [.. new JoblibBytes().Array("<f8", [1], JoblibBytes.Data(1)).ToArray(), 0];

        Assert.Equal(NpyFormatReason.TrailingData, Assert.Throws<NpyFormatException>(() => Joblib.Load(file, new() { Strict = true })).Reason);
        Assert.IsType<NdArray>(Joblib.Load(file));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_StrictWithAnArrayOfObjectsWithin_RefusesOnlyWhatFollowsTheWhole(SourceKind kind)
    {
        var strict = new JoblibReadOptions { Strict = true };

        Assert.Equal(["two", null], ObjectsOf(Assert.IsType<List<object?>>(await JoblibSources.LoadAsync(kind, Mixed(), strict))[3])[1..]);
        NpyFormatException error = await Assert.ThrowsAsync<NpyFormatException>(() => JoblibSources.LoadAsync(kind, [.. Mixed(), 0], strict));
        Assert.Equal((NpyFormatReason.TrailingData, (long)Mixed().Length), (error.Reason, error.Offset));
    }

    [Fact]
    public async Task LoadAsync_Cancelled_Ends()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Joblib.LoadAsync(new MemoryStream(Mixed()), cancellationToken: new(canceled: true)));
    }

    [Fact]
    public void MaxThreads_Negative_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JoblibReadOptions { MaxThreads = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PickleReadOptions { MaxThreads = -1 });
    }

    /// <summary>Two arrays, text between them, and an object array, which is a pickle of its own inside the file.</summary>
    internal static byte[] Mixed()
    {
        var file = new JoblibBytes().Add("](").Array("<f8", [2, 3], JoblibBytes.Data(0.5, 1.5, 2.5, 3.5, 4.5, 5.5)).Text("between").Array("<f8", [1], JoblibBytes.Data(7));
        file.Wrapper("|O", [3]).Add("\u0080\u0003cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001K\u0003\u0085").DType("|O").Add("\u0089](K\u0001").Text("two").Add("Netb.");
        return file.Add("e").ToArray();
    }

    private static object?[] ObjectsOf(object? value) => [.. Assert.IsType<NdArray>(value).To<object?>().ToArray()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_TextOfPython2_IsDecodedAsTheOptionSays(SourceKind kind)
    {
        byte[] file = new JoblibBytes().Add("U\u0002\u00c3\u00a9").ToArray();

        Assert.Equal("\u00c3\u00a9", await JoblibSources.LoadAsync(kind, file));
        Assert.Equal("\u00e9", await JoblibSources.LoadAsync(kind, file, new JoblibReadOptions { Encoding = PickleEncoding.Utf8 }));
    }
}
