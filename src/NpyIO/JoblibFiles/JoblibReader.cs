using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Pickling;

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

    internal static object? Read(PayloadSource source, string? folder, JoblibReadOptions? options, CancellationToken cancellationToken = default)
    {
        PickleReadOptions ofPickle = OfPickle(options);
        using var file = new PickleInput(source);
        file.LookAhead(JoblibInput.Wanted);
        using var input = new JoblibInput(file, checksEnd: ofPickle.Strict);
        return Read(input, ofPickle, ArraysOf(folder, ofPickle, cancellationToken), cancellationToken);
    }

    /// <summary>Leaves the stream right after the value, unless it is compressed.</summary>
    internal static object? Read(Stream stream, JoblibReadOptions? options)
    {
        PickleReadOptions ofPickle = OfPickle(options);
        using PickleInput file = InputOf(stream, out long? start);
        file.LookAhead(JoblibInput.Wanted);
        using var input = new JoblibInput(file, checksEnd: ofPickle.Strict);
        object? value = Read(input, ofPickle, ArraysOf(folder: null, ofPickle, default), default);
        if (start + input.End is { } position)
            stream.Position = position;
        return value;
    }

    internal static async Task<object?> ReadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        PickleReadOptions ofPickle = OfPickle(options);
        using PickleInput file = InputOf(stream, out long? start);
        await file.LookAheadAsync(JoblibInput.Wanted, cancellationToken).ConfigureAwait(false);
        using var input = new JoblibInput(file, checksEnd: ofPickle.Strict);
        object? value = await input.ReadValueAsync(ofPickle, ArraysOf(folder: null, ofPickle, cancellationToken), cancellationToken).ConfigureAwait(false);
        await input.CheckEndAsync(cancellationToken).ConfigureAwait(false);
        if (start + input.End is { } position)
            stream.Position = position;
        return value;
    }

    /// <summary>Returns false at the end of the stream.</summary>
    internal static bool TryRead(Stream stream, JoblibReadOptions? options, out object? value)
    {
        PickleReadOptions ofPickle = OfPickle(options);
        using PickleInput file = InputOf(stream, out long? start);
        file.LookAhead(JoblibInput.Wanted);
        value = null;
        if (file.Unread.IsEmpty)
            return false;
        using var input = new JoblibInput(file, checksEnd: false);
        value = input.ReadValue(ofPickle, ArraysOf(folder: null, ofPickle, default), default);
        Leave(stream, start, input, isFollowed: input.End is null && input.Pickle.TryFill(1));
        return true;
    }

    internal static async Task<(bool IsThere, object? Value)> TryReadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        PickleReadOptions ofPickle = OfPickle(options);
        using PickleInput file = InputOf(stream, out long? start);
        await file.LookAheadAsync(JoblibInput.Wanted, cancellationToken).ConfigureAwait(false);
        if (file.Unread.IsEmpty)
            return (false, null);
        using var input = new JoblibInput(file, checksEnd: false);
        object? value = await input.ReadValueAsync(ofPickle, ArraysOf(folder: null, ofPickle, cancellationToken), cancellationToken).ConfigureAwait(false);
        Leave(stream, start, input, isFollowed: input.End is null && await input.Pickle.TryFillAsync(1, cancellationToken).ConfigureAwait(false));
        return (true, value);
    }

    internal static object? Read(JoblibInput input, PickleReadOptions options, ArrayReplacer arrays, CancellationToken cancellationToken)
    {
        object? value = input.ReadValue(options, arrays, cancellationToken);
        input.CheckEnd();
        return value;
    }

    /// <summary>A null <paramref name="folder"/> for a stream or memory, which has no files beside it.</summary>
    internal static ArrayReplacer ArraysOf(string? folder, PickleReadOptions options, CancellationToken cancellationToken) =>
        new(options, new CompanionFiles(folder, options, mappings: null, cancellationToken), mapping: null, cancellationToken);

    private static PickleReadOptions OfPickle(JoblibReadOptions? options) => (options ?? JoblibReadOptions.Default).OfPickle;

    private static PickleInput InputOf(Stream stream, out long? start)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var source = new StreamSource(stream);
        start = stream.CanSeek ? stream.Position : null;
        // Read a seekable stream ahead and set it back afterwards; from any other consume only the bytes of the value.
        return new PickleInput(source, isExact: start is null);
    }

    private static void Leave(Stream stream, long? start, JoblibInput input, bool isFollowed)
    {
        // Only the decoder knows where compressed data end, so they must hold everything that follows, as one value.
        if (isFollowed)
            JoblibThrow.CompressedValueFollowed(input.Kind, input.Pickle.Position);
        if (start is { } position)
            stream.Position = input.End is { } length ? position + length : stream.Length;
    }
}
