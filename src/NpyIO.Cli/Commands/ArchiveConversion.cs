using NpyIO.Cli.Input;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;
using NpyIO.Cli.Unpacking;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio convert</c> to an archive.</summary>
internal static class ArchiveConversion
{
    // As np.savez names the first array without a name.
    private const string FirstName = "arr_0";

    /// <summary>Minimum size of an array that is streamed instead of loaded, in bytes.</summary>
    internal const long MinStreamed = 16 << 20;

    internal static void Run(Tool tool, Func<string, InputFile> open, string source, string target, string? entry, bool compress)
    {
        using var input = open(source);
        if (input.IsObjects && entry is null)
        {
            ConvertObjects(tool, input, source, target, compress);
            return;
        }
        if (input.Archive is not { } archive)
        {
            if (TryStreamSingle(tool, input, source, target, entry, compress))
                return;
            NdArray array = input.Load(entry, NpyReadOptions.AsStored);
            tool.Follow(source, array.NBytes, progress => FileFailedException.Concerning(target, () =>
                Npz.Save(target, [new NpzItem(FirstName, array)], Options(compress, progress))));
            return;
        }

        if (entry is null)
            Entries.RefuseTorch(archive);
        NpzEntry[] entries = entry is null ? [.. archive] : [Entries.Find(archive, entry)];
        tool.Follow(source, 2 * input.LengthOf(entry), progress =>
        {
            var sum = new ProgressSum(progress);
            using NpzWriter writer = FileFailedException.Concerning(target, () => Npz.Create(target, Options(compress, sum.Part())));
            foreach (NpzEntry found in entries)
            {
                Entries.Concerning(found, () => Add(input, writer, found, target, sum));
                LargeArrays.Release(found);
            }
            input.Dispose();   // before the target replaces it: both may be the same file
            FileFailedException.Concerning(target, writer.Complete);
        });
    }

    /// <summary>Returns false if the array is small or must be loaded.</summary>
    private static bool TryStreamSingle(Tool tool, InputFile input, string source, string target, string? entry, bool compress)
    {
        bool isStreamed = false;
        tool.Follow(source, 2 * input.LengthOf(entry), progress =>
        {
            var sum = new ProgressSum(progress);
            using StreamedItems? stored = input.TryOpenStored(entry, sum, MinStreamed);
            if (stored is null)
                return;
            using NpzWriter writer = FileFailedException.Concerning(target, () => Npz.Create(target, Options(compress, sum.Part())));
            Copy(writer, FirstName + EntryPath.ArrayExtension, stored, target);
            input.Dispose();   // before the target replaces it: both may be the same file
            FileFailedException.Concerning(target, writer.Complete);
            isStreamed = true;
        });
        return isStreamed;
    }

    internal static void Copy(NpzWriter writer, string name, StreamedItems stored, string target)
    {
        using Stream raw = FileFailedException.Concerning(target, () => writer.OpenRaw(name));
        byte[] header = new NpyHeader(stored.DType, stored.Shape, !InputFile.IsInCOrder(stored.Header)).ToBytes();
        FileFailedException.Concerning(target, () => raw.Write(header));
        int count = Math.Max(1, StreamedItems.BlockLength / stored.ItemSize);
        byte[] buffer = new byte[count * stored.ItemSize];
        for (long first = 0; first < stored.Count; first += count)
        {
            ReadOnlySpan<byte> items = stored.Items(first, (int)Math.Min(count, stored.Count - first));
            items.CopyTo(buffer);
            int length = items.Length;
            FileFailedException.Concerning(target, () => raw.Write(buffer, 0, length));
        }

        stored.Complete();
        FileFailedException.Concerning(target, raw.Dispose);   // which may write, too
    }

    private static void ConvertObjects(Tool tool, InputFile input, string source, string target, bool compress)
    {
        NpzItem[] items = Named(input, ArrayPaths.Of(input.LoadSound(NpyReadOptions.AsStored).Value, intoArrays: false));
        if (items.Length == 0)
            throw new ToolException("has no array");
        tool.Follow(source, items.Sum(item => item.Array.NBytes), progress => FileFailedException.Concerning(target, () => Npz.Save(target, items, Options(compress, progress))));
    }

    private static NpzItem[] Named(InputFile input, List<FoundArray> arrays)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. arrays.Select(found =>
        {
            string asked = found.Name, name = asked;
            while (!numbers.TryAdd(name, 1))
                name = $"{asked}_{++numbers[asked]}";
            return new NpzItem(name, input.PartOf(new LoadedInput(found.Array)).Load());
        })];
    }

    internal static NpzWriteOptions Options(bool compress, IProgress<long>? progress) =>
        (compress ? NpzWriteOptions.Compressed : NpzWriteOptions.Default) with { Progress = progress };

    /// <summary>Copies entries other than arrays, and Python objects, unchanged. An array without a name gets NumPy's default name.</summary>
    private static void Add(InputFile input, NpzWriter writer, NpzEntry entry, string target, ProgressSum progress)
    {
        string name = entry.FullName.Length == 0 && Entries.IsArray(entry) ? EntryPath.ArrayExtension : entry.FullName;
        if (name.Length == 0)
            throw new ToolException("has no name and is not an array, so no archive can hold it");
        if (Entries.HeaderOf(entry) is not { } header || (header.DType.HasObject && !input.IsPart))
        {
            using Stream raw = FileFailedException.Concerning(target, () => writer.OpenRaw(name));
            EntryCopy.Copy(entry, raw, target, progress.Part());
            FileFailedException.Concerning(target, raw.Dispose);   // which may write, too
            return;
        }

        if (header.NBytes >= MinStreamed && input.TryOpenStream(entry, native: false, asStored: true, progress) is { } stored)
        {
            using (stored)
                Copy(writer, name, stored, target);
            return;
        }

        NdArray array = input.LoadEntry(entry, NpyReadOptions.AsStored with { Progress = progress.Part() });
        FileFailedException.Concerning(target, () =>
        {
            if (name.EndsWith(EntryPath.ArrayExtension, StringComparison.Ordinal))
            {
                writer.Add(name[..^EntryPath.ArrayExtension.Length], array);
                return;
            }
            using Stream raw = writer.OpenRaw(name);
            Npy.Save(raw, array);
        });
    }
}
