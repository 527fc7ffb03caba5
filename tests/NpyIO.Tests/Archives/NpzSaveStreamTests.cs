using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Archives saved into the middle of a stream: they are as they would be alone, what the caller has before and behind stays, and the stream is right behind them.</summary>
public sealed class NpzSaveStreamTests
{
    private const int Before = 7;
    private const int Length = 400_000;

    /// <summary>In blocks, in one piece, stored, and last one that is taken back and stored because deflating makes it longer.</summary>
    private static readonly NpzItem[] Items =
    [
        new("steps", NpzSamples.Steps(6000)),
        new("small", NpzSamples.Steps(40)),
        new("stored", NpzSamples.Steps(500)) { Compression = NpzCompression.None },
        new("noise", NpzSamples.Noise(20_000)),
    ];

    private static Dictionary<string, Func<Stream, NpzWriteOptions, Task>> All { get; } = new()
    {
        ["Npz.Save"] = static (stream, options) => Now(() => Npz.Save(stream, Items, options)),
        ["Npz.SaveAsync"] = static (stream, options) => Npz.SaveAsync(stream, Items, options),
        ["Npz.Create"] = static (stream, options) => Now(() =>
        {
            using NpzWriter writer = Npz.Create(stream, options, leaveOpen: true);
            foreach (NpzItem item in Items)
                writer.Add(item);
            writer.Complete();
        }),
        ["Npz.Create, async"] = static async (stream, options) =>
        {
            await using NpzWriter writer = Npz.Create(stream, options, leaveOpen: true);
            foreach (NpzItem item in Items)
                await writer.AddAsync(item);
            await writer.CompleteAsync();
        },
    };

    public static TheoryData<string, NpzCompression, int> Cases
    {
        get
        {
            var rows = new TheoryData<string, NpzCompression, int>();
            foreach (string verb in All.Keys)
            {
                foreach (NpzCompression compression in (NpzCompression[])[NpzCompression.None, NpzCompression.Optimal])
                {
                    foreach (int alignment in (int[])[0, 64, 4096])
                        rows.Add(verb, compression, alignment);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Save_IntoTheMiddleOfAStream_IsAsItWouldBeAlone(string verb, NpzCompression compression, int alignment)
    {
        using IDisposable lowered = EntryWriter.MinBlock.Lower(256);
        var options = new NpzWriteOptions { Compression = compression, Alignment = alignment };
        byte[] expected = Npz.Save(Items, options);
        Assert.Empty(Npz.Open(expected).Verify());

        // What was there before is longer, and shorter.
        foreach (int length in (int[])[Length, Before])
        {
            var stream = new MemoryStream();
            stream.Write(Filler(length));
            stream.Position = Before;
            await All[verb](stream, options);

            Assert.Equal(Before + expected.Length, stream.Position);
            byte[] written = stream.ToArray();
            Assert.Equal(Filler(Before), written[..Before]);
            Assert.True(expected.AsSpan().SequenceEqual(written.AsSpan(Before, expected.Length)));
            Assert.Equal(Math.Max(length, Before + expected.Length), written.Length);
            if (length == Length)
                Assert.Equal(Filler(Length / 4), written[^(Length / 4)..]);
            Assert.True(stream.CanWrite);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Save_ToAStreamThatCannotSeek_IsAlignedAndTheSameByEveryVerb(string verb, NpzCompression compression, int alignment)
    {
        using IDisposable lowered = EntryWriter.MinBlock.Lower(256);
        var options = new NpzWriteOptions { Compression = compression, Alignment = alignment };
        ForwardStream expected = new(), stream = new() { OnlyAsync = verb.Contains("sync", StringComparison.Ordinal) };
        Npz.Save(expected, Items, options);

        await All[verb](stream, options);

        Assert.True(expected.Written.AsSpan().SequenceEqual(stream.Written));
        Assert.False(stream.IsClosed);
        var zip = new WrittenZip(stream.Written);
        Assert.All(zip.Entries, entry => Assert.Equal(0, zip.DataOffset(entry) % Math.Max(1, alignment)));
        Assert.Empty(Npz.Open(stream.Written).Verify());
    }

    [Theory]
    [InlineData(NpzCompression.None, false)]
    [InlineData(NpzCompression.None, true)]
    [InlineData(NpzCompression.Optimal, false)]
    [InlineData(NpzCompression.Optimal, true)]
    public async Task AddRows_IntoTheMiddleOfAStream_IsAsItWouldBeAlone(NpzCompression compression, bool isAsync)
    {
        using IDisposable lowered = EntryWriter.MinBlock.Lower(256);
        foreach (int rows in (int[])[0, 30, 30_000])
        {
            int[] elements = NpzSamples.Steps(2 * rows);
            MemoryStream alone = new(), stream = new();
            stream.Write(Filler(Length));
            stream.Position = Before;
            await WriteAsync(alone);
            await WriteAsync(stream);

            byte[] expected = alone.ToArray(), written = stream.ToArray();
            Assert.Equal(Before + expected.Length, stream.Position);
            Assert.Equal(Length, written.Length);
            Assert.Equal(Filler(Before), written[..Before]);
            Assert.True(expected.AsSpan().SequenceEqual(written.AsSpan(Before, expected.Length)));
            Assert.Equal(Filler(Length / 4), written[^(Length / 4)..]);
            Assert.Equal(elements, Npz.Load(expected)["rows"].ToArray<int>());

            async Task WriteAsync(Stream target)
            {
                await using NpzWriter writer = Npz.Create(target, new NpzWriteOptions { Compression = compression, Alignment = 16 }, leaveOpen: true);
                writer.Add("before", NpzSamples.Steps(3));
                RowWriter<int> entry = writer.AddRows<int>("rows", [2]);
                if (isAsync)
                {
                    await entry.WriteAsync(elements);
                    await entry.CompleteAsync();
                    await writer.CompleteAsync();
                }
                else
                {
                    entry.Write(elements);
                    entry.Complete();
                    writer.Complete();
                }
            }
        }
    }

    private static byte[] Filler(int length) => [.. Enumerable.Repeat((byte)0xEE, length)];

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
