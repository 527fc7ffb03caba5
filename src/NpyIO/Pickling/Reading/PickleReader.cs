using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Signatures;

namespace NpyIO.Pickling;

/// <summary>Reads one pickle from any kind of source. All loads of pickles use it.</summary>
internal static class PickleReader
{
    internal static object? Read(string path, PickleReadOptions? options, CancellationToken cancellationToken = default)
    {
        try
        {
            using SafeFileHandle handle = ReadableFile.Open(path);
            return Read(new PickleInput(ReadableFile.SourceOf(handle)), options, cancellationToken);
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    internal static object? Read(ReadOnlyMemory<byte> data, PickleReadOptions? options) => Read(new PickleInput(new MemorySource(data)), options, default);

    internal static object? Read(ReadOnlySpan<byte> data, PickleReadOptions? options)
    {
        // The memory is pinned only during the read; values are copies.
        return PinnedSource.Use(data, options, static (source, options) => Read(new PickleInput(source), options, default));
    }

    /// <summary>Leaves the stream right after the pickle.</summary>
    internal static object? Read(Stream stream, PickleReadOptions? options, CancellationToken cancellationToken = default) =>
        TryRead(stream, options, out object? value, cancellationToken) ? value : Read(ReadOnlyMemory<byte>.Empty, options);

    internal static bool TryRead(Stream stream, PickleReadOptions? options, out object? value, CancellationToken cancellationToken = default)
    {
        using PickleInput input = InputOf(stream, out long? start);
        input.LookAhead(Verdict.Wanted);
        bool isThere = !input.Unread.IsEmpty;
        value = isThere ? Run(input, options, cancellationToken) : null;
        Leave(stream, start, input);
        return isThere;
    }

    internal static Task<object?> ReadAsync(string path, PickleReadOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Read(path, options, cancellationToken), cancellationToken);

    internal static async Task<object?> ReadAsync(Stream stream, PickleReadOptions? options, CancellationToken cancellationToken)
    {
        (bool isThere, object? value) = await TryReadAsync(stream, options, cancellationToken).ConfigureAwait(false);
        return isThere ? value : Read(ReadOnlyMemory<byte>.Empty, options);
    }

    internal static async Task<(bool IsThere, object? Value)> TryReadAsync(Stream stream, PickleReadOptions? options, CancellationToken cancellationToken)
    {
        using PickleInput input = InputOf(stream, out long? start);
        await input.LookAheadAsync(Verdict.Wanted, cancellationToken).ConfigureAwait(false);
        bool isThere = !input.Unread.IsEmpty;
        object? value = isThere ? await RunAsync(input, options, cancellationToken).ConfigureAwait(false) : null;
        Leave(stream, start, input);
        return (isThere, value);
    }

    private static object? Read(PickleInput input, PickleReadOptions? options, CancellationToken cancellationToken)
    {
        using (input)
        {
            input.LookAhead(Verdict.Wanted);
            return Run(input, options, cancellationToken);
        }
    }

    private static object? Run(PickleInput input, PickleReadOptions? options, CancellationToken cancellationToken)
    {
        if (IsOther(input))
        {
            input.TryFill(Verdict.HeadLength);
            RefuseOther(input);
        }

        try
        {
            return MachineOf(input, options).Run(cancellationToken);
        }
        catch (NpyFormatException e) when (MayBeForeign(input))
        {
            input.TryFill(Verdict.TextHead);
            PickleThrow.IfForeign(input.Head, "a pickle", e);
            throw;
        }
    }

    private static async ValueTask<object?> RunAsync(PickleInput input, PickleReadOptions? options, CancellationToken cancellationToken)
    {
        if (IsOther(input))
        {
            await input.TryFillAsync(Verdict.HeadLength, cancellationToken).ConfigureAwait(false);
            RefuseOther(input);
        }

        try
        {
            return await MachineOf(input, options).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpyFormatException e) when (MayBeForeign(input))
        {
            await input.TryFillAsync(Verdict.TextHead, cancellationToken).ConfigureAwait(false);
            PickleThrow.IfForeign(input.Head, "a pickle", e);
            throw;
        }
    }

    private static bool IsOther(PickleInput input) => FileSignatures.KindOf(input.Unread) != FileKind.Pickle || Verdict.IsLegacyTorch(input.Unread);

    private static void RefuseOther(PickleInput input)
    {
        if (Verdict.Of(input.Unread[..Math.Min(input.Unread.Length, Verdict.HeadLength)]) is { } verdict)
            PickleThrow.NoPickle(verdict);
    }

    private static bool MayBeForeign(PickleInput input) => !input.Head.IsEmpty && !Verdict.LooksLikePickle(input.Head);

    private static PickleMachine MachineOf(PickleInput input, PickleReadOptions? options) =>
        new(options ?? PickleReadOptions.Default, input) { OnDescribed = RefuseJoblib };

    private static PickleObject RefuseJoblib(PickleMachine machine, PickleObject described)
    {
        if (described.Name == JoblibNames.WrapperClass && JoblibNames.IsModule(described.Module))
            PickleThrow.JoblibArraysInPickle(machine.Position);
        return described;
    }

    private static PickleInput InputOf(Stream stream, out long? start)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var source = new StreamSource(stream);
        start = stream.CanSeek ? stream.Position : null;
        // Read a seekable stream ahead and set it back afterwards; from any other consume only the bytes of the pickle.
        return new PickleInput(source, isExact: start is null);
    }

    private static void Leave(Stream stream, long? start, PickleInput input)
    {
        if (start is { } position)
            stream.Position = position + input.Position;
    }
}
