using System.Text;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Names of Python 2, which pickles of protocols 0 to 2 have: they come as Python 3's, as <c>pickle.load</c> takes them.</summary>
public sealed class PythonTwoNamesTests
{
    [Theory]
    [InlineData("c__builtin__\nlist\n.", "builtins.list")]
    [InlineData("\u0080\u0002c__builtin__\nlist\n.", "builtins.list")]
    [InlineData("\u0080\u0003c__builtin__\nlist\n.", "__builtin__.list")]
    [InlineData("\u0080\u0004\u008c\u000b__builtin__\u008c\u0004list\u0093.", "__builtin__.list")]
    [InlineData("\u0080\u0002X\u000b\0\0\0__builtin__X\u0004\0\0\0list\u0093.", "builtins.list")]
    [InlineData("c__builtin__\nunicode\n.", "builtins.str")]
    [InlineData("c__builtin__\nxrange\n.", "builtins.range")]
    [InlineData("c__builtin__\nreduce\n.", "functools.reduce")]
    [InlineData("cexceptions\nValueError\n.", "builtins.ValueError")]
    [InlineData("cexceptions\nStandardError\n.", "builtins.Exception")]
    [InlineData("cUserDict\nUserDict\n.", "collections.UserDict")]
    [InlineData("ccPickle\nloads\n.", "pickle.loads")]
    [InlineData("curllib\nquote\n.", "urllib.parse.quote")]
    [InlineData("(icopy_reg\nC\n.", "new copyreg.C()")]
    [InlineData("cnumpy\nfloat64\n.", "numpy.float64")]
    public void Load_NameOfPython2_IsPython3s(string pickle, string expected) => Assert.Equal(expected, PickleRepr.Load(pickle));

    /// <summary><c>collections.defaultdict(list, {1: [2]})</c>, <c>ValueError</c> and <c>range</c> at protocol 2, by Python 3.</summary>
    [Theory]
    [InlineData(2, "__builtin__\nlist\n")]
    [InlineData(3, "builtins\nlist\n")]
    [InlineData(4, "builtins\u0094\u008c\u0004list")]
    public void Save_OfWhatProtocol2Had_IsInTheNamesOfTheProtocol(int protocol, string expected)
    {
        object? read = Pickle.Load(PickleRepr.Bytes("\u0080\u0002ccollections\ndefaultdict\nc__builtin__\nlist\n\u0085RK\u0001]K\u0002as."));

        Assert.Contains(expected, Encoding.Latin1.GetString(Pickle.Save(read, new PickleWriteOptions { Protocol = protocol })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("builtins", "ValueError", "exceptions\nValueError\n")]
    [InlineData("builtins", "FileNotFoundError", "__builtin__\nFileNotFoundError\n")]
    [InlineData("functools", "reduce", "__builtin__\nreduce\n")]
    [InlineData("urllib.parse", "quote", "urllib\nquote\n")]
    [InlineData("http.server", "SimpleHTTPRequestHandler", "SimpleHTTPServer\nSimpleHTTPRequestHandler\n")]
    [InlineData("pickle", "loads", "pickle\nloads\n")]
    public void Save_Protocol2_HasThePython2Name(string module, string name, string expected)
    {
        byte[] pickle = Pickle.Save(new PickleObject(module, name), new PickleWriteOptions { Protocol = 2 });

        Assert.Contains(expected, Encoding.Latin1.GetString(pickle), StringComparison.Ordinal);
        Assert.Equal($"{module}.{name}", Pickle.Load<PickleObject>(pickle).FullName);
    }
}
