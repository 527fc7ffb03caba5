using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>The content of a pickle or joblib file, and which of the two it is: a joblib file is compressed (Zstandard counts too) or has wrappers for arrays.</summary>
/// <param name="Values">The values in the file, one after another; at least one.</param>
/// <param name="IsJoblib">Whether it is a joblib file.</param>
/// <param name="FirstEnd">The end of the first value, in bytes, after decompression.</param>
/// <param name="IsFollowed">Whether bytes follow the first value.</param>
/// <param name="Fault">The error in the value after the last one; null if nothing there looks like a value.</param>
internal sealed record JoblibContent(IReadOnlyList<object?> Values, bool IsJoblib, long FirstEnd, bool IsFollowed, NpyFormatException? Fault)
{
    internal static JoblibContent Load(string path, JoblibReadOptions options)
    {
        try
        {
            using SafeFileHandle handle = ReadableFile.Open(path);
            return FileSource.TryOpen(handle) is { } file
                ? Load(file, ReadableFile.FolderOf(path), options)
                : throw new NotSupportedException("A pipe is read as a stream.");
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    internal static JoblibContent Load(Stream stream, JoblibReadOptions options) => Load(new StreamSource(stream), folder: null, options);

    private static JoblibContent Load(PayloadSource source, string? folder, JoblibReadOptions options)
    {
        PickleReadOptions ofPickle = options.OfPickle;
        var arrays = new ArrayReplacer(ofPickle, new CompanionFiles(folder, ofPickle, mappings: null, default), mapping: null, default);
        PayloadSource file = JoblibReader.Begin(source, out FileKind kind, readsZstandard: true);
        using DecompressedSource? content = kind == FileKind.Pickle ? null : new DecompressedSource(file, kind);
        using var input = new PickleInput(content ?? file);
        List<object?> values = [JoblibReader.ReadValue(input, content, kind, ofPickle, arrays, default)];
        long end = input.Position;

        // The checksum of compressed data is at their end; this reads it.
        bool isFollowed = input.TryFill(1);
        NpyFormatException? fault = null;
        while (fault is null && input.TryFill(1))
        {
            input.TryFill(Verdict.TextHead);
            bool isPickle = Verdict.LooksLikePickle(input.Unread);
            try
            {
                values.Add(new PickleMachine(ofPickle, input) { OnDescribed = arrays.Replace }.Run());
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

        return new JoblibContent(values, kind != FileKind.Pickle || arrays.HasReplaced, end, isFollowed, fault);
    }
}
