using System.Text;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>The old files among NumPy's own tests (<c>numpy/lib/tests/data</c>), with the values that those tests expect of them.</summary>
public class LiveHistoricalTests
{
    private const string Text = "\u512A\u826F";
    private const string Bytes = "\u4E0D\u826F";

    private static readonly Lazy<string> Folder = new(() =>
    {
        (int exitCode, string output) = NumPyProcess.Run("tools/live_pickles.py", "data");
        Assert.True(exitCode == 0, output);
        return output.Trim();
    });

    [LiveFact]
    public void Load_ObjectsOfPython2_AreThoseOfNumPysTest()
    {
        foreach (PickleEncoding encoding in Enum.GetValues<PickleEncoding>())
        {
            var options = new NpyReadOptions { Encoding = encoding };
            string asText = encoding == PickleEncoding.Utf8 ? Bytes : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Bytes));

            AssertObjects(asText, Npy.Load(PathOf("py2-objarr.npy"), options));
            AssertObjects(asText, LoadEntry(PathOf("py2-objarr.npz"), options));
        }
    }

    [LiveFact]
    public void Load_ObjectsOfPython3_AreThoseOfNumPysTest()
    {
        foreach (PickleEncoding encoding in Enum.GetValues<PickleEncoding>())
        {
            var options = new NpyReadOptions { Encoding = encoding };

            AssertObjects(Encoding.UTF8.GetBytes(Bytes), Npy.Load(PathOf("py3-objarr.npy"), options));
            AssertObjects(Encoding.UTF8.GetBytes(Bytes), LoadEntry(PathOf("py3-objarr.npz"), options));
        }
    }

    /// <summary>NumPy 2.2 has, and 1.24 has not yet, a file whose pickle is as NumPy wrote it before 1.0.</summary>
    [LiveFact]
    public void Load_ObjectsOfNumPyBefore1_AreThoseOfNumPysTest()
    {
        string path = PathOf("py2-np0-objarr.npy");
        using NumPyProcess numPy = new();
        if (File.Exists(path) || NumPyVersions.Of(numPy).NumPy >= new Version(2, 2))
            AssertObjects(Bytes, Npy.Load(path, new NpyReadOptions { Encoding = PickleEncoding.Utf8 }));
    }

    [LiveFact]
    public void Load_NumbersOfPython3_AreThoseThatNumPyLoads() => Assert.Equal([1.0, 1.0], Npy.Load<double>(PathOf("python3.npy")).ToArray());

    /// <summary>Its header has a long of Python 2: <c>'shape': (2L,)</c>.</summary>
    [LiveFact]
    public void Load_NumbersOfPython2OnWindows_AreThoseOfNumPysTest() => Assert.Equal([1.0, 1.0], Npy.Load<double>(PathOf("win64python2.npy")).ToArray());

    private static string PathOf(string name) => Path.Combine(Folder.Value, name);

    private static NdArray LoadEntry(string path, NpyReadOptions options)
    {
        using NpzFile archive = Npz.Open(path);
        Assert.Equal(["x"], archive.Keys);
        return archive["x"].Load(options);
    }

    /// <summary>NumPy's test has <c>[None, range, text, bytes]</c>; a <c>str</c> of Python 2 is text in the encoding that the options say.</summary>
    private static void AssertObjects(object last, NdArray array)
    {
        Assert.Equal([4], array.Shape.ToArray());
        object?[] values = array.ToArray<object?>();
        Assert.Null(values[0]);
        var named = Assert.IsType<PickleObject>(values[1]);
        Assert.Equal(("builtins.range", true), (named.FullName, named.IsReference));
        Assert.Equal(Text, values[2]);
        Assert.Equal(last, values[3]);
    }
}
