using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO;

/// <summary>All that a joblib or pickle file holds: its values, one after another, and how they were found. <see cref="Joblib.LoadContent(string, JoblibReadOptions?)"/> reads it.</summary>
public sealed class JoblibContent
{
    private JoblibContent(List<object?> values, FileCompression compression, bool isJoblib, NpyFormatException? trailing, NpyFormatException? fault)
    {
        Values = values.AsReadOnly();
        Compression = compression;
        IsJoblib = isJoblib;
        Trailing = trailing;
        Fault = fault;
    }

    /// <summary>The values in the order of the file; at least one. Python's <c>load</c> reads the first.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>The compression of the file as a whole.</summary>
    public FileCompression Compression { get; }

    /// <summary>Whether it is a joblib file: compressed, or with joblib's wrappers for arrays. Otherwise it is a pickle, which <see cref="Pickle"/> reads as well.</summary>
    public bool IsJoblib { get; }

    /// <summary>The error in the value after the last one, or in the end of the compressed data; null if nothing there looks like a value.</summary>
    public NpyFormatException? Fault { get; }

    /// <summary>An error if anything follows the first value, which Python's <c>load</c> does not read; otherwise null.</summary>
    public NpyFormatException? Trailing { get; }

    internal JoblibContent At(string path)
    {
        Trailing?.AddPath(path);
        Fault?.AddPath(path);
        return this;
    }

    internal static JoblibContent Load(PayloadSource source, string? folder, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        PickleReadOptions ofPickle = (options ?? JoblibReadOptions.Default).OfPickle;
        ArrayReplacer arrays = JoblibReader.ArraysOf(folder, ofPickle, cancellationToken);
        using var file = new PickleInput(source);
        file.LookAhead(JoblibInput.Wanted);
        using var input = new JoblibInput(file, checksEnd: true, readsZstandard: true);
        List<object?> values = [input.ReadValue(ofPickle, arrays, cancellationToken)];
        long end = input.Pickle.Position;
        NpyFormatException? fault = null;
        // The checksum of compressed data is at their end; this reads it.
        bool isFollowed = input.Pickle.TryFill(1);
        while (fault is null && input.Pickle.TryFill(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            input.Pickle.TryFill(Verdict.TextHead);
            bool isPickle = LooksLikePickle(input);
            try
            {
                values.Add(input.MachineOf(ofPickle, arrays).Run(cancellationToken));
            }
            catch (NpyFormatException e)
            {
                input.CheckBlock();
                if (!IsFault(e, isPickle))
                    break;
                fault = e;
            }
        }

        return Of(input, values, arrays, isFollowed ? end : null, fault, ofPickle.Strict);
    }

    internal static async Task<JoblibContent> LoadAsync(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PickleReadOptions ofPickle = (options ?? JoblibReadOptions.Default).OfPickle;
        ArrayReplacer arrays = JoblibReader.ArraysOf(folder: null, ofPickle, cancellationToken);
        using var file = new PickleInput(new StreamSource(stream));
        await file.LookAheadAsync(JoblibInput.Wanted, cancellationToken).ConfigureAwait(false);
        using var input = new JoblibInput(file, checksEnd: true, readsZstandard: true);
        List<object?> values = [await input.ReadValueAsync(ofPickle, arrays, cancellationToken).ConfigureAwait(false)];
        long end = input.Pickle.Position;
        NpyFormatException? fault = null;
        bool isFollowed = await input.Pickle.TryFillAsync(1, cancellationToken).ConfigureAwait(false);
        while (fault is null && await input.Pickle.TryFillAsync(1, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await input.Pickle.TryFillAsync(Verdict.TextHead, cancellationToken).ConfigureAwait(false);
            bool isPickle = LooksLikePickle(input);
            try
            {
                values.Add(await input.MachineOf(ofPickle, arrays).RunAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (NpyFormatException e)
            {
                await input.CheckBlockAsync(cancellationToken).ConfigureAwait(false);
                if (!IsFault(e, isPickle))
                    break;
                fault = e;
            }
        }

        return Of(input, values, arrays, isFollowed ? end : null, fault, ofPickle.Strict);
    }

    private static bool LooksLikePickle(JoblibInput input) => Verdict.LooksLikePickle(input.Pickle.Unread[..Math.Min(input.Pickle.Unread.Length, Verdict.TextHead)]);

    // What does not even look like a pickle is trailing data, such as a line end. Damage of compressed data is always reported.
    private static bool IsFault(NpyFormatException e, bool isPickle) => isPickle || e.Reason == NpyFormatReason.BadCompression;

    /// <summary><paramref name="end"/> is the offset of what follows the first value, in bytes, or null if nothing does.</summary>
    private static JoblibContent Of(JoblibInput input, List<object?> values, ArrayReplacer arrays, long? end, NpyFormatException? fault, bool strict)
    {
        NpyFormatException? trailing = end is { } followed ? JoblibThrow.Followed(values.Count - 1, followed) : null;
        if (strict && (trailing ?? input.EndError) is { } error)
            throw error;
        return new JoblibContent(values, FileCompressors.CompressionOf(input.Kind), input.Kind != FileKind.Pickle || arrays.HasReplaced, trailing, fault ?? input.EndError);
    }
}
