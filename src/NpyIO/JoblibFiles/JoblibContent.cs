using Microsoft.Win32.SafeHandles;
using NpyIO.Files;

namespace NpyIO.JoblibFiles;

/// <summary>What a pickle or a joblib file holds, and which of the two it is: joblib's are compressed, or have arrays in place of wrappers.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsJoblib">Whether it is joblib's.</param>
internal sealed record JoblibContent(object? Value, bool IsJoblib)
{
    /// <summary>Reads a file.</summary>
    internal static JoblibContent Load(string path, JoblibReadOptions options)
    {
        try
        {
            using SafeFileHandle handle = ReadableFile.Open(path);
            return FileSource.TryOpen(handle) is { } file
                ? Load(file, ReadableFile.FolderOf(path), options)
                : throw new NotSupportedException("A pipe is read as a stream.");
        }
        catch (NpyFormatException e) when (e.IsNotOf(path))
        {
            throw;
        }
    }

    /// <summary>Reads what begins where a stream stands.</summary>
    internal static JoblibContent Load(Stream stream, JoblibReadOptions options) => Load(new StreamSource(stream), folder: null, options);

    private static JoblibContent Load(ByteSource source, string? folder, JoblibReadOptions options)
    {
        var arrays = new ArrayReplacer(options.OfPickle, new CompanionFiles(folder, options.OfPickle, mappings: null, default), mapping: null, default);
        ByteSource file = JoblibReader.Begin(source, out FileKind kind);
        object? value = JoblibReader.Read(file, kind, isExact: false, options.OfPickle, arrays, out _, default);
        return new JoblibContent(value, kind != FileKind.Pickle || arrays.HasReplaced);
    }
}
