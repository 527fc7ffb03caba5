using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;
using NpyIO.Files;
using NpyIO.Pickling;

namespace NpyIO.JoblibFiles;

/// <summary>Reads joblib files from wherever they are: the compression by the first bytes, the pickle, the arrays in it. Every load goes this way.</summary>
internal static class JoblibReader
{
    /// <summary>Reads a file.</summary>
    internal static object? Read(string path, JoblibReadOptions? options, CancellationToken cancellationToken = default)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        using SafeFileHandle handle = OpenFile(path);
        if (IsPipe(handle))
        {
            using var pipe = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return Read(new StreamSource(pipe), isExact: false, folder, options, cancellationToken);
        }

        return Read(new FileSource(handle, 0), isExact: false, folder, options, cancellationToken);
    }

    /// <summary>Reads what begins where a source does.</summary>
    /// <param name="source">The source; whoever gives it keeps it.</param>
    /// <param name="isExact">Whether others go on reading behind the content, where that is not compressed.</param>
    /// <param name="folder">Where companion files are looked for; null for nowhere.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static object? Read(ByteSource source, bool isExact, string? folder, JoblibReadOptions? options, CancellationToken cancellationToken = default)
    {
        PickleReadOptions ofPickle = (options ?? JoblibReadOptions.Default).OfPickle;
        var arrays = new ArrayReplacer(ofPickle, new CompanionFiles(folder, ofPickle.OfArrays, null, cancellationToken), null, cancellationToken);
        return Read(Begin(source, out FileKind kind), kind, isExact, ofPickle, arrays, cancellationToken);
    }

    /// <summary>Reads a file of which the first bytes have told the kind.</summary>
    internal static object? Read(ByteSource file, FileKind kind, bool isExact, PickleReadOptions options, ArrayReplacer arrays, CancellationToken cancellationToken)
    {
        if (kind == FileKind.Pickle)
            return ReadPickle(file, isExact, options, arrays, cancellationToken);

        using var content = new DecompressedSource(file, kind);
        object? value = ReadPickle(content, isExact: false, options, arrays, cancellationToken);
        return value;
    }

    /// <summary>Tells a file's kind by its first bytes; they can be read once more in what is given back.</summary>
    /// <exception cref="NpyFormatException">It is one for another verb.</exception>
    internal static ByteSource Begin(ByteSource file, out FileKind kind)
    {
        byte[] head = new byte[JoblibLayout.HeadLength];
        int filled = 0;
        while (filled < head.Length && file.Read(filled, head.AsSpan(filled)) is int count and > 0)
            filled += count;

        kind = JoblibLayout.KindOf(head.AsSpan(0, filled));
        if (kind is FileKind.Npy or FileKind.Archive)
            Throw.NoJoblibFile(kind);
        return file.IsPositional ? file : new PrefixedSource(head.AsMemory(0, filled), file);
    }

    /// <summary>Nobody is kept from writing, renaming or deleting the file meanwhile.</summary>
    internal static SafeFileHandle OpenFile(string path) => File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whether a file has no places to read at.</summary>
    internal static bool IsPipe(SafeFileHandle handle)
    {
        try
        {
            RandomAccess.Read(handle, Span<byte>.Empty, 0);
            return false;
        }
        catch (NotSupportedException)
        {
            return true;
        }
    }

    private static object? ReadPickle(ByteSource content, bool isExact, PickleReadOptions options, ArrayReplacer arrays, CancellationToken cancellationToken)
    {
        using var input = new PickleInput(content, isExact: isExact);
        return new PickleMachine(options, input) { Described = arrays.Replace }.Run(cancellationToken);
    }
}
