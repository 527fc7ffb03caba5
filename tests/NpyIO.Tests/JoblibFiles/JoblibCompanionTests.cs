extern alias library;

using System.Text;
using NpyIO.Tests.Support;
using Xunit;
using WindowsName = library::NpyIO.IO.WindowsName;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>Files of joblib before 0.10, whose arrays are in files beside them.</summary>
public class JoblibCompanionTests
{
    [Fact]
    public void Load_ArraysInNpyFiles_AreRead()
    {
        using TempFolder folder = new();
        folder.WriteNpy<double>("model_01.npy", "'<f8'", "(2,)", 1, 2);
        folder.WriteNpy("model_02.npy", "'>i2'", "(1,)", new byte[] { 0, 7 }.AsSpan());
        string path = folder.Write("model", new JoblibBytes().Add("(").Companion("model_01.npy").Companion("model_02.npy").Add("t").ToArray());

        PickleTuple tuple = Joblib.Load<PickleTuple>(path);

        Assert.Equal([1.0, 2.0], Assert.IsType<NdArray>(tuple[0]).ToArray<double>());
        Assert.Equal([(short)7], Assert.IsType<NdArray>(tuple[1]).ToArray<short>());
        Assert.Equal("'<i2'", Assert.IsType<NdArray>(tuple[1]).DType.Descr);
    }

    [Fact]
    public void Load_ArraysInCompressedFiles_AreRead()
    {
        using TempFolder folder = new();
        folder.Write("model_01.npy.z", JoblibCompressionTests.ZFile("0x10", JoblibBytes.Data(1, 2)));
        string path = folder.Write("model", new JoblibBytes().CompressedCompanion("model_01.npy.z", "<f8", 2).ToArray());

        Assert.Equal([1.0, 2.0], Joblib.Load<NdArray>(path).ToArray<double>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1L << 50)]
    public void Load_CompressedFileOfAnotherLength_IsRefused(long count)
    {
        using TempFolder folder = new();
        folder.Write("a.z", JoblibCompressionTests.ZFile("0x10", JoblibBytes.Data(1, 2)));
        string path = folder.Write("model", new JoblibBytes().CompressedCompanion("a.z", "<f8", count).ToArray());

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(path));

        Assert.Equal("a.z", error.EntryName);
        Assert.Equal(count < 2 ? NpyFormatReason.TrailingData : NpyFormatReason.TruncatedData, error.Reason);
    }

    [Theory]
    [InlineData("../secret.npy")]
    [InlineData("sub/secret.npy")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("..\\secret.npy")]
    [InlineData("C:secret.npy")]
    [InlineData("secret.npy\0.npy")]
    public void Load_NameThatLeadsElsewhere_OpensNothing(string name)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("inner/sub"));
        folder.WriteNpy<double>("secret.npy", "'<f8'", "(1,)", 1);
        folder.WriteNpy<double>("inner/sub/secret.npy", "'<f8'", "(1,)", 1);
        string path = folder.Write("inner/model", new JoblibBytes().Companion(name).ToArray());
        string compressed = folder.Write("inner/other", new JoblibBytes().CompressedCompanion(name, "<f8", 1).ToArray());

        foreach (Action load in new Action[] { () => Joblib.Load(path), () => Joblib.Load(compressed), () => Joblib.Open(path) })
        {
            var error = Assert.Throws<NpyFormatException>(load);
            Assert.StartsWith("An array is said to be in another file, but not by the bare name of one beside this file; others are not opened", error.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_Link_IsNotFollowed()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("inner"));
        string secret = folder.WriteNpy<double>("secret.npy", "'<f8'", "(1,)", 1);
        File.CreateSymbolicLink(folder.PathOf("inner/link.npy"), secret);
        string path = folder.Write("inner/model", new JoblibBytes().Companion("link.npy").ToArray());

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(path));

        Assert.StartsWith("An array is said to be in 'link.npy', which is a folder, a link or a device; only files are opened", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OneFileForManyArrays_IsReadOnce()
    {
        using TempFolder folder = new();
        folder.WriteNpy<double>("a.npy", "'<f8'", "(1,)", 1);
        string path = folder.Write("model", new JoblibBytes().Add("(").Companion("a.npy").Companion("a.npy").Add("t").ToArray());

        Assert.StartsWith("Two arrays are said to be in the same file 'a.npy'", Assert.Throws<NpyFormatException>(() => Joblib.Load(path)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FromAStream_SaysThatThePathIsNeeded()
    {
        byte[] file = new JoblibBytes().Companion("a.npy").ToArray();

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(new MemoryStream(file)));

        Assert.Contains("An array is in the file 'a.npy' beside this one (joblib before 0.10): load this one by its path", error.Problem, StringComparison.Ordinal);
        Assert.Equal(NpyFormatReason.Unsupported, error.Reason);
    }

    [Theory]
    [InlineData("gone.npy", "An array is said to be in 'gone.npy', which is not there: joblib before 0.10 kept arrays in files of their own, which belong beside this one")]
    [InlineData("folder", "An array is said to be in 'folder', which is a folder, a link or a device; only files are opened")]
    public void Load_NoFileOfThatName_IsAnErrorOfTheContent(string name, string message)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("folder"));
        string path = folder.Write("model", new JoblibBytes().Companion(name).ToArray());
        string compressed = folder.Write("other", new JoblibBytes().CompressedCompanion(name, "<f8", 1).ToArray());

        foreach (Action load in new Action[] { () => Joblib.Load(path), () => Joblib.Load(compressed), () => Joblib.Open(path) })
        {
            var error = Assert.Throws<NpyFormatException>(load);
            Assert.StartsWith(message, error.Problem, StringComparison.Ordinal);
            Assert.Equal((NpyFormatReason.Unsupported, name), (error.Reason, error.EntryName));
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5000)]
    public void Load_NameTooLongForAFile_IsAnErrorOfTheContent(int length)
    {
        using TempFolder folder = new();
        string path = folder.Write("model", new JoblibBytes().Companion(new string('a', length)).ToArray());

        Assert.Throws<NpyFormatException>(() => Joblib.Load(path));
    }

    [Theory]
    [InlineData("NUL", false)]
    [InlineData("nul.npy", false)]
    [InlineData("COM1.npy", false)]
    [InlineData("lpt9", false)]
    [InlineData("conin$.x", false)]
    [InlineData("aux .npy", false)]
    [InlineData("a.npy.", false)]
    [InlineData("a ", false)]
    [InlineData("null.npy", true)]
    [InlineData("com.npy", true)]
    [InlineData("model_01.npy", true)]
    public void IsFile_NamesOfWindows_AreKnown(string name, bool expected) => Assert.Equal(expected, WindowsName.IsFile(name));

    [Fact]
    public void Load_FileThatIsNoArray_IsNamed()
    {
        using TempFolder folder = new();
        folder.Write("a.npy", "no array"u8);
        string path = folder.Write("model", new JoblibBytes().Companion("a.npy").ToArray());

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(path));

        Assert.Equal("a.npy", error.EntryName);
        Assert.StartsWith("Companion file 'a.npy': ", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ArraysInNpyFiles_AreMapped()
    {
        using TempFolder folder = new();
        folder.WriteNpy<double>("a.npy", "'<f8'", "(2,)", 1, 2);
        string path = folder.Write("model", new JoblibBytes().Companion("a.npy").ToArray());

        NdArray array;
        using (JoblibFile file = Joblib.Open(path))
        {
            array = file.Get<NdArray>();
            Assert.True(array.IsReadOnly);
            Assert.Equal([1.0, 2.0], array.ToArray<double>());
        }

        Assert.Throws<ObjectDisposedException>(() => array.ToArray<double>());
    }

    /// <summary>A companion of each kind, in Fortran order and big-endian: (0 2 4, 1 3 5) of two bytes.</summary>
    [Theory]
    [InlineData(Order.C, ByteOrderMode.Native)]
    [InlineData(Order.Fortran, ByteOrderMode.Native)]
    [InlineData(Order.Keep, ByteOrderMode.Native)]
    [InlineData(Order.C, ByteOrderMode.Keep)]
    [InlineData(Order.Keep, ByteOrderMode.Keep)]
    public void Load_OrderAndByteOrder_AreThoseOfTheOptions(Order order, ByteOrderMode byteOrder)
    {
        using TempFolder folder = new();
        string path = WriteBigEndianFortran(folder);

        PickleTuple tuple = Joblib.Load<PickleTuple>(path, new JoblibReadOptions { Order = order, ByteOrder = byteOrder });

        foreach (NdArray array in tuple.Cast<NdArray>())
        {
            Assert.Equal(order == Order.C ? (true, false) : (false, true), (array.IsCContiguous, array.IsFortranContiguous));
            Assert.Equal(byteOrder == ByteOrderMode.Native ? "'<i2'" : "'>i2'", array.DType.Descr);
            Assert.Equal([0, 2, 4, 1, 3, 5], array.ToArray<short>());
        }
    }

    [Fact]
    public void Open_OrderAndByteOrder_AreThoseOfTheFiles()
    {
        using TempFolder folder = new();
        using JoblibFile file = Joblib.Open(WriteBigEndianFortran(folder));

        foreach (NdArray array in file.Get<PickleTuple>().Cast<NdArray>())
        {
            Assert.Equal((false, true, "'>i2'"), (array.IsCContiguous, array.IsFortranContiguous, array.DType.Descr));
            Assert.Equal([0, 2, 4, 1, 3, 5], array.ToArray<short>());
        }
    }

    [Theory]
    [InlineData("\u0088", new double[] { 0, 2, 1, 3 })]
    [InlineData("K\u0001", new double[] { 0, 2, 1, 3 })]
    [InlineData("\u0089", new double[] { 0, 1, 2, 3 })]
    [InlineData("K\0", new double[] { 0, 1, 2, 3 })]
    public void Load_OrderOfACompressedFile_IsABooleanOrAnInteger(string order, double[] expected)
    {
        using TempFolder folder = new();
        folder.Write("a.z", JoblibCompressionTests.ZFile("0x20", JoblibBytes.Data(0, 1, 2, 3)));
        string path = folder.Write("model", Compressed("a.z", state => state.Add("(K\u0001").Shape([2, 2]).DType("<f8").Add(order + "t")).ToArray());

        Assert.Equal(expected, Joblib.Load<NdArray>(path).ToArray<double>());
    }

    private static Dictionary<string, Action<JoblibBytes>> StatesByName { get; } = new()
    {
        ["too short"] = state => state.Add("(K\u0001").Shape([1]).DType("<f8").Add("t"),
        ["too long"] = state => state.Add("(K\u0001").Shape([1]).DType("<f8").Add("\u0089Nt"),
        ["no tuple"] = state => state.Add("]"),
        ["no dtype"] = state => state.Add("(K\u0001").Shape([1]).Add("N\u0089t"),
        ["objects"] = state => state.Add("(K\u0001").Shape([1]).DType("|O").Add("\u0089t"),
        ["no order"] = state => state.Add("(K\u0001").Shape([1]).DType("<f8").Add("Nt"),
    };

    public static TheoryData<string> WrongStates => [.. StatesByName.Keys];

    [Theory]
    [MemberData(nameof(WrongStates))]
    public void Load_CompressedFileWithoutAState_IsRefused(string state)
    {
        using TempFolder folder = new();
        folder.Write("a.z", JoblibCompressionTests.ZFile("0x8", JoblibBytes.Data(1)));
        byte[] content = Compressed("a.z", StatesByName[state]).ToArray();

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(folder.Write("model", content)));

        Assert.Equal((NpyFormatReason.BadPickle, content.Length - 2L), (error.Reason, error.Offset));
        Assert.StartsWith("A joblib array in a compressed file has no state of an array", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Matrices_AreMatricesFromBothKindsOfFiles()
    {
        using TempFolder folder = new();
        folder.WriteNpy<double>("a.npy", "'<f8'", "(1, 1)", 1);
        folder.Write("b.z", JoblibCompressionTests.ZFile("0x8", JoblibBytes.Data(2)));
        byte[] content = new JoblibBytes().Add("(").Companion("a.npy").CompressedCompanion("b.z", "<f8", 1, 1).Add("t").ToArray();
        byte[] matrices = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content).Replace("numpy\nndarray\n", "numpy\nmatrix\n", StringComparison.Ordinal));

        Assert.All(Joblib.Load<PickleTuple>(folder.Write("arrays", content)), array => Assert.Equal(PythonArrayClass.Array, ((NdArray)array!).PythonClass));
        Assert.All(Joblib.Load<PickleTuple>(folder.Write("matrices", matrices)), array => Assert.Equal(PythonArrayClass.Matrix, ((NdArray)array!).PythonClass));
        using JoblibFile opened = Joblib.Open(folder.PathOf("matrices"));
        Assert.All(opened.Get<PickleTuple>(), array => Assert.Equal(PythonArrayClass.Matrix, ((NdArray)array!).PythonClass));
    }

    [Fact]
    public void Load_NameAsTextOfPython2_IsFound()
    {
        using TempFolder folder = new();
        folder.WriteNpy<double>("a.npy", "'<f8'", "(1,)", 1);
        string path = folder.Write("model", new JoblibBytes().Add($"c{JoblibBytes.Module}\nNDArrayWrapper\n)\u0081}}U\u0008filenameU\u0005a.npysb").ToArray());

        Assert.Equal([1.0], Joblib.Load<NdArray>(path).ToArray<double>());
    }

    [Theory]
    [InlineData(PickleEncoding.Latin1, "\u00c3\u00a9")]
    [InlineData(PickleEncoding.Utf8, "\u00e9")]
    public void Load_ObjectsInAFile_AreDecodedAsTheOptionsSay(PickleEncoding encoding, string expected)
    {
        using TempFolder folder = new();
        byte[] pickle = Encoding.Latin1.GetBytes("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(tcnumpy\ndtype\n(S'O8'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI63\ntbI00\n(lS'\\xc3\\xa9'\natb.");
        folder.Write("a.npy", NpyBytes.Of("'|O'", "()", pickle));
        string path = folder.Write("model", new JoblibBytes().Companion("a.npy").ToArray());
        var options = new JoblibReadOptions { Encoding = encoding };

        Assert.Equal(expected, Joblib.Load<NdArray>(path, options).GetItem());
        using JoblibFile opened = Joblib.Open(path, options);
        Assert.Equal(expected, opened.Get<NdArray>().GetItem());
    }

    [Fact]
    public void Load_NpyFileCutShort_SaysWhereInThatFile()
    {
        using TempFolder folder = new();
        folder.Write("a.npy", NpyBytes.Of("'<f8'", "(2,)", new byte[9]));
        string path = folder.Write("model", new JoblibBytes().Companion("a.npy").ToArray());

        foreach (Action load in (Action[])[() => Joblib.Load(path), () => Joblib.Open(path), () => Joblib.LoadContent(path)])
        {
            var error = Assert.Throws<NpyFormatException>(load);

            Assert.Equal((NpyFormatReason.TruncatedData, 137L, "a.npy", path), (error.Reason, error.Offset, error.EntryName, error.Path));
            Assert.Equal("Companion file 'a.npy': The data end early: shape (2,) of '<f8' takes 16 bytes, but only 9 are there (at byte 137)", error.Problem);
            Assert.Equal(("16 bytes", "9 bytes"), (error.Expected, error.Found));
            Assert.IsType<NpyFormatException>(error.InnerException);
        }
    }

    /// <summary>Offsets are those of the decompressed data.</summary>
    [Theory]
    [InlineData(1, NpyFormatReason.TrailingData, "Companion file 'a.z': Bytes follow the array where nothing may (at byte 8)", 8)]
    [InlineData(3, NpyFormatReason.TruncatedData, "Companion file 'a.z': The data end early: shape (3,) of '<f8' takes 24 bytes, but only 16 are there (at byte 16)", 16)]
    public void Load_CompressedFileOfAnotherLength_SaysWhereInItsData(long count, NpyFormatReason reason, string message, long offset)
    {
        using TempFolder folder = new();
        folder.Write("a.z", JoblibCompressionTests.ZFile("0x10", JoblibBytes.Data(1, 2)));
        string path = folder.Write("model", new JoblibBytes().CompressedCompanion("a.z", "<f8", count).ToArray());

        foreach (Action load in (Action[])[() => Joblib.Load(path), () => Joblib.Open(path)])
        {
            var error = Assert.Throws<NpyFormatException>(load);
            Assert.Equal((reason, message, offset), (error.Reason, error.Problem, error.Offset));
        }
    }

    [Fact]
    public void Load_OneFileOfBothKinds_IsReadOnce()
    {
        using TempFolder folder = new();
        folder.WriteNpy<double>("a.npy", "'<f8'", "(1,)", 1);
        byte[] content = new JoblibBytes().Add("(").Companion("a.npy").CompressedCompanion("a.npy", "<f8", 1).Add("t").ToArray();
        string path = folder.Write("model", content);

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(path));

        Assert.Equal((NpyFormatReason.BadPickle, content.Length - 3L, "'a.npy'"), (error.Reason, error.Offset, error.Found));
        Assert.StartsWith("Two arrays are said to be in the same file 'a.npy'", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EmptyArrayAndObjectsInFiles_AreLoaded()
    {
        using TempFolder folder = new();
        folder.Write("a.npy", NpyBytes.Of("'<f8'", "(0, 3)", []));
        folder.Write("b.npy", Npy.Save(NdArray.FromObjects(new object?[] { "text", null })));
        string path = folder.Write("model", new JoblibBytes().Add("(").Companion("a.npy").Companion("b.npy").Add("t").ToArray());

        PickleTuple tuple;
        using (JoblibFile file = Joblib.Open(path))
            tuple = file.Get<PickleTuple>();

        Assert.Equal([0L, 3L], ((NdArray)tuple[0]!).Shape);
        Assert.Equal(["text", null], ((NdArray)tuple[1]!).ToArray<object?>());
    }

    /// <summary>Nothing is saved in place into a file that is mapped.</summary>
    [Fact]
    public void Open_Mappings_AreReleasedByDisposeAndByAFailure()
    {
        using TempFolder folder = new();
        string companion = folder.WriteNpy<double>("a.npy", "'<f8'", "(2,)", 1, 2);
        string path = folder.Write("model", new JoblibBytes().Companion("a.npy").ToArray());
        string broken = folder.Write("broken", new JoblibBytes().Add("(").Companion("a.npy").Companion("gone.npy").Add("t").ToArray());
        var inPlace = new NpyWriteOptions { Atomic = false };

        using (Joblib.Open(path))
            Assert.Throws<InvalidOperationException>(() => Npy.Save(companion, new[] { 3.0 }, inPlace));
        Npy.Save(companion, new[] { 3.0 }, inPlace);
        Assert.Throws<NpyFormatException>(() => Joblib.Open(broken));
        Npy.Save(companion, new[] { 4.0 }, inPlace);
        Npy.Save(broken, new[] { 5.0 }, inPlace);

        Assert.Equal([4.0], Npy.Load<double>(companion).ToArray());
    }

    private static string WriteBigEndianFortran(TempFolder folder)
    {
        byte[] data = [0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5];
        folder.WriteNpy("a.npy", "'>i2'", "(2, 3)", data.AsSpan(), fortranOrder: true);
        folder.Write("b.z", JoblibCompressionTests.ZFile("0xc", data));
        JoblibBytes file = new JoblibBytes().Add("(").Companion("a.npy");
        Compressed(file, "b.z", state => state.Add("(K\u0001").Shape([2, 3]).DType(">i2").Add("\u0088t"));
        return folder.Write("model", file.Add("t").ToArray());
    }

    private static JoblibBytes Compressed(string name, Action<JoblibBytes> state) => Compressed(new JoblibBytes(), name, state);

    private static JoblibBytes Compressed(JoblibBytes file, string name, Action<JoblibBytes> state)
    {
        file.Add($"c{JoblibBytes.Module}\nZNDArrayWrapper\n)\u0081}}(").Text("filename").Text(name).Text("init_args").Add("cnumpy\nndarray\nK\0\u0085C\u0001b\u0087").Text("state");
        state(file);
        return file.Add("ub");
    }
}
