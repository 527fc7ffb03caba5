using System.Text;
using Xunit;

namespace NpyIO.Tests.DTypes;

public class DTypeFastPathTests
{
    [Theory]
    [InlineData("<f8")]
    [InlineData(">f8")]
    [InlineData("|b1")]
    [InlineData("<c16")]
    [InlineData(">f16")]
    [InlineData("|O")]
    [InlineData("<M8[ns]")]
    public void TryFromTypeString_OfANumber_IsASingletonWithoutAllocation(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        DType? first = DType.TryFromTypeString(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        DType? second = DType.TryFromTypeString(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.NotNull(first);
        Assert.Same(first, second);
        Assert.Equal(0, allocated);
        Assert.Equal(text, first.TypeString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("f8")]
    [InlineData("|f8")]
    [InlineData("=f8")]
    [InlineData("<b1")]
    [InlineData("<i1")]
    [InlineData("<S5")]
    [InlineData("|U5")]
    [InlineData("<f3")]
    [InlineData("<c24")]
    [InlineData("<f12")]
    [InlineData("|S05")]
    [InlineData("|S 5")]
    [InlineData("|S2147483648")]
    [InlineData("<U536870912")]
    [InlineData("|S99999999999")]
    [InlineData("<M8[]")]
    [InlineData("<M8[x]")]
    [InlineData("<M8[25s]")]
    [InlineData("|M8[s]")]
    [InlineData("float64")]
    [InlineData("<f8,")]
    [InlineData("<O")]
    public void TryFromTypeString_OfWhatNumPyDoesNotWriteSo_IsNull(string text) =>
        Assert.Null(DType.TryFromTypeString(Encoding.Latin1.GetBytes(text)));
}
