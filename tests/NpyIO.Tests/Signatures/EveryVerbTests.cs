using System.Text;
using NpyIO.Signatures;
using NpyIO.Tests.Cli;
using NpyIO.Tests.JoblibFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Signatures;

/// <summary>Every kind of content, given to every verb of the library and the tool, from every kind of source: it is read, or called what it is.</summary>
public sealed class EveryVerbTests : IDisposable
{
    private static readonly byte[] NpyFile = NpyBytes.Integers("(3,)", 3);
    private static readonly byte[] PickleFile = Pickle.Save(new List<object?> { 1L, "x" });
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("It was a dark and stormy night.\nThe rain fell in torrents.\n");
    private static readonly byte[] TorchArchive = ZipBytes.Of(false, ("m/data.pkl", [0x80, 2, 0x7D, 0x2E]), ("m/data/0", new byte[8]), ("m/version", "3\n"u8.ToArray()));

    /// <summary>What <c>torch.save</c> wrote before 1.6: a number, a protocol, facts about the system, and only then the object with its persistent ids.</summary>
    private static readonly byte[] TorchFile =
    [
        0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.', 0x80, 2, (byte)'M', 0xE9, 3, (byte)'.', 0x80, 2, .. "}q\0."u8, 0x80, 2, (byte)'(',
        .. "X\u0007\0\0\0storagetQ."u8,
    ];

    private static readonly byte[] TarFile = [.. "weights/0"u8, .. new byte[248], .. "ustar\0"u8, .. new byte[1000]];

    /// <summary>By name: the content, and what it is called.</summary>
    private static readonly Dictionary<string, (byte[] Bytes, string Called)> Plain = new()
    {
        [".npy"] = (NpyFile, "a .npy file"),
        [".npz"] = (ZipBytes.Of(false, ("a.npy", NpyFile)), "a ZIP archive"),
        ["pickle"] = (PickleFile, "a Python pickle"),
        ["joblib"] = (new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2)).ToArray(), "a joblib file"),
        ["text"] = (Text, "text"),
        ["LFS"] = ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"u8.ToArray(), "a Git LFS pointer"),
        ["HTML"] = ("<!DOCTYPE html>\n<html><head><title>Not found</title></head></html>\n"u8.ToArray(), "an HTML page"),
        ["PyTorch"] = (TorchArchive, "a PyTorch archive"),
        ["PyTorch, legacy"] = (TorchFile, "a PyTorch file"),
        ["tar"] = (TarFile, "a tar archive"),
        ["HDF5"] = ([0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[64]], "an HDF5 file"),
        ["PNG"] = ([0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[64]], "a PNG image"),
        ["Parquet"] = ([.. "PAR1"u8, .. new byte[64], .. "PAR1"u8], "a Parquet file"),
        ["MATLAB"] = ([.. "MATLAB 5.0 MAT-file, Platform: GLNXA64"u8, .. new byte[200]], "a MATLAB file"),
    };

    private static readonly string[] Compressions = ["zlib", "gzip", "bzip2", "LZMA", "xz", "LZ4", "Zstandard"];

    /// <summary>What the tool reads, compressed or not.</summary>
    private static readonly string[] Readable = [".npy", ".npz", "pickle", "joblib"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Contents
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (string name in Plain.Keys)
            {
                rows.Add(name, "");
                foreach (string compression in Compressions)
                    rows.Add(name, compression);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Load_EveryContent_IsReadOrCalledWhatItIs(string name, string compression)
    {
        byte[] content = ContentOf(name, compression);
        foreach ((string verb, Func<Task> load) in LibraryVerbs(content))
        {
            string of = verb[..verb.IndexOf('(', StringComparison.Ordinal)];
            Exception? error = await Record.ExceptionAsync(load);
            if (IsRead(of, name, compression))
            {
                Assert.True(error is null, $"{verb} of {name} {compression}: {error?.Message}");
                continue;
            }

            string what = $"{verb} of {name} {compression}: {error?.GetType().Name ?? "it is read"}: {error?.Message}";
            AssertCalled((error as NpyFormatException)?.Problem ?? "", of, name, compression, what);
        }
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Run_EveryContent_IsReadOrCalledWhatItIs(string name, string compression)
    {
        byte[] content = ContentOf(name, compression);
        string file = _folder.Write("x.bin", content);
        foreach (string[] words in (string[][])[["info"], ["info", "--json"], ["cat"], ["cat", "--json"], ["verify"], ["convert", "y.npz"], ["convert", "y.csv"], ["convert", "y.json"], ["convert", "y.npy"], ["unpack", "y"]])
        {
            AssertRun(words, file, CliRun.Of(Words(words, file)), name, compression);
            if (OperatingSystem.IsLinux() && words.Length == 1)
                AssertRun(words, null, await Sources.FromPipeAsync(content, path => CliRun.Of(Words(words, path))), name, compression);
        }

        CliRun pack = CliRun.Of("pack", _folder.PathOf("packed.npz"), "a=" + file);
        Assert.Equal(name is ".npy" or "joblib" ? 0 : 1, pack.Status);
        if (!Readable.Contains(name))
            Assert.Contains(Plain[name].Called, pack.Error, StringComparison.Ordinal);
    }

    /// <summary>Archives whose beginning is longer than what is looked at: of those that the library does not read, the compression alone may be known.</summary>
    [Theory]
    [InlineData("zlib")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("LZMA")]
    [InlineData("xz")]
    [InlineData("LZ4")]
    [InlineData("Zstandard")]
    public async Task Load_LongCompressedContent_IsCalledWhatItIs(string compression)
    {
        byte[] noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        foreach (byte[] inner in (byte[][])[Npy.Save(NdArray.FromArray(noise)), ZipBytes.Of(false, ("a.npy", Npy.Save(NdArray.FromArray(noise))))])
        {
            byte[] content = Compress(compression, inner);
            foreach ((string verb, Func<Task> load) in LibraryVerbs(content))
            {
                Exception? error = await Record.ExceptionAsync(load);

                Assert.True(error is NpyFormatException { Message: var message } && message.Contains($"compressed with {compression}", StringComparison.Ordinal), $"{verb}: {error?.Message}");
            }
        }
    }

    private static bool IsRead(string verb, string name, string compression) => verb switch
    {
        "Npy.Load" => name == ".npy" && compression.Length == 0,
        "Npz.Load" => name == ".npz" && compression.Length == 0,
        "Pickle.Load" => name == "pickle" && compression.Length == 0,
        _ => name is "pickle" or "joblib" && compression != "Zstandard",
    };

    private static void AssertCalled(string message, string verb, string name, string compression, string what)
    {
        // joblib's own verb is named at once: it decompresses, too.
        bool isOfJoblib = verb == "Pickle.Load" && name is "pickle" or "joblib" && compression.Length > 0 && compression != "Zstandard" && verb == "Pickle.Load";
        string called = isOfJoblib ? "compressed with " + compression : Plain[name].Called;
        Assert.True(message.StartsWith("This is " + called, StringComparison.Ordinal), what);
        Assert.True(message.Contains("compressed with " + compression, StringComparison.Ordinal) == compression.Length > 0 || compression.Length == 0, what);
        string? advised = name switch
        {
            ".npy" => "Npy.Load",
            ".npz" => "Npz.Load",
            "pickle" => compression.Length > 0 && compression != "Zstandard" ? "Joblib.Load" : "Pickle.Load",
            "joblib" => "Joblib.Load",
            "PyTorch" or "PyTorch, legacy" => "numpy.savez",
            "LFS" => "git lfs pull",
            _ => null,
        };
        Assert.True(advised is null || message.Contains(advised, StringComparison.Ordinal), what);
    }

    private static void AssertRun(string[] words, string? file, CliRun run, string name, string compression)
    {
        string what = $"{string.Join(' ', words)} of {name} {compression}: {run.Status} {run.Output} {run.Error}";
        bool isArchive = name is ".npz" or "PyTorch";
        bool isRead = words[0] == "unpack" ? isArchive : Readable.Contains(name) && !(name == "pickle" && words is ["convert", not "y.json"]);
        if (isRead)
        {
            Assert.True(run is { Status: 0, Error: "" }, what);
            return;
        }

        Assert.True(run.Status == 1 && run.Error.Count(character => character == '\n') == 1, what);
        if (words is ["info"])
            Assert.True(name == "PyTorch" || run.Output.Length == 0, what);
        if (Readable.Contains(name))
            return;
        Assert.True(file is null || run.Error.StartsWith($"npyio: {file}: ", StringComparison.Ordinal), what);
        Assert.True(run.Error.Contains("This is " + Plain[name].Called, StringComparison.Ordinal), what);
        Assert.True(compression.Length == 0 || name == "PyTorch" || run.Error.Contains("compressed with " + compression, StringComparison.Ordinal), what);
    }

    private string[] Words(string[] words, string path) => [words[0], path, .. words[1..].Select(word => word.StartsWith('y') ? _folder.PathOf(word) : word)];

    private static IEnumerable<(string Verb, Func<Task> Load)> LibraryVerbs(byte[] content)
    {
        foreach (SourceKind kind in Sources.Kinds)
        {
            yield return ($"Npy.Load({kind})", () => Sources.LoadAsync(kind, content));
            yield return ($"Joblib.Load({kind})", () => JoblibSources.LoadAsync(kind, content));
        }

        foreach ((string source, Func<Stream> open) in new (string, Func<Stream>)[]
        {
            ("seekable", () => new MemoryStream(content)), ("unseekable", () => new PartialStream(content, int.MaxValue)), ("one byte", () => new PartialStream(content, 1)),
        })
        {
            yield return ($"Pickle.Load({source})", () => Task.FromResult(Pickle.Load(open())));
            yield return ($"Pickle.Load({source}, async)", () => Pickle.LoadAsync(open()));
            yield return ($"Npz.Load({source})", () => Task.FromResult(Npz.Load(open())));
            yield return ($"Npz.Load({source}, async)", () => Npz.LoadAsync(open()));
        }

        yield return ("Pickle.Load(memory)", () => Task.FromResult(Pickle.Load(content.AsMemory())));
        yield return ("Pickle.Load(span)", () => Task.FromResult(Pickle.Load(content.AsSpan())));
        yield return ("Pickle.Load(path)", () => OnFile(content, path => Task.FromResult(Pickle.Load(path))));
        yield return ("Pickle.Load(path, async)", () => OnFile(content, path => Pickle.LoadAsync(path)));
        yield return ("Npz.Load(memory)", () => Task.FromResult(Npz.Load(content)));
        yield return ("Npz.Load(path)", () => OnFile(content, path => Task.FromResult(Npz.Load(path))));
        yield return ("Npz.Load(path, async)", () => OnFile(content, path => Npz.LoadAsync(path)));
    }

    private static async Task<T> OnFile<T>(byte[] content, Func<string, Task<T>> load)
    {
        using var file = new TempFile(content);
        return await load(file.Path);
    }

    private static byte[] ContentOf(string name, string compression) => compression.Length == 0 ? Plain[name].Bytes : Compress(compression, Plain[name].Bytes);

    private static byte[] Compress(string compression, byte[] content)
    {
        if (compression == "Zstandard")
            return ZstandardFrame.Of(content);
        var packed = new MemoryStream();
        using (Stream stream = FileCompressors.OpenWrite(Enum.Parse<FileKind>(compression, ignoreCase: true), packed, 6))
            stream.Write(content);
        return packed.ToArray();
    }
}
