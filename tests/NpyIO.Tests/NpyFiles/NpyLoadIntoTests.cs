using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class NpyLoadIntoTests
{
    private static readonly byte[] Content = NpyBytes.Integers("(2, 3)", 6, bigEndian: true, fortranOrder: true);
    private static readonly int[] Expected = [0, 2, 4, 1, 3, 5, -1];

    [Fact]
    public async Task Load_IntoTheCallersBuffer_FillsItsStart()
    {
        using var file = new TempFile(Content);
        Func<int[], Task<NpyHeader>>[] loads =
        [
            buffer => Task.FromResult(Npy.Load<int>(file.Path, buffer)),
            buffer => Task.FromResult(Npy.Load<int>(new PartialStream(Content, 3), buffer)),
            buffer => Task.FromResult(Npy.Load<int>(new MemoryStream(Content), buffer)),
            buffer => Task.FromResult(Npy.Load<int>(Content.AsMemory(), buffer)),
            buffer => Task.FromResult(Npy.Load<int>(Content.AsSpan(), buffer)),
            buffer => Npy.LoadAsync<int>(file.Path, buffer.AsMemory()),
            buffer => Npy.LoadAsync<int>(new PartialStream(Content, 3), buffer.AsMemory()),
        ];

        foreach (Func<int[], Task<NpyHeader>> load in loads)
        {
            int[] buffer = [-1, -1, -1, -1, -1, -1, -1];
            NpyHeader header = await load(buffer);

            Assert.Equal([2L, 3L], header.Shape.ToArray());
            Assert.Equal(Expected, buffer);
        }
    }

    [Fact]
    public void Load_IntoABufferWithOptionsOfOrder_IsStillNativeC()
    {
        int[] buffer = [-1, -1, -1, -1, -1, -1, -1];
        Npy.Load<int>(Content, buffer, NpyReadOptions.AsStored);

        Assert.Equal(Expected, buffer);
    }

    [Fact]
    public async Task Load_IntoAShortBuffer_WritesNothing()
    {
        using var file = new TempFile(Content);
        int[] buffer = [-1, -1, -1, -1, -1];

        Assert.Throws<ArgumentException>(() => Npy.Load<int>(file.Path, buffer));
        Assert.Throws<ArgumentException>(() => Npy.Load<int>(Content, buffer));
        await Assert.ThrowsAsync<ArgumentException>(() => Npy.LoadAsync<int>(file.Path, buffer.AsMemory()));
        Assert.All(buffer, value => Assert.Equal(-1, value));
    }

    [Fact]
    public void Load_IntoABufferOfAnotherType_IsAnInvalidCast()
    {
        Assert.Throws<InvalidCastException>(() => Npy.Load<short>(Content, new short[6]));

        var doubles = new double[6];
        Npy.Load<double>(Content, doubles, new NpyReadOptions { Casting = Casting.Safe });
        Assert.Equal([0.0, 2, 4, 1, 3, 5], doubles);
    }

    [Fact]
    public async Task Load_StringsIntoABuffer_AreRead()
    {
        byte[] content = NpyBytes.Of("'|S2'", "(3,)", "a\0bccd"u8);
        string[] expected = ["a", "bc", "cd"];
        string[] strings = new string[3];

        Npy.Load<string>(content, strings);
        Assert.Equal(expected, strings);

        strings = new string[3];
        await Npy.LoadAsync<string>(new PartialStream(content, 1), strings.AsMemory());
        Assert.Equal(expected, strings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Load_ReferencesIntoABuffer_ChangesItsStartAlone(int count)
    {
        byte[] content = NpyBytes.Of("'|S2'", $"({count},)", "a\0bccdefghij"u8[..(2 * count)]);
        string[] stored = ["a", "bc", "cd", "ef", "gh", "ij"];
        string[] expected = count > 5 ? ["1", "2", "3", "4", "5"] : [.. stored[..count], .. ((string[])["1", "2", "3", "4", "5"])[count..]];
        byte[] archive = ZipBytes.Of(true, ("a.npy", content));
        using var file = new TempFile(content);
        using NpzFile ofMemory = Npz.Open(archive), ofStream = Npz.Open(new MemoryStream(archive));
        Func<string[], Task<NpyHeader>>[] loads =
        [
            buffer => Task.FromResult(Npy.Load<string>(file.Path, buffer)),
            buffer => Task.FromResult(Npy.Load<string>(new PartialStream(content, 3), buffer)),
            buffer => Task.FromResult(Npy.Load<string>(content.AsMemory(), buffer)),
            buffer => Task.FromResult(Npy.Load<string>(content.AsSpan(), buffer)),
            buffer => Task.FromResult(ofMemory["a"].Load<string>(buffer)),
            buffer => Npy.LoadAsync<string>(file.Path, buffer.AsMemory()),
            buffer => Npy.LoadAsync<string>(new PartialStream(content, 3), buffer.AsMemory()),
            buffer => ofMemory["a"].LoadAsync<string>(buffer.AsMemory()),
            buffer => ofStream["a"].LoadAsync<string>(buffer.AsMemory()),
        ];

        foreach (Func<string[], Task<NpyHeader>> load in loads)
        {
            string[] buffer = ["1", "2", "3", "4", "5"];
            if (count > buffer.Length)
                await Assert.ThrowsAsync<ArgumentException>(async () => await load(buffer));
            else
                Assert.Equal(count, (await load(buffer)).Count);

            Assert.Equal(expected, buffer);
        }
    }

    [Fact]
    public void Load_LargeIntoABuffer_IsFilledFromItsFile()
    {
        const int Count = 300_000;
        using var file = new TempFile(NpyBytes.Integers($"({Count},)", Count));
        int[] buffer = new int[Count];

        Npy.Load<int>(file.Path, buffer);

        Assert.Equal(Enumerable.Range(0, Count), buffer);
    }
}
