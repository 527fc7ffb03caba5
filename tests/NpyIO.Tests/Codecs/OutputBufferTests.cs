using NpyIO.Codecs;
using Xunit;

namespace NpyIO.Tests.Codecs;

/// <summary>The buffer behind encoders that write single bytes: whatever the pieces, their order stays, and nothing is written too early or twice.</summary>
public sealed class OutputBufferTests
{
    private const int Size = 64 << 10;

    [Theory]
    [InlineData(Size - 1)]
    [InlineData(Size)]
    [InlineData(Size + 1)]
    [InlineData(3 * Size)]
    public void Write_PiecesAroundItsSize_KeepTheirOrder(int length)
    {
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        foreach (int before in (int[])[0, 1, 2, Size - 1, Size])
        {
            var target = new MemoryStream();
            using (var buffer = new OutputBuffer(target))
            {
                for (int i = 0; i < before; i++)
                    buffer.WriteByte((byte)i);
                buffer.Write(content);
                buffer.WriteByte(77);
                buffer.Write([78, 79]);
            }

            Assert.Equal([.. Enumerable.Range(0, before).Select(i => (byte)i), .. content, 77, 78, 79], target.ToArray());
            Assert.True(target.CanWrite);
        }
    }

    [Fact]
    public void Write_LessThanItsSize_ReachesTheTargetWithFlushOrBeyondIt()
    {
        var target = new MemoryStream();
        using var buffer = new OutputBuffer(target);

        buffer.Write(new byte[Size - 1]);
        buffer.WriteByte(1);
        Assert.Equal(0, target.Length);
        buffer.WriteByte(2);
        Assert.Equal(Size, target.Length);
        buffer.Write(new byte[Size - 1]);
        Assert.Equal(Size, target.Length);
        buffer.Write([3]);
        Assert.Equal(2 * Size, target.Length);
        buffer.Flush();
        Assert.Equal(2 * Size + 1, target.Length);
        buffer.Flush();
        Assert.Equal(2 * Size + 1, target.Length);
    }
}
