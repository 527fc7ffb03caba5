using NpyIO.Cli.Input;

namespace NpyIO.Cli.Comparing;

/// <summary>Compares two files: single arrays, archives entry by entry, pickles and joblib files by the paths to what they hold.</summary>
internal sealed class FileComparison(Tool tool, string actual, string desired, CompareOptions options, long? maxDecompressedLength)
{
    // In bytes.
    private const int BufferLength = 1 << 16;

    private readonly FoundDifferences _found = new();

    internal string Actual => actual;

    internal string Desired => desired;

    /// <summary>Errors name the file that they concern.</summary>
    internal FoundDifferences Run()
    {
        // Joined arrays stay in their files, and are read block by block.
        var asked = new InputOptions { MaxDecompressedLength = maxDecompressedLength, IsJoined = true };
        using InputFile one = FileFailedException.Concerning(actual, () => InputFile.Open(actual, asked));
        using InputFile other = FileFailedException.Concerning(desired, () => InputFile.Open(desired, asked));
        if (one.Archive is { } archive && other.Archive is { } otherArchive)
            CompareArchives(archive, otherArchive);
        else if (one.Archive is not null || other.Archive is not null)
            Add(null, FoundKind.Value, $"{KindOf(one)} (ACTUAL), {KindOf(other)} (DESIRED)");
        else if (one.IsObjects || other.IsObjects)
            CompareObjects(one, other);
        else
            CompareSingle(one, other);
        return _found;
    }

    private static string KindOf(InputFile file) => file.Archive is not null ? "an archive" : file.IsObjects ? "a pickle" : "a single array";

    private void CompareSingle(InputFile one, InputFile other) => tool.Follow(actual, one.LengthOf(null), progress =>
    {
        using InputArray array = FileFailedException.Concerning(actual, () => one.OpenArray(null, NpyReadOptions.AsStored with { Progress = progress }));
        using InputArray otherArray = FileFailedException.Concerning(desired, () => other.OpenArray(null, NpyReadOptions.AsStored));
        Add(null, array is StoredInput stored && otherArray is StoredInput otherStored
            ? Compare(stored.Array, otherStored.Array)
            : NdArray.Compare(Load(actual, array), Load(desired, otherArray), options));
    });

    private static NdArray Load(string file, InputArray array) => FileFailedException.Concerning(file, array.Load);

    private void CompareArchives(NpzFile archive, NpzFile otherArchive)
    {
        FileFailedException.Concerning(actual, () => Entries.RefuseTorch(archive));
        FileFailedException.Concerning(desired, () => Entries.RefuseTorch(otherArchive));

        List<NpzEntry> entries = Distinct(archive), others = Distinct(otherArchive);
        Dictionary<string, NpzEntry> unmatched = others.ToDictionary(entry => entry.FullName);
        foreach (NpzEntry entry in entries)
        {
            if (unmatched.Remove(entry.FullName, out NpzEntry? other))
                CompareEntries(entry, other);
            else
                Add(entry.Name, FoundKind.OnlyInActual, $"only in {actual}");
        }

        foreach (NpzEntry entry in others.Where(entry => unmatched.ContainsKey(entry.FullName)))
            Add(entry.Name, FoundKind.OnlyInDesired, $"only in {desired}");
    }

    /// <summary>If several entries have one name, the last one counts, as in NumPy, at the place of the first.</summary>
    private static List<NpzEntry> Distinct(NpzFile archive)
    {
        var last = new OrderedDictionary<string, NpzEntry>();
        foreach (NpzEntry entry in archive)
            last[entry.FullName] = entry;
        return [.. last.Values];
    }

    private void CompareEntries(NpzEntry entry, NpzEntry other)
    {
        bool isArray = FileFailedException.Concerning(actual, () => Entries.IsArray(entry)), isOtherArray = FileFailedException.Concerning(desired, () => Entries.IsArray(other));
        if (isArray && isOtherArray)
        {
            StoredArray array = FileFailedException.Concerning(actual, () => entry.Open(NpyReadOptions.AsStored)), otherArray = FileFailedException.Concerning(desired, () => other.Open(NpyReadOptions.AsStored));
            Add(entry.Name, Compare(array, otherArray));

            // Without elements nothing was read: of such an entry, only its end says whether it is whole.
            if (array.NBytes == 0)
                FileFailedException.Concerning(actual, () => ReadToEnd(entry));
            if (otherArray.NBytes == 0)
                FileFailedException.Concerning(desired, () => ReadToEnd(other));
            return;
        }

        if (isArray != isOtherArray)
            Add(entry.Name, FoundKind.Value, $"{(isArray ? "an array" : "no array")} (ACTUAL), {(isOtherArray ? "an array" : "no array")} (DESIRED)");
        else if (!AreSameBytes(entry, other))
            Add(entry.Name, FoundKind.Value, "the bytes differ");
    }

    private bool AreSameBytes(NpzEntry entry, NpzEntry other)
    {
        using Stream content = FileFailedException.Concerning(actual, entry.OpenRaw);
        using Stream otherContent = FileFailedException.Concerning(desired, other.OpenRaw);
        byte[] buffer = new byte[BufferLength], otherBuffer = new byte[BufferLength];
        bool areSame = true;

        // Both to their end, where their CRCs are checked.
        while (true)
        {
            int read = FileFailedException.Concerning(actual, () => content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            int otherRead = FileFailedException.Concerning(desired, () => otherContent.ReadAtLeast(otherBuffer, otherBuffer.Length, throwOnEndOfStream: false));
            areSame &= buffer.AsSpan(0, read).SequenceEqual(otherBuffer.AsSpan(0, otherRead));
            if (read < buffer.Length && otherRead < otherBuffer.Length)
                return areSame;
        }
    }

    private static void ReadToEnd(NpzEntry entry)
    {
        using Stream content = entry.OpenRaw();
        content.CopyTo(Stream.Null);
    }

    private void CompareObjects(InputFile one, InputFile other)
    {
        object? value = FileFailedException.Concerning(actual, () => ValueOf(one)), otherValue = FileFailedException.Concerning(desired, () => ValueOf(other));
        new ObjectComparison(options, _found).Run(value, otherValue);
    }

    private static object? ValueOf(InputFile file) => file.IsObjects ? file.LoadSound(NpyReadOptions.AsStored).Value : file.Load(null, NpyReadOptions.AsStored);

    private void Add(string? name, ArrayDifference difference)
    {
        if (!difference.IsEmpty)
            _found.Add(() => new FoundDifference(name, FoundKind.Array, difference, difference.ToString()));
    }

    private void Add(string? name, FoundKind kind, string text) => _found.Add(() => new FoundDifference(name, kind, null, text));

    private ArrayDifference Compare(StoredArray array, StoredArray other)
    {
        try
        {
            return StoredArray.Compare(array, other, options);
        }
        catch (Exception exception) when (exception is NpyFormatException or IOException)
        {
            throw new FileFailedException(IsOf(array, exception) ? actual : desired, exception);
        }
    }

    /// <summary>Returns whether the error is that of the actual array.</summary>
    private bool IsOf(StoredArray array, Exception exception)
    {
        if (exception is NpyFormatException { Path: { } path } && actual != desired)
            return path == actual;
        try
        {
            // A single array can only be cut short; of an entry, or on a failing disk, anything can be wrong.
            if (exception is NpyFormatException { EntryName: null } && array.Count > 0)
                array.Read([.. array.Shape.ToArray().Select(length => Slice.At(length - 1))]);
            else
                ReadToEnd(array);
            return false;
        }
        catch (Exception e) when (e is NpyFormatException or IOException)
        {
            return true;
        }
    }

    private static void ReadToEnd(StoredArray array)
    {
        foreach (NdArray _ in array.Rank == 0 ? [array.Load()] : array.Blocks(Math.Max(1, BufferLength / Math.Max(1, array.NBytes / Math.Max(1, array.Shape[array.RowAxis]))), BlockMemory.Reused))
        {
            // Only the reading counts.
        }
    }
}
