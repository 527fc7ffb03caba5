using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.Literals;
using NpyIO.Signatures;
using NpyIO.Sparse;
using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>The errors of .npz archives.</summary>
internal static class NpzThrow
{
    private const int MaxNames = 5;

    // Entries that are compared with a missing name.
    private const int MaxCompared = 1_000;

    internal static NpyFormatException Naming(string name, NpyFormatException e) =>
        Throw.Located(new($"Entry {Describe.Quoted(name)}: {e.Problem}", e.Reason, e.Offset, e) { EntryName = name, Expected = e.Expected, Found = e.Found }, e.Path);

    /// <summary>Returns the error with the entry's name if it is one of those that a typed load has for the elements, else null.</summary>
    internal static Exception? Naming(string name, Exception e) => e switch
    {
        InvalidCastException => new InvalidCastException($"Entry {Describe.Quoted(name)}: {e.Message}", e),
        OverflowException => new OverflowException($"Entry {Describe.Quoted(name)}: {e.Message}", e),
        _ => null,
    };

    [DoesNotReturn]
    internal static void EntryTooLongForBytes(ZipEntry entry) => ZipThrow.InEntry(
        entry.Name,
        NpyFormatReason.Unsupported,
        0,
        $"it has {entry.Length} bytes, but a byte[] holds at most {Array.MaxLength}: read it with OpenRaw");

    [DoesNotReturn]
    internal static void EntryIsNoArray() =>
        Throw.Format(NpyFormatReason.BadMagic, 0, "it is not an array, although its name ends with '.npy'", PythonQuote.Quote(HeaderLayout.Magic));

    internal static NpyFormatException HiddenEntry(ZipEntry entry) =>
        new($"Entry {Describe.Quoted(entry.Name)}: it cannot be read by its name, as another entry has the same (at byte {entry.RecordOffset} of the archive)", NpyFormatReason.BadArchive, entry.RecordOffset)
        {
            EntryName = entry.Name,
        };

    [DoesNotReturn]
    internal static void BadSparseEntry(SparseFault fault) =>
        throw new NpyFormatException($"The archive holds no sparse matrix: {fault.Problem} (in its entry '{fault.Part}')", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = fault.Part,
            Expected = fault.Expected,
            Found = fault.Found,
        };

    [DoesNotReturn]
    internal static NdArray NoSparseEntry(string part) =>
        throw new NpyFormatException($"The archive holds no sparse matrix: there is no array '{part}' in it", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = part,
            Expected = "an array",
            Found = "none",
        };

    [DoesNotReturn]
    internal static SparseFormat UnknownSparseFormat(string name) =>
        throw new NpyFormatException($"The archive holds a sparse matrix of the format {PythonText.Quote(name)}, where one of {SparseLayout.AllNames} is expected (in its entry 'format')", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = SparseLayout.Format,
            Expected = SparseLayout.AllNames,
            Found = name,
        };

    [DoesNotReturn]
    internal static NpzEntry NoSuchEntry(string key, NpzEntry[] entries)
    {
        string[] near = [.. entries.Take(MaxCompared).Select(entry => (entry.Name, Distance: EditDistance.Distance(key, entry.Name)))
            .Where(pair => pair.Distance <= Math.Max(1, key.Length / 2))
            .OrderBy(pair => pair.Distance)
            .Take(MaxNames)
            .Select(pair => Describe.Quoted(pair.Name))];
        string advice = near.Length > 0 ? $"; like it are {string.Join(", ", near)}"
            : entries.Length == 0 ? "; it is empty"
            : $"; it has {string.Join(", ", entries.Take(MaxNames).Select(entry => Describe.Quoted(entry.Name)))}{(entries.Length > MaxNames ? $" and {entries.Length - MaxNames} more" : "")}";
        throw new KeyNotFoundException($"The archive has no entry {Describe.Quoted(key)}{advice}");
    }

    [DoesNotReturn]
    internal static void TorchArchive() => ZipThrow.InArchive(
        NpyFormatReason.Unsupported,
        0,
        null,
        $"This is a PyTorch archive, not one of arrays: {Verdict.TorchAdvice}",
        "entries that are arrays",
        "a PyTorch archive");

    [DoesNotReturn]
    internal static PayloadSource ArchiveNotSeekable(string parameter) => throw new ArgumentException(
        $"The {parameter}{(parameter == "path" ? " leads to what" : "")} cannot seek, so its entries cannot be read one by one. Npz.Load reads all of them in their order.",
        parameter);

    [DoesNotReturn]
    internal static void NoSuchCompression(NpzCompression compression, string parameter) =>
        throw new ArgumentException($"There is no compression {(int)compression}.", parameter);

    [DoesNotReturn]
    internal static void BadAlignment(int alignment, int most, string parameter) =>
        throw new ArgumentException($"The alignment {alignment} is neither 0 nor a power of two up to {most}.", parameter);

    [DoesNotReturn]
    internal static void NegativeThreads(int threads, string parameter) =>
        throw new ArgumentException($"MaxThreads is {threads}; it must not be negative.", parameter);

    [DoesNotReturn]
    internal static void ItemWithoutArray(string name, string parameter) =>
        throw new ArgumentException($"The array of {PythonText.Quote(name)} is null.", parameter);

    [DoesNotReturn]
    internal static void ArchiveComplete() =>
        throw new InvalidOperationException("The archive is complete; nothing can be added any more.");

    [DoesNotReturn]
    internal static void ArchiveFailed() =>
        throw new InvalidOperationException("Writing an entry has failed, was cancelled or was abandoned before it was complete, so the archive cannot be completed.");

    [DoesNotReturn]
    internal static void EntryOpen(string name) =>
        throw new InvalidOperationException($"The entry {PythonText.Quote(name)} is still being written; dispose what writes it first.");

    [DoesNotReturn]
    internal static void EntryEnded() =>
        throw new InvalidOperationException("The entry has been ended; nothing can be added to it any more.");

    [DoesNotReturn]
    internal static void RowsNeedSeeking() =>
        throw new InvalidOperationException("The header before the rows says their number, which only the end tells; so the archive must go to a path or to a stream that can seek.");

    [DoesNotReturn]
    internal static void NoCheckpoint() => throw new NotSupportedException(
        "Rows of an archive have no checkpoints: an archive cannot be read before its directory is written at its end. Npy.CreateRows writes rows to a file of their own.");

    [DoesNotReturn]
    internal static void UpdateComplete() =>
        throw new InvalidOperationException("The update is complete; open the archive again to change it further.");

    [DoesNotReturn]
    internal static void CannotMapCompressed(string name) => throw new NotSupportedException(
        $"Entry {Describe.Quoted(name)} cannot be mapped, for it is compressed: Load() and Read() read it, and an archive saved with NpzCompression.None has entries that can be mapped.");

    [DoesNotReturn]
    internal static void CannotMapForWriting(string name, MapAccess access) => throw new NotSupportedException(
        $"Entry {Describe.Quoted(name)} cannot be mapped for {access}: {(access == MapAccess.ReadWrite ? "its CRC would not be right any more; Npz.Update replaces it" : "its archive is in memory; Load() gives an array of its own")}.");

    [DoesNotReturn]
    internal static ArrayMemory CannotMapStream(string name) => throw new NotSupportedException(
        $"Entry {Describe.Quoted(name)} cannot be mapped: its archive was opened from a stream or a source of bytes that is not a file. Load() and Read() read it; open the archive by its path to map it.");
}

/// <summary>The edit distance of two names.</summary>
internal static class EditDistance
{
    private const int MaxComparedLength = 64;

    /// <summary>Ignores case. Returns <see cref="int.MaxValue"/> if a name is too long.</summary>
    internal static int Distance(string a, string b)
    {
        if (a.Length > MaxComparedLength || b.Length > MaxComparedLength)
            return int.MaxValue;
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
