using NpyIO.Files;
using NpyIO.JoblibFiles;

namespace NpyIO.Cli.Input;

/// <summary>A file opened for a command, by content, from disks and from pipes: an archive, a pickle or joblib file, or what is taken for a single array.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly string _path;
    private readonly Stream? _pipe;

    private InputFile(string path, Stream? pipe, NpzFile? archive, bool isObjects = false)
    {
        _path = path;
        _pipe = pipe;
        Archive = archive;
        IsObjects = isObjects;
    }

    /// <summary>The archive; null where the file is none.</summary>
    internal NpzFile? Archive { get; }

    /// <summary>Whether it is a pickle or joblib file.</summary>
    internal bool IsObjects { get; }

    /// <summary>Opens a file.</summary>
    internal static InputFile Open(string path)
    {
        if (path.Length == 0)
            throw new FileNotFoundException();
        var file = new FileStream(ReadableFile.PathOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            return file.CanSeek ? OpenFile(path, file) : OpenPipe(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How long what <see cref="Load"/> loads is about, or everything where no name is given, in bytes; 0 in a pipe.</summary>
    /// <exception cref="ToolException">There is nothing of that name.</exception>
    internal long LengthOf(string? entry) => Archive switch
    {
        null => _pipe is null ? new FileInfo(_path).Length : 0,
        _ when entry is null => Members.Length(Archive.Values),
        _ => Members.Length([Members.Find(Archive, entry)]),
    };

    /// <summary>Reads the header of the single array, and nothing of its data.</summary>
    internal NpyHeader ReadHeader() => _pipe is null ? Npy.ReadHeader(_path) : Npy.ReadHeader(_pipe);

    /// <summary>Loads one array and does something with it: the single one, of an archive the one of a name or the only one there is.</summary>
    /// <exception cref="ToolException">There is none of that name, or several without a name; or what is done with it cannot be done.</exception>
    internal T Load<T>(string? entry, NpyReadOptions options, Func<NdArray, T> use)
    {
        if (Archive is not null)
        {
            NpzEntry member = Members.FindArray(Archive, entry);
            return Members.Concerning(member, () => use(member.Load(options)));
        }
        if (IsObjects)
            return use(LoadObjects(options).FindArray(entry));
        if (!string.IsNullOrEmpty(entry))
            throw new ToolException($"has no entry '{entry}': it is a single array");
        return use(_pipe is null ? Npy.Load(_path, options) : Npy.Load(_pipe, options));
    }

    /// <summary>Loads what a pickle or joblib file holds. Nothing in it is run, as always.</summary>
    /// <param name="options">How its arrays are read.</param>
    internal ObjectFile LoadObjects(NpyReadOptions options)
    {
        var asked = new JoblibReadOptions { Order = options.Order, ByteOrder = options.ByteOrder, Progress = options.Progress };
        JoblibContent content = _pipe is null ? JoblibContent.Load(_path, asked) : JoblibContent.Load(_pipe, asked);
        return new ObjectFile(content.IsJoblib ? "joblib" : "pickle", content.Value);
    }

    /// <summary>Makes sure that the single array is all there is: its data have their length, and nothing follows them. The data themselves are not looked at, so that this takes no memory.</summary>
    /// <exception cref="NpyFormatException">The data are too short or too long.</exception>
    internal void CheckLength()
    {
        using FileStream? file = _pipe is null ? new FileStream(ReadableFile.PathOf(_path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0) : null;
        Stream content = file ?? _pipe!;
        NpyHeader header = Npy.ReadHeader(content);
        if (header.DType.HasObject)
            return;   // whose data are a pickle, of any length
        long found = file is not null ? file.Length - file.Position : CountToEnd(content);
        if (found < header.NBytes)
            Throw.TruncatedData(header, header.NBytes, found);
        if (found > header.NBytes)
            Throw.TrailingData(header.DataOffset + header.NBytes, found - header.NBytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Archive?.Dispose();
        _pipe?.Dispose();
    }

    private static InputFile OpenFile(string path, FileStream file)
    {
        Span<byte> prefix = stackalloc byte[ContentKindDetector.PrefixLength];
        int length = file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        ContentKind kind = ContentKindDetector.Detect(prefix[..length]);
        if (kind == ContentKind.Unknown)
            kind = EndsAsArchive(file) ? ContentKind.Archive : EndsAsPickle(file, prefix[..length]) ? ContentKind.Objects : kind;
        file.Dispose();
        return new InputFile(path, null, kind == ContentKind.Archive ? Npz.Open(path) : null, kind == ContentKind.Objects);
    }

    private static InputFile OpenPipe(string path, FileStream pipe)
    {
        byte[] prefix = new byte[ContentKindDetector.PrefixLength];
        int length = pipe.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        ContentKind kind = ContentKindDetector.Detect(prefix.AsSpan(0, length));
        var whole = new PrefixedStream(prefix.AsMemory(0, length), pipe);
        if (kind != ContentKind.Archive)
            return new InputFile(path, whole, null, kind == ContentKind.Objects);
        using (pipe)
            return new InputFile(path, null, Npz.Open(Spool.Read(whole)));
    }

    private static bool EndsAsPickle(FileStream file, ReadOnlySpan<byte> prefix)
    {
        file.Position = Math.Max(0, file.Length - 1);
        return ContentKindDetector.MayBePickle(prefix, (byte)file.ReadByte());
    }

    private static bool EndsAsArchive(FileStream file)
    {
        byte[] tail = new byte[Math.Min(file.Length, ContentKindDetector.TailLength)];
        file.Position = file.Length - tail.Length;
        return ContentKindDetector.EndsAsArchive(tail.AsSpan(0, file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)));
    }

    private static long CountToEnd(Stream stream)
    {
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
            count += read;
        return count;
    }
}
