using Microsoft.Win32.SafeHandles;
using NpyIO.Files;
using NpyIO.Pickling;

namespace NpyIO.JoblibFiles;

/// <summary>Reads joblib files from wherever they are: the compression by the first bytes, the pickle, the arrays in it. Every load goes this way.</summary>
internal static class JoblibReader
{
    /// <summary>Reads a file.</summary>
    internal static object? Read(string path, JoblibReadOptions? options, CancellationToken cancellationToken = default)
    {
        try
        {
            using SafeFileHandle handle = ReadableFile.Open(path);
            if (FileSource.TryOpen(handle) is { } file)
                return Read(file, ReadableFile.FolderOf(path), options, cancellationToken);

            using var pipe = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return Read(new StreamSource(pipe), ReadableFile.FolderOf(path), options, cancellationToken);
        }
        catch (NpyFormatException e) when (e.IsNotOf(path))
        {
            throw;
        }
    }

    /// <summary>Reads what begins where a stream stands, which, unless that is compressed, then stands right behind it.</summary>
    internal static object? Read(Stream stream, JoblibReadOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var source = new StreamSource(stream);
        if (!stream.CanSeek)
            return Read(source, null, isExact: true, options ?? JoblibReadOptions.Default, out _, default);

        long start = stream.Position;
        object? value = Read(source, null, isExact: false, options ?? JoblibReadOptions.Default, out long? end, default);
        stream.Position = end is { } length ? start + length : stream.Position;
        return value;
    }

    /// <inheritdoc cref="Read(Stream, JoblibReadOptions?)"/>
    /// <remarks>All of the stream is taken first: the pickle's arrays lie at places that only reading it tells.</remarks>
    internal static async Task<object?> ReadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            Throw.StreamNotReadable(nameof(stream));

        long? start = stream.CanSeek ? stream.Position : null;
        ArrivedSource source = await ArrivedSource.OfAsync(stream, cancellationToken).ConfigureAwait(false);
        object? value = Read(source, null, isExact: false, options ?? JoblibReadOptions.Default, out long? end, cancellationToken);
        if (start + end is { } position)
            stream.Position = position;
        return value;
    }

    /// <summary>Reads what begins where a source does, and that nobody goes on reading.</summary>
    internal static object? Read(ByteSource source, string? folder, JoblibReadOptions? options, CancellationToken cancellationToken = default) =>
        Read(source, folder, isExact: false, options ?? JoblibReadOptions.Default, out _, cancellationToken);

    /// <summary>Reads a file of which the kind is known.</summary>
    /// <param name="file">The file, from its start.</param>
    /// <param name="kind">What its first bytes say.</param>
    /// <param name="isExact">Whether not a byte is to be taken that the content does not need; without meaning where that is compressed.</param>
    /// <param name="options">How to read.</param>
    /// <param name="arrays">Where its arrays come from.</param>
    /// <param name="end">Where the content ends, in bytes; null where it is compressed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static object? Read(ByteSource file, FileKind kind, bool isExact, PickleReadOptions options, ArrayReplacer arrays, out long? end, CancellationToken cancellationToken)
    {
        using DecompressedSource? content = kind == FileKind.Pickle ? null : new DecompressedSource(file, kind);
        using var input = new PickleInput(content ?? file, isExact: isExact && content is null);
        object? value;
        try
        {
            value = new PickleMachine(options, input) { WhenDescribed = arrays.Replace }.Run(cancellationToken);
        }
        catch (NpyFormatException) when (content is not null)
        {
            content.CheckBlock();
            throw;
        }

        // Compressed data have a check at their end, so that it has to be read. One that is cut off is not missed: the platform's zlib does not tell, and joblib does not ask.
        if (content is not null)
            input.TryFill(1);
        end = content is null ? input.Position : null;
        return value;
    }

    /// <summary>Tells a file's kind by its first bytes; they can be read once more in what is given back.</summary>
    /// <exception cref="NpyFormatException">It is one for another verb.</exception>
    internal static ByteSource Begin(ByteSource file, out FileKind kind)
    {
        byte[] head = new byte[FileSignatures.LeastLength];
        int filled = 0;
        while (filled < head.Length && file.Read(filled, head.AsSpan(filled)) is int count and > 0)
            filled += count;

        kind = FileSignatures.KindOf(head.AsSpan(0, filled));
        if (kind is FileKind.Npy or FileKind.Archive or FileKind.Zstandard)
            Throw.NoJoblibFile(kind);
        return file.IsPositional ? file : new PrefixedSource(head.AsMemory(0, filled), file);
    }

    private static object? Read(ByteSource source, string? folder, bool isExact, JoblibReadOptions options, out long? end, CancellationToken cancellationToken)
    {
        PickleReadOptions ofPickle = options.OfPickle;
        var companions = new CompanionFiles(folder, ofPickle, mappings: null, cancellationToken);
        ByteSource file = Begin(source, out FileKind kind);
        return Read(file, kind, isExact, ofPickle, new ArrayReplacer(ofPickle, companions, mapping: null, cancellationToken), out end, cancellationToken);
    }
}
