using System.IO.Compression;
using System.Text;
using NpyIO.Tests.JoblibFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Files of other kinds, given to <see cref="Pickle.Load(string, PickleReadOptions?)"/>: the message names the verb that reads them.</summary>
public sealed class PickleOtherFileTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "\u0093NUMPY\u0001\0", "This is a .npy file, not a pickle: load it with Npy.Load (at byte 0)" },
        { "PK\u0003\u0004....", "This is a ZIP archive, as .npz files are, not a pickle: load all of its arrays with Npz.Load, or open it with Npz.Open (at byte 0)" },
        { "\u001f\u008b\b\0", "This is compressed with gzip, not a pickle: load it with Joblib.Load, which decompresses pickles, too (at byte 0)" },
        { "BZh9....", "This is compressed with bzip2, not a pickle: load it with Joblib.Load, which decompresses pickles, too (at byte 0)" },
        { "ZF0x10", "This is a compressed joblib file, not a pickle: load it with Joblib.Load (at byte 0)" },
        { "\u00fd7zXZ\0", "This is compressed with xz, not a pickle: load it with Joblib.Load, which decompresses pickles, too (at byte 0)" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Load_FileOfAnotherKind_NamesTheVerb(string content, string message)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(content);

        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => Pickle.Load(bytes)).Problem);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => Pickle.Load(new MemoryStream(bytes))).Problem);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => Pickle.Load(new UnseekableStream(new MemoryStream(bytes)))).Problem);
        Assert.Equal(message, (await Assert.ThrowsAsync<NpyFormatException>(() => Pickle.LoadAsync(new UnseekableStream(new MemoryStream(bytes))))).Problem);
    }

    /// <summary>A shorter text may as well be a damaged pickle of protocol 0.</summary>
    [Theory]
    [InlineData("Nothing here is one", false)]
    [InlineData("Nothing here is one.", true)]
    public async Task Load_TextFromALengthOn_IsCalledText(string text, bool isText)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Func<Task>[] loads =
        [
            () => Task.Run(() => Pickle.Load(bytes)), () => Task.Run(() => Pickle.Load(new UnseekableStream(new MemoryStream(bytes)))), () => Task.Run(() => Joblib.Load(bytes)),
            () => Pickle.LoadAsync(new MemoryStream(bytes)), () => Pickle.LoadAsync(new UnseekableStream(new MemoryStream(bytes))), () => Joblib.LoadAsync(new MemoryStream(bytes)),
        ];

        foreach (Func<Task> load in loads)
        {
            NpyFormatException error = await Assert.ThrowsAsync<NpyFormatException>(load);
            Assert.Equal(NpyFormatReason.BadPickle, error.Reason);
            Assert.Equal((isText, isText ? 0L : 1L), (error.Problem.StartsWith("This is text, not a ", StringComparison.Ordinal), error.Offset));
        }
    }

    [Fact]
    public void Load_GzippedPickle_IsReadByTheVerbThatIsNamed()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            Pickle.Save(gzip, 5L);

        Assert.Throws<NpyFormatException>(() => Pickle.Load(packed.ToArray()));
        Assert.Equal(5L, Joblib.Load(packed.ToArray()));
    }

    [Fact]
    public void Load_JoblibFile_NamesTheVerb()
    {
        byte[] file = new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2)).ToArray();

        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(file));

        Assert.StartsWith("This is a joblib file, with the data of arrays in the midst of its pickle: load it with Joblib.Load (at byte ", error.Problem, StringComparison.Ordinal);
        Assert.Equal(NpyFormatReason.Unsupported, error.Reason);
    }

    [Fact]
    public void Load_PicklesOfTwoBytes_FollowEachOther()
    {
        using var stream = new UnseekableStream(new MemoryStream([.. "]."u8, .. "N."u8, .. ")."u8]));

        Assert.Equal("[]", PickleRepr.Of(Pickle.Load(stream)));
        Assert.Null(Pickle.Load(stream));
        Assert.Equal("()", PickleRepr.Of(Pickle.Load(stream)));
    }

    [Fact]
    public async Task Load_PicklesThatBeginAsPyTorchsFiles_FollowEachOther()
    {
        byte[] number = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 1, (byte)'.'];
        byte[] all = [0x80, 2, (byte)'N', (byte)'.', 0x80, 2, 0x8A, 0, (byte)'.', .. number, (byte)')', (byte)'.'];
        foreach (Func<Stream, Task<object?>> load in new Func<Stream, Task<object?>>[] { stream => Task.FromResult(Pickle.Load(stream)), stream => Pickle.LoadAsync(stream), stream => Task.FromResult(Joblib.Load(stream)) })
        {
            using var stream = new UnseekableStream(new MemoryStream(all));

            Assert.Null(await load(stream));
            Assert.Equal("0", PickleRepr.Of(await load(stream)));
            Assert.NotNull(await load(stream));
            Assert.Equal("()", PickleRepr.Of(await load(stream)));
        }
    }
}
