using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Headers;

/// <summary>The L behind the numbers of Python 2, which NumPy drops together with the space before it.</summary>
public sealed class LongSuffixTests
{
    /// <summary>What NumPy 1.24.2 and 2.4.6 read.</summary>
    [Theory]
    [InlineData("(3L,)")]
    [InlineData("(3 L,)")]
    [InlineData("(3\tL,)")]
    [InlineData("(3\fL,)")]
    [InlineData("(3\\\nL,)")]
    [InlineData("(3\\\r\nL,)")]
    [InlineData("(3 \\\n L,)")]
    [InlineData("(3 L L,)")]
    [InlineData("(3\\\r\n\\\nL,)")]
    [InlineData("(3\\\r\n\\\r\nL L,)")]
    public void Parse_LengthWithL_IsTheLength(string shape) => Assert.Equal([3L], NpyHeader.Parse(NpyBytes.Of("'<i4'", shape, [])).Shape.ToArray());

    [Theory]
    [InlineData("(3LL,)")]
    [InlineData("(3L2,)")]
    [InlineData("(3\nL,)")]
    [InlineData("(3\\L,)")]
    [InlineData("(L,)")]
    public void Parse_OtherL_IsRefused(string shape) =>
        Assert.Equal(NpyFormatReason.BadHeader, Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(NpyBytes.Of("'<i4'", shape, []))).Reason);
}
