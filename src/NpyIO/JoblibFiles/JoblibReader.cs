using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>Reads joblib files from any source: detects the compression from the first bytes, then reads the pickle and its arrays. Every load goes through it.</summary>
internal static class JoblibReader
{
    internal static object? Read(string path, JoblibReadOptions? options, CancellationToken cancellationToken = default)
    {
        try
        {
            using SafeFileHandle handle = ReadableFile.Open(path);
            return Read(ReadableFile.SourceOf(handle), ReadableFile.FolderOf(path), options, cancellationToken);
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    /// <summary>Leaves the stream right after the value, unless it is compressed.</summary>
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

    /// <summary>Returns false at the end of the stream.</summary>
    internal static bool TryRead(Stream stream, JoblibReadOptions? options, out object? value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long? start = stream.CanSeek ? stream.Position : null;
        bool isThere = TryReadOne(new StreamSource(stream), isExact: start is null, options ?? JoblibReadOptions.Default, out value, out long? end, cancellationToken);
        Leave(stream, start, end);
        return isThere;
    }

    internal static Task<(bool IsThere, object? Value)> TryReadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));
        // Only reading a value finds its end, so buffering the stream first would buffer it again for every value.
        return Task.Run(() => (TryRead(stream, options, out object? value, cancellationToken), value), cancellationToken);
    }

    internal static async Task<object?> ReadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long? start = stream.CanSeek ? stream.Position : null;
        // Only reading the pickle finds where its arrays begin, so the whole stream is buffered.
        ArrivedSource source = await ArrivedSource.OfAsync(stream, cancellationToken).ConfigureAwait(false);
        object? value = Read(source, null, isExact: false, options ?? JoblibReadOptions.Default, out long? end, cancellationToken);
        if (start + end is { } position)
            stream.Position = position;
        return value;
    }

    internal static object? Read(PayloadSource source, string? folder, JoblibReadOptions? options, CancellationToken cancellationToken = default) =>
        Read(source, folder, isExact: false, options ?? JoblibReadOptions.Default, out _, cancellationToken);

    /// <summary>If <paramref name="isExact"/>, reads not a byte more than uncompressed content needs. <paramref name="end"/> is in bytes, or null if the content is compressed.</summary>
    internal static object? Read(PayloadSource file, FileKind kind, bool isExact, PickleReadOptions options, ArrayReplacer arrays, out long? end, CancellationToken cancellationToken)
    {
        using DecompressedSource? content = kind == FileKind.Pickle ? null : new DecompressedSource(file, kind) { ChecksEnd = options.Strict };
        using var input = new PickleInput(content ?? file, isExact: isExact && content is null);
        object? value = ReadValue(input, content, kind, options, arrays, cancellationToken);

        // Reads the checksum at the end of compressed data. If it is cut off, neither the platform's zlib nor joblib notices; a value that ends early may be the damage itself.
        if (content is not null)
        {
            input.TryFill(1);
            content.CheckBlock();
            if (content.EndError is { } error)
                throw error;
        }

        end = content is null ? input.Position : null;
        return value;
    }

    /// <summary><paramref name="content"/> is the source of the input if it is decompressed, otherwise null.</summary>
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

    private static void RefuseOther(PickleInput input, FileKind kind)
    {
        input.TryFill(Verdict.TextHead);
        if (FileSignatures.KindOf(input.Unread) == FileKind.Pickle && !Verdict.IsLegacyTorch(input.Unread))
            return;
        JoblibThrow.NoJoblibFile(Verdict.OfCompressed(kind, input.Unread[..Math.Min(input.Unread.Length, Verdict.HeadLength)]));
    }

    /// <summary>Returns a source that still has the first bytes. Throws for other formats, including Zstandard unless <paramref name="readsZstandard"/>: joblib does not write it.</summary>
    internal static PayloadSource Begin(PayloadSource file, out FileKind kind, bool readsZstandard = false) => Begin(file, readsZstandard, out kind, out _);

    private static PayloadSource Begin(PayloadSource file, bool readsZstandard, out FileKind kind, out bool isEmpty)
    {
        byte[] head = new byte[FileSignatures.MinLength];
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
            // The first few bytes alone may match a longer signature that the bytes after them do not continue.
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
        // Only the decoder knows where compressed data end, so they must hold everything that follows, as one value.
        if (content is null)
            end = input.Position;
        else if (input.TryFill(1))
            JoblibThrow.CompressedValueFollowed(kind, input.Position);
        return true;
    }

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
