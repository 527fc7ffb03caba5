using Xunit;

namespace NpyIO.Tests.DTypes;

/// <summary>What NumPy says of a dtype.</summary>
internal static class DTypeAssert
{
    /// <summary>Compares a dtype with NumPy's <c>str(dtype)</c>, the repr of its descr, <c>itemsize</c> and <c>alignment</c>.</summary>
    internal static void Is(DType dtype, string str, string descr, int itemSize, int alignment)
    {
        Assert.Equal(str, dtype.ToString());
        Assert.Equal(itemSize, dtype.ItemSize);
        Assert.Equal(alignment, dtype.Alignment);
        Assert.Equal(descr, dtype.Descr);
    }
}
