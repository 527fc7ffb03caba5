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
        var arrays = new ArrayReplacer(ofPickle, new CompanionFiles(folder, ofPickle, mappings: null, cancellationToken), mapping: null, cancellationToken);
        PayloadSource file = JoblibReader.Begin(source, out FileKind kind, readsZstandard: true);
        using DecompressedSource? content = kind == FileKind.Pickle ? null : new DecompressedSource(file, kind) { ChecksEnd = true };
        using var input = new PickleInput(content ?? file);
        List<object?> values = [JoblibReader.ReadValue(input, content, kind, ofPickle, arrays, cancellationToken)];
        long end = input.Position;

        // The checksum of compressed data is at their end; this reads it.
        bool isFollowed = input.TryFill(1);
        NpyFormatException? fault = null;
        while (fault is null && input.TryFill(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            input.TryFill(Verdict.TextHead);
            bool isPickle = Verdict.LooksLikePickle(input.Unread[..Math.Min(input.Unread.Length, Verdict.TextHead)]);
            try
            {
                values.Add(new PickleMachine(ofPickle, input) { OnDescribed = arrays.Replace }.Run(cancellationToken));
            }
            catch (NpyFormatException e)
            {
                // What does not even look like a pickle is trailing data, such as a line end. Damage of compressed data is always reported.
                content?.CheckBlock();
                if (!isPickle && e.Reason != NpyFormatReason.BadCompression)
                    break;
                fault = e;
            }
        }

        NpyFormatException? trailing = isFollowed ? JoblibThrow.Followed(values.Count - 1, end) : null;
        if (ofPickle.Strict && (trailing ?? content?.EndError) is { } error)
            throw error;
        return new JoblibContent(values, FileCompressors.CompressionOf(kind), kind != FileKind.Pickle || arrays.HasReplaced, trailing, fault ?? content?.EndError);
    }
}
