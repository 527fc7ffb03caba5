using CsCheck;
using NpyIO.IO;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class ZipOutputTests
{
    private const int Length = 1 << 20;

    /// <summary>Appends of any length, each followed by writing over some bytes anywhere before.</summary>
    private static readonly Gen<(int Append, int PatchAt, int PatchLength)[]> Operations =
        Gen.Select(Gen.OneOf(Gen.Int[0, 100], Gen.Int[0, 300_000]), Gen.Int[0, Length], Gen.Int[0, 200]).Array[1, 20];

    [Fact]
    public void Patch_AnywhereBetweenAppends_WritesOverIt() => Operations.Sample(
        operations =>
        {
            var sink = new BytesSink(0);
            using var output = new ZipOutput(sink);
            byte[] expected = Apply(output, operations);
            output.Complete();
            Assert.True(expected.AsSpan().SequenceEqual(sink.ToArray()));
        },
        iter: 50);

    [Fact]
    public async Task DrainAsync_WhatWasDeferred_IsTheSame() => await Operations.SampleAsync(
        async operations =>
        {
            MemoryStream stream = new();
            using var output = new ZipOutput(new StreamSink(stream));
            output.StartDeferring();
            byte[] expected = Apply(output, operations);
            output.Complete();
            Assert.Equal(0, stream.Length);
            await output.DrainAsync(default);
            Assert.True(expected.AsSpan().SequenceEqual(stream.ToArray()));
        },
        iter: 50);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rewind_ThenLess_CutsOffTheRest(bool isDeferred)
    {
        MemoryStream stream = new();
        stream.Write("before"u8);
        using var output = new ZipOutput(new StreamSink(stream));
        if (isDeferred)
            output.StartDeferring();
        output.Append(new byte[200_000]);
        output.Append("abc"u8);
        output.Rewind(2);
        output.Append("xyz"u8);
        Assert.Equal(5, output.Position);
        output.Complete();
        await output.DrainAsync(default);

        Assert.Equal([.. "before"u8, 0, 0, .. "xyz"u8], stream.ToArray());
    }

    [Fact]
    public void Rewind_ThenMore_KeepsWhatTheCallerHasBehind()
    {
        MemoryStream stream = new("0123456789"u8.ToArray());
        using var output = new ZipOutput(new StreamSink(stream));
        output.Append("abc"u8);
        output.Rewind(1);
        output.Append("xyz"u8);
        output.Complete();

        Assert.Equal("axyz456789"u8.ToArray(), stream.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rewind_ThenLessBeforeWhatTheCallerHas_KeepsIt(bool isDeferred)
    {
        MemoryStream stream = new();
        stream.Write("0123456789"u8);
        stream.Position = 0;
        using var output = new ZipOutput(new StreamSink(stream));
        if (isDeferred)
            output.StartDeferring();
        output.Append("abc"u8);
        output.Rewind(1);
        output.Complete();
        await output.DrainAsync(default);

        Assert.Equal("abc3456789"u8.ToArray(), stream.ToArray());
        Assert.Equal(1, stream.Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Patch_PartlyWrittenPartlyBuffered_WritesOverBoth(bool isDeferred)
    {
        const int Buffer = 128 << 10;
        MemoryStream stream = new();
        using var output = new ZipOutput(new StreamSink(stream));
        if (isDeferred)
            output.StartDeferring();
        byte[] expected = new byte[Buffer + 100];
        output.Append(expected.AsSpan(0, Buffer - 10));
        output.Append(expected.AsSpan(Buffer - 10));
        output.Patch(Buffer - 3, "abcdef"u8);
        output.Complete();
        await output.DrainAsync(default);

        "abcdef"u8.CopyTo(expected.AsSpan(Buffer - 3));
        Assert.Equal(expected, stream.ToArray());
    }

    private static byte[] Apply(ZipOutput output, (int Append, int PatchAt, int PatchLength)[] operations)
    {
        var expected = new List<byte>();
        byte value = 0;
        foreach ((int append, int patchAt, int patchLength) in operations)
        {
            byte[] bytes = new byte[append];
            Array.Fill(bytes, ++value);
            output.Append(bytes);
            expected.AddRange(bytes);
            int at = Math.Min(patchAt, expected.Count);
            byte[] patch = new byte[Math.Min(patchLength, expected.Count - at)];
            Array.Fill(patch, ++value);
            output.Patch(at, patch);
            for (int i = 0; i < patch.Length; i++)
                expected[at + i] = patch[i];
        }

        Assert.Equal(expected.Count, output.Position);
        return [.. expected];
    }
}
