using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Pickling;
using NpyIO.Signatures;

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

    /// <summary>As <see cref="Read(Stream, JoblibReadOptions?)"/>; false when the stream is at its end.</summary>
    internal static bool TryRead(Stream stream, JoblibReadOptions? options, out object? value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long? start = stream.CanSeek ? stream.Position : null;
        bool isThere = TryReadOne(new StreamSource(stream), isExact: start is null, options ?? JoblibReadOptions.Default, out value, out long? end, cancellationToken);
        Leave(stream, start, end);
        return isThere;
    }

    /// <inheritdoc cref="TryRead"/>
    /// <remarks>On the thread pool: where a value ends only reading it tells, so that taking the stream first, as for a single value, would take it again for every value.</remarks>
    internal static Task<(bool IsThere, object? Value)> TryReadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));
        return Task.Run(() => (TryRead(stream, options, out object? value, cancellationToken), value), cancellationToken);
    }

    /// <inheritdoc cref="Read(Stream, JoblibReadOptions?)"/>
    /// <remarks>All of the stream is taken first: the pickle's arrays lie at places that only reading it tells.</remarks>
    internal static async Task<object?> ReadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));

        long? start = stream.CanSeek ? stream.Position : null;
        ArrivedSource source = await ArrivedSource.OfAsync(stream, cancellationToken).ConfigureAwait(false);
        object? value = Read(source, null, isExact: false, options ?? JoblibReadOptions.Default, out long? end, cancellationToken);
        if (start + end is { } position)
            stream.Position = position;
        return value;
    }

    /// <summary>Reads what begins where a source does, and that nobody goes on reading.</summary>
    internal static object? Read(PayloadSource source, string? folder, JoblibReadOptions? options, CancellationToken cancellationToken = default) =>
        Read(source, folder, isExact: false, options ?? JoblibReadOptions.Default, out _, cancellationToken);

    /// <summary>Reads a file of which the kind is known.</summary>
    /// <param name="file">The file, from its start.</param>
    /// <param name="kind">What its first bytes say.</param>
    /// <param name="isExact">Whether not a byte is to be taken that the content does not need; without meaning where that is compressed.</param>
    /// <param name="options">How to read.</param>
    /// <param name="arrays">Where its arrays come from.</param>
    /// <param name="end">Where the content ends, in bytes; null where it is compressed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static object? Read(PayloadSource file, FileKind kind, bool isExact, PickleReadOptions options, ArrayReplacer arrays, out long? end, CancellationToken cancellationToken)
    {
        using DecompressedSource? content = kind == FileKind.Pickle ? null : new DecompressedSource(file, kind);
        using var input = new PickleInput(content ?? file, isExact: isExact && content is null);
        object? value = ReadValue(input, content, kind, options, arrays, cancellationToken);

        // Compressed data have a check at their end, so that it has to be read. One that is cut off is not missed: the platform's zlib does not tell, and joblib does not ask.
        if (content is not null)
            input.TryFill(1);
        end = content is null ? input.Position : null;
        return value;
    }

    /// <summary>Reads one value, where the input stands.</summary>
    /// <param name="input">What is read; afterwards it stands behind the value.</param>
    /// <param name="content">The same, if it is decompressed.</param>
    /// <param name="kind">How it is compressed.</param>
    /// <param name="options">How to read.</param>
    /// <param name="arrays">Where its arrays come from.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static object? ReadValue(PickleInput input, DecompressedSource? content, FileKind kind, PickleReadOptions options, ArrayReplacer arrays, CancellationToken cancellationToken)
    {
        try
        {
            if (content is not null)
                RefuseOther(input, kind);
            return new PickleMachine(options, input) { OnDescribed = arrays.Replace }.Run(cancellationToken);
        }
        catch (NpyFormatException e)
        {
            content?.CheckBlock();
            if (!input.Head.IsEmpty && !Verdict.LooksLikePickle(input.Head))
            {
                if (content is null)
                    input.TryFill(Verdict.TextHead);
                PickleThrow.IfForeign(input.Head, content is null ? "a joblib file" : $"a pickle compressed with {SignatureThrow.NameOf(kind)}", e);
            }

            throw;
        }
    }

    /// <summary>Refuses what is compressed and no pickle: a .npy file, an archive, something compressed twice.</summary>
    private static void RefuseOther(PickleInput input, FileKind kind)
    {
        input.TryFill(Verdict.TextHead);
        if (FileSignatures.KindOf(input.Unread) == FileKind.Pickle && !Verdict.IsLegacyTorch(input.Unread))
            return;
        JoblibThrow.NoJoblibFile(Verdict.OfCompressed(kind, input.Unread[..Math.Min(input.Unread.Length, Verdict.HeadLength)]));
    }

    /// <summary>Tells a file's kind by its first bytes; they can be read once more in what is given back.</summary>
    /// <exception cref="NpyFormatException">It is one for another verb.</exception>
    /// <param name="file">The file.</param>
    /// <param name="kind">How it is compressed, or that it is not.</param>
    /// <param name="readsZstandard">Whether content in Zstandard is read too, which joblib does not write.</param>
    internal static PayloadSource Begin(PayloadSource file, out FileKind kind, bool readsZstandard = false) => Begin(file, readsZstandard, out kind, out _);

    private static PayloadSource Begin(PayloadSource file, bool readsZstandard, out FileKind kind, out bool isEmpty)
    {
        byte[] head = new byte[FileSignatures.LeastLength];
        int filled = Fill(file, head, 0);
        isEmpty = filled == 0;
        for (int wanted; (wanted = Verdict.Wanted(head.AsSpan(0, filled))) > filled && filled == head.Length;)
        {
            Array.Resize(ref head, wanted);
            filled = Fill(file, head, filled);
        }

        kind = FileSignatures.KindOf(head.AsSpan(0, filled));
        if (IsOther(kind, readsZstandard) || kind == FileKind.Lz4 || Verdict.IsLegacyTorch(head.AsSpan(0, filled)))
        {
            Array.Resize(ref head, Verdict.HeadLength);
            filled = Fill(file, head, filled);
            // The first few bytes alone can be those of a longer signature that does not follow.
            kind = FileSignatures.KindOf(head.AsSpan(0, filled));
            if (IsOther(kind, readsZstandard) || Verdict.IsLegacyTorch(head.AsSpan(0, filled)))
                JoblibThrow.NoJoblibFile(Verdict.Of(head.AsSpan(0, filled))!);
        }

        return file.IsPositional ? file : new PrefixedSource(head.AsMemory(0, filled), file);
    }

    private static bool IsOther(FileKind kind, bool readsZstandard) => kind is FileKind.Npy or FileKind.Archive || (kind == FileKind.Zstandard && !readsZstandard);

    private static int Fill(PayloadSource file, byte[] head, int filled)
    {
        while (filled < head.Length && file.Read(filled, head.AsSpan(filled)) is int count and > 0)
            filled += count;
        return filled;
    }

    /// <summary>Reads a value, if there is one. Where compressed data end only their decoder knows, so that they have to hold all that follows, in one value.</summary>
    private static bool TryReadOne(PayloadSource source, bool isExact, JoblibReadOptions options, out object? value, out long? end, CancellationToken cancellationToken)
    {
        value = null;
        end = null;
        PayloadSource file = Begin(source, readsZstandard: false, out FileKind kind, out bool isEmpty);
        if (isEmpty)
            return false;
        PickleReadOptions ofPickle = options.OfPickle;
        var arrays = new ArrayReplacer(ofPickle, new CompanionFiles(folder: null, ofPickle, mappings: null, cancellationToken), mapping: null, cancellationToken);
        using DecompressedSource? content = kind == FileKind.Pickle ? null : new DecompressedSource(file, kind);
        using var input = new PickleInput(content ?? file, isExact: isExact && content is null);
        value = ReadValue(input, content, kind, ofPickle, arrays, cancellationToken);
        if (content is null)
            end = input.Position;
        else if (input.TryFill(1))
            JoblibThrow.CompressedValueFollowed(kind, input.Position);
        return true;
    }

    /// <summary>Leaves a stream behind what has been read, at its end if that was compressed.</summary>
    private static void Leave(Stream stream, long? start, long? end)
    {
        if (start is { } position)
            stream.Position = end is { } length ? position + length : stream.Length;
    }

    private static object? Read(PayloadSource source, string? folder, bool isExact, JoblibReadOptions options, out long? end, CancellationToken cancellationToken)
    {
        PickleReadOptions ofPickle = options.OfPickle;
        var companions = new CompanionFiles(folder, ofPickle, mappings: null, cancellationToken);
        PayloadSource file = Begin(source, out FileKind kind);
        return Read(file, kind, isExact, ofPickle, new ArrayReplacer(ofPickle, companions, mapping: null, cancellationToken), out end, cancellationToken);
    }
}
