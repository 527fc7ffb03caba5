extern alias library;

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
}
