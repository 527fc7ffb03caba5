using NpyIO.Tests.Support;

namespace NpyIO.Tests.Golden;

/// <summary>Writes archives in every way that NpyIO can, each beside one by NumPy, or a plain one, that must have the same entries.</summary>
internal static class WrittenArchives
{
    /// <summary>Enough for several blocks of a compressed entry.</summary>
    private const int Many = 3_000_000;

    private static readonly (string Name, NpzWriteOptions Options)[] Ways =
    [
        ("none", NpzWriteOptions.Default),
        ("fastest", new() { Compression = NpzCompression.Fastest }),
        ("optimal", NpzWriteOptions.Compressed),
        ("smallest", new() { Compression = NpzCompression.SmallestSize }),
        ("aligned", new() { Alignment = 64 }),
        ("aligned-optimal", new() { Alignment = 64, Compression = NpzCompression.Optimal }),
    ];

    /// <summary>Writes all of them into a folder.</summary>
    internal static IEnumerable<WrittenArchive> In(TempFolder folder)
    {
        foreach (string name in GoldenArchive.Names.Where(name => GoldenArchive.Of(name) is { ReencodedPath: { } path } golden && path == golden.Path))
        {
            GoldenArchive golden = GoldenArchive.Of(name);
            using NpzFile archive = Npz.Open(golden.Path);
            NpzItem[] items = [.. archive.Entries.Select(entry => new NpzItem(entry.FullName[..^".npy".Length], entry.Open().Load(NpyReadOptions.AsStored)))];
            foreach (WrittenArchive written in InEveryWay(folder, name[(name.IndexOf('/') + 1)..], items, golden.Path))
                yield return written;
        }

        NpzItem[] large = [new("smooth", Smooth()), new("small", new[] { 1, 2, 3 })];
        Npz.Save(folder.PathOf("large.npz"), large);
        foreach (WrittenArchive written in InEveryWay(folder, "large", large, folder.PathOf("large.npz")))
            yield return written;
    }

    private static IEnumerable<WrittenArchive> InEveryWay(TempFolder folder, string name, NpzItem[] items, string entriesOf)
    {
        foreach ((string way, NpzWriteOptions options) in Ways)
        {
            string path = folder.PathOf($"{name}-{way}.npz");
            Npz.Save(path, items, options);
            yield return new(System.IO.Path.GetFileName(path), path, entriesOf, way == "none");

            path = folder.PathOf($"{name}-{way}-unseekable.npz");
            using ForwardStream stream = new();
            Npz.Save(stream, items, options);
            File.WriteAllBytes(path, stream.Written);
            yield return new(System.IO.Path.GetFileName(path), path, entriesOf, false);
        }

        string updated = folder.PathOf($"{name}-updated.npz");
        Npz.Save(updated, [.. items, new NpzItem("to be removed", new[] { 1.5 })], NpzWriteOptions.Compressed);
        using (NpzUpdate update = Npz.Update(updated))
        {
            update.Remove("to be removed");
            foreach (NpzItem item in items.Take(1))
                update.Set(item.Name, item.Array);
            update.Complete();
        }

        yield return new(System.IO.Path.GetFileName(updated), updated, entriesOf, false);
    }

    private static NdArray Smooth()
    {
        float[] values = new float[Many];
        for (int i = 0; i < values.Length; i++)
            values[i] = i / 100 * 0.5f;
        return values;
    }
}
