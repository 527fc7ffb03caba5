using NpyIO.Coding;
using NpyIO.NpyFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>A header that is seen while an appender changes it: digits of the old and of the new length at once.</summary>
public sealed class TornHeaderTests
{
    private static readonly byte[] Whole = NpyBytes.Integers("(200,)", 200);
    private static readonly byte[] Torn = [.. NpyBytes.Integers("(299,)", 0)[..128], .. Whole[128..]];

    [Fact]
    public void Load_HeaderChangedSince_IsReadAgain()
    {
        using var path = new TempFile(Torn);
        int created = 0;

        ArrayDecoder decoder = ArrayReader.Read(path.Path, Create, null);

        Assert.Equal(2, created);
        Assert.Equal(Enumerable.Range(0, 200), decoder.ToNdArray().ToArray<int>());

        ArrayDecoder Create(NpyHeader header, NpyReadOptions options)
        {
            // Between reading the header and looking at the length, the appender writes the last digits.
            if (created++ == 0)
                Overwrite(path.Path, Whole.AsSpan(0, 128));
            return Npy.Untyped(header, options);
        }
    }

    /// <summary>A header that always changes, and is always wrong, is no reason to read for ever.</summary>
    [Fact]
    public void Load_HeaderAlwaysChanging_FailsInTheEnd()
    {
        using var path = new TempFile(Torn);
        int created = 0;

        var e = Assert.Throws<NpyFormatException>(() => ArrayReader.Read(path.Path, Create, null));

        Assert.Equal((NpyFormatReason.TruncatedData, path.Path), (e.Reason, e.Path));
        Assert.InRange(created, 2, 1000);

        ArrayDecoder Create(NpyHeader header, NpyReadOptions options)
        {
            Overwrite(path.Path, NpyBytes.Integers($"({300 + created++ % 2},)", 0).AsSpan(0, 128));
            return Npy.Untyped(header, options);
        }
    }

    [Fact]
    public void Load_BadFile_FailsAsBefore()
    {
        using var path = new TempFile(Torn);
        using var noArray = new TempFile([.. "not an array"u8]);
        int created = 0;

        Assert.Equal(NpyFormatReason.TruncatedData, Assert.Throws<NpyFormatException>(() => ArrayReader.Read(path.Path, Create, null)).Reason);
        Assert.Equal(1, created);
        Assert.Equal(
            Assert.Throws<NpyFormatException>(() => NpyHeader.Parse("not an array"u8)).Problem,
            Assert.Throws<NpyFormatException>(() => Npy.ReadHeader(noArray.Path)).Problem);

        ArrayDecoder Create(NpyHeader header, NpyReadOptions options)
        {
            created++;
            return Npy.Untyped(header, options);
        }
    }

    private static void Overwrite(string path, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(bytes);
    }
}
