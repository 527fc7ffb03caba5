using NpyIO.Cli.Input;

namespace NpyIO.Cli.Comparing;

/// <summary>Compares two files: single arrays, archives entry by entry, pickles and joblib files by the paths to what they hold.</summary>
internal sealed class FileComparison(Tool tool, string actual, string desired, CompareOptions options, long? maxDecompressedLength)
{
    // In bytes.
    private const int BufferLength = 1 << 16;

    private readonly List<FoundDifference> _found = [];

    internal string Actual => actual;

    internal string Desired => desired;

    /// <summary>Errors name the file that they concern.</summary>
    internal IReadOnlyList<FoundDifference> Run()
    {
        // Joined arrays stay in their files, and are read block by block.
        var asked = new InputOptions { MaxDecompressedLength = maxDecompressedLength, IsJoined = true };
        using InputFile one = FileFailedException.Concerning(actual, () => InputFile.Open(actual, asked));
        using InputFile other = FileFailedException.Concerning(desired, () => InputFile.Open(desired, asked));
        if (one.Archive is { } archive && other.Archive is { } otherArchive)
            CompareArchives(archive, otherArchive);
        else if (one.Archive is not null || other.Archive is not null)
            _found.Add(new FoundDifference(null, FoundKind.Value, null, $"{KindOf(one)} (ACTUAL), {KindOf(other)} (DESIRED)"));
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

        // If several entries have one name, the last one counts, as in NumPy.
        foreach (string name in archive.Select(entry => entry.FullName).Distinct())
        {
            NpzEntry entry = archive.Last(one => one.FullName == name);
            if (otherArchive.LastOrDefault(one => one.FullName == name) is { } other)
                CompareEntries(entry, other);
            else
                _found.Add(new FoundDifference(entry.Name, FoundKind.OnlyInActual, null, $"only in {actual}"));
        }

        foreach (string name in otherArchive.Select(entry => entry.FullName).Distinct().Except(archive.Select(entry => entry.FullName)))
            _found.Add(new FoundDifference(otherArchive.Last(one => one.FullName == name).Name, FoundKind.OnlyInDesired, null, $"only in {desired}"));
    }

    private void CompareEntries(NpzEntry entry, NpzEntry other)
    {
        bool isArray = FileFailedException.Concerning(actual, () => Entries.IsArray(entry)), isOtherArray = FileFailedException.Concerning(desired, () => Entries.IsArray(other));
        if (isArray && isOtherArray)
        {
            Add(entry.Name, Compare(
                FileFailedException.Concerning(actual, () => entry.Open(NpyReadOptions.AsStored)), FileFailedException.Concerning(desired, () => other.Open(NpyReadOptions.AsStored))));
            return;
        }

        if (isArray != isOtherArray)
            _found.Add(new FoundDifference(entry.Name, FoundKind.Value, null, $"{(isArray ? "an array" : "no array")} (ACTUAL), {(isOtherArray ? "an array" : "no array")} (DESIRED)"));
        else if (!AreSameBytes(entry, other))
            _found.Add(new FoundDifference(entry.Name, FoundKind.Value, null, "the bytes differ"));
    }

    private bool AreSameBytes(NpzEntry entry, NpzEntry other)
    {
        using Stream content = FileFailedException.Concerning(actual, entry.OpenRaw);
        using Stream otherContent = FileFailedException.Concerning(desired, other.OpenRaw);
        byte[] buffer = new byte[BufferLength], otherBuffer = new byte[BufferLength];
        while (true)
        {
            int read = FileFailedException.Concerning(actual, () => content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            int otherRead = FileFailedException.Concerning(desired, () => otherContent.ReadAtLeast(otherBuffer, otherBuffer.Length, throwOnEndOfStream: false));
            if (!buffer.AsSpan(0, read).SequenceEqual(otherBuffer.AsSpan(0, otherRead)))
                return false;
            if (read < buffer.Length)
                return true;
        }
    }

    private void CompareObjects(InputFile one, InputFile other)
    {
        object? value = FileFailedException.Concerning(actual, () => ValueOf(one)), otherValue = FileFailedException.Concerning(desired, () => ValueOf(other));
        _found.AddRange(new ObjectComparison(options).Run(value, otherValue));
    }

    private static object? ValueOf(InputFile file) => file.IsObjects ? file.LoadSound(NpyReadOptions.AsStored).Value : file.Load(null, NpyReadOptions.AsStored);

    private void Add(string? name, ArrayDifference difference)
    {
        if (!difference.IsEmpty)
            _found.Add(new FoundDifference(name, FoundKind.Array, difference, difference.ToString()));
    }

    private ArrayDifference Compare(StoredArray array, StoredArray other)
    {
        try
        {
            return StoredArray.Compare(array, other, options);
        }
        catch (Exception exception) when (exception is NpyFormatException or IOException)
        {
            // Which file is bad, the error may not say. If the actual one can be read alone, it is the other.
            FileFailedException.Concerning(actual, () => StoredArray.Compare(array, array, options));
            throw new FileFailedException(desired, exception);
        }
    }
}
