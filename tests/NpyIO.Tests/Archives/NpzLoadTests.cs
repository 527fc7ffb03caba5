using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Whole archives from every kind of source.</summary>
public sealed class NpzLoadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_Memory_GivesAllArrays(bool isDeflated)
    {
        byte[] archive = ZipBytes.Of(isDeflated, ("x.npy", NpyBytes.Integers("(2, 3)", 6)), ("y.npy", NpyBytes.Integers("(100000,)", 100000)), ("notes.txt", "hello"u8.ToArray()));

        Dictionary<string, NdArray> arrays = Npz.Load(archive);

        Assert.Equal(["x", "y"], arrays.Keys);
        Assert.Equal(5, arrays["x"].ToArray<int>()[5]);
        Assert.Equal(99999, arrays["y"].ToArray<int>()[99999]);
    }
}
