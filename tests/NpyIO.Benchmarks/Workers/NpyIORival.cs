using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Benchmarks.Workers;

/// <summary>NpyIO, by its public verbs.</summary>
internal sealed partial class NpyIORival : Rival
{
    private const int HeaderBatch = 5_000;
    private const int PrintBatch = 10_000;

    private const int PieceLength = 16 << 20;

    internal override string Version => $"NpyIO {typeof(Npy).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}";

    internal override Operation Prepare(string operation, int threads, string path)
    {
        var options = new NpyReadOptions { MaxThreads = threads };
        return operation switch
        {
            "load" => new Operation(_ => Npy.Load<double>(path, options), Typed),
            "load-untyped" => new Operation(_ => Npy.Load(path, options), Untyped),
            "load-counts" => new Operation(_ => Npy.Load(path, options).View<long>(), result => Ends((NdArray<long>)result!, count => count)),
            "load-dates" => new Operation(_ => Npy.Load<DateTime>(path, options), result => Ends((NdArray<DateTime>)result!, date => (date.Ticks - DateTime.UnixEpoch.Ticks) * 100)),
            "load-into" => LoadInto(path, options),
            "read-column" => Stored(path, file => file.Read<double>(.., 3)),
            "read-rows" => Stored(path, ReadRows),
            "read-field" => Stored(path, file => file["price"].Load<double>()),
            "read-all" => ReadAll(path, threads),
            "read-rows-least" => ReadRowsLeast(path),
            "map-column" => Mapped(path, map => map.As<double>()[.., 3].Copy()),
            "map-scattered" => Mapped(path, CopyScatteredRows),
            "map-field" => Mapped(path, map => map.Array["price"].As<double>().Copy()),
            "map-rows" => MapRows(path),
            "map-rows-into" => MapRowsInto(path),
            "map-gather" => MapGather(path),
            "stream" => Stream(path, BlockMemory.New),
            "stream-reused" => Stream(path, BlockMemory.Reused),
            "stream-into" => StreamInto(path),
            "dd" => CopyToNull(path),
            "write-rows" => WriteRows(path),
            "patch-rows" => PatchRows(path),
            "read-new" => ReadNew(path),
            "read-warm" => ReadWarm(path),
            "create-strings" => CreateStrings(path),
            "read-entries" => ReadEntries(path, threads),
            "write-entries" => WriteEntries(path, threads),
            "copy-rows" => CopyRows(path),
            "gather-rows" => GatherRows(path),
            "copy-arrays" => CopyArrays(path),
            "load-many" => LoadMany(path, threads),
            "header" => Header(path),
            "to-array-3d" => ToArray3D(path),
            "copy-to-array-3d" => CopyToArray3D(path),
            "copy-slice" => Slice(path, array => array[NpyIO.Slice.Every(2)]),
            "copy-block" => Slice(path, array => array[NpyIO.Slice.Every(3), NpyIO.Slice.Every(2)]),
            "sum-foreach" => Sum(path, SumByForEach),
            "sum-span" => Sum(path, SumOfSpan),
            "cast-checked" => Cast(path, Casting.Checked),
            "cast-unsafe" => Cast(path, Casting.Unsafe),
            "close" => Close(path),
            "load-ticks" => new Operation(_ => Npy.Load<Tick>(path, options), result => Fingerprints.Of(((NdArray<Tick>)result!).ToNdArray().ToBytes().AsSpan())),
            "to-columns" => ToColumns(path),
            "load-deals" => new Operation(_ => Npy.Load<Deal>(path, options), Deals),
            "save-deals" => SaveDeals(path),
            "strings" => new Operation(_ => Npy.Load<string>(path, options).ToArray(), Strings),
            "save" => Save(path),
            "print" => Print(path),
            "write-new" => WriteNew(path),
            "load-objects" => new Operation(_ => Npy.Load(path, options), Objects),
            "read-objects" => new Operation(_ => Npy.Load<string>(path, options).ToArray(), Strings),
            "load-pickle" => new Operation(_ => Pickle.Load(path), Pickled),
            "load-joblib" => new Operation(_ => Joblib.Load(path, new JoblibReadOptions { MaxThreads = threads }), Untyped),
            "load-npz" => new Operation(_ => Npz.Load(path, options), LastEntry),
            "load-npz-own" => LoadOwnArchive(path, options),
            "inflate-npz" => InflateArchive(path, threads),
            "save-npz" => SaveArchive(path, new NpzWriteOptions { MaxThreads = threads }),
            "save-npz-optimal" => SaveArchive(path, new NpzWriteOptions { MaxThreads = threads, Compression = NpzCompression.Optimal }),
            "save-npz-fastest" => SaveArchive(path, new NpzWriteOptions { MaxThreads = threads, Compression = NpzCompression.Fastest }),
            "save-npz-smallest" => SaveArchive(path, new NpzWriteOptions { MaxThreads = threads, Compression = NpzCompression.SmallestSize }),
            _ when operation.StartsWith(NewPrefix, StringComparison.Ordinal) => SaveOf(operation[NewPrefix.Length..], path, overExisting: false),
            _ when operation.StartsWith(ExistingPrefix, StringComparison.Ordinal) => SaveOf(operation[ExistingPrefix.Length..], path, overExisting: true),
            _ => throw new NotSupportedException($"unknown operation {operation}"),
        };
    }

    private static Operation LoadInto(string path, NpyReadOptions options)
    {
        // Touched before: the row is about memory that is in use, and a new array's pages come into being at the first write.
        var buffer = new double[Npy.ReadHeader(path).Count];
        Array.Fill(buffer, 1);
        return new Operation(_ => Npy.Load<double>(path, buffer, options), _ => Fingerprints.Of(MemoryMarshal.AsBytes<double>(buffer)));
    }

    private static Operation LoadMany(string directory, int threads)
    {
        string[] files = FilesOf(directory);
        return new Operation(_ => threads == 1 ? LoadAll(files) : LoadAllInParallel(files, threads), Typed);
    }

    private static NdArray<double> LoadAll(string[] files)
    {
        NdArray<double> last = null!;
        foreach (string file in files)
            last = Npy.Load<double>(file);

        return last;
    }

    private static NdArray<double> LoadAllInParallel(string[] files, int threads)
    {
        NdArray<double> last = null!;
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            NdArray<double> array = Npy.Load<double>(files[i]);
            if (i == files.Length - 1)
                last = array;
        });
        return last;
    }

    private static Operation Header(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return new Operation(
            _ =>
            {
                NpyHeader? header = null;
                for (int i = 0; i < HeaderBatch; i++)
                    header = NpyHeader.Parse(bytes);

                return header;
            },
            _ => "-")
        {
            Batch = HeaderBatch,
        };
    }

    private static Operation Print(string path)
    {
        NdArray array = Npy.Load(path);
        return new Operation(
            _ =>
            {
                string text = "";
                for (int i = 0; i < PrintBatch; i++)
                    text = array.ToString();

                return text;
            },
            text => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes((string)text!)))
        {
            Batch = PrintBatch,
        };
    }

    private static Operation Save(string path)
    {
        NdArray<double> array = Npy.Load<double>(path);
        return new Operation(
            i =>
            {
                Npy.Save(SavePath(path, i), array);
                return null;
            },
            _ => "-")
        {
            After = () => DeleteSaved(path),
        };
    }

    /// <summary>The least that an atomic save to a new name takes: make room, write the header and the same array in large pieces, rename.</summary>
    private static Operation WriteNew(string path)
    {
        NdArray<double> array = Npy.Load<double>(path);
        long length = new FileInfo(path).Length;
        var header = new byte[length - array.Count * sizeof(double)];
        using (SafeFileHandle source = File.OpenHandle(path))
            RandomAccess.Read(source, header, 0);

        // Files in memory only get slower by it.
        long room = new DriveInfo(Path.GetDirectoryName(path)!).DriveFormat is "tmpfs" ? 0 : length;
        return new Operation(
            i =>
            {
                string saved = SavePath(path, i);
                string temporary = saved + ".tmp";
                using (SafeFileHandle file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, preallocationSize: room))
                {
                    RandomAccess.Write(file, header, 0);
                    ReadOnlySpan<byte> rest = MemoryMarshal.AsBytes(array.AsReadOnlySpan());
                    for (long offset = header.Length; !rest.IsEmpty;)
                    {
                        ReadOnlySpan<byte> piece = rest[..Math.Min(rest.Length, PieceLength)];
                        RandomAccess.Write(file, piece, offset);
                        offset += piece.Length;
                        rest = rest[piece.Length..];
                    }
                }

                File.Move(temporary, saved, overwrite: true);
                return null;
            },
            _ => "-")
        {
            After = () => DeleteSaved(path),
        };
    }

    private static Operation SaveArchive(string path, NpzWriteOptions options)
    {
        NpzItem[] items = [.. Npz.Load(path).Select(pair => new NpzItem(pair.Key, pair.Value))];
        return new Operation(
            i =>
            {
                string saved = SavePath(path, i, "npz");
                Npz.Save(saved, items, options);
                return saved;
            },
            SizeOf)
        {
            After = () => DeleteSaved(path),
        };
    }

    /// <summary>Loads the same arrays from an archive that NpyIO has compressed.</summary>
    private static Operation LoadOwnArchive(string path, NpyReadOptions options)
    {
        string own = SavePath(path, 0, "npz");

        // To the disk, as NumPy's file has gone, so that no write-back runs beside the measuring.
        Npz.Save(own, Npz.Load(path).Select(pair => new NpzItem(pair.Key, pair.Value)), NpzWriteOptions.Compressed with { Flush = FlushMode.Disk });
        return new Operation(_ => Npz.Load(own, options), LastEntry) { After = () => DeleteSaved(path) };
    }

    /// <summary>The least that loading a compressed archive takes: the platform's inflater and CRC-32, over compressed data in memory into memory that is in use.</summary>
    private static Operation InflateArchive(string path, int threads)
    {
        using NpzFile file = Npz.Open(path);
        byte[] archive = File.ReadAllBytes(path);
        (int Start, int Length)[] entries = [.. file.Entries.Where(entry => entry.Header is not null).Select(entry => ((int)entry.Entry.DataOffset, (int)entry.CompressedLength))];
        byte[][] buffers = Array.ConvertAll(entries, _ => new byte[1 << 20]);
        return new Operation(
            _ =>
            {
                Parallel.For(0, entries.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
                {
                    var crc = new Crc32();
                    using var inflater = new DeflateStream(new MemoryStream(archive, entries[i].Start, entries[i].Length), CompressionMode.Decompress);
                    for (int count; (count = inflater.Read(buffers[i])) > 0;)
                        crc.Append(buffers[i].AsSpan(0, count));
                });
                return null;
            },
            _ => "-");
    }

    private static string LastEntry(object? result) => Untyped(((Dictionary<string, NdArray>)result!).MaxBy(pair => pair.Key, StringComparer.Ordinal).Value);

    private static string Typed(object? result) => Fingerprints.Of(MemoryMarshal.AsBytes(((NdArray<double>)result!).AsReadOnlySpan()));

    private static string Ends<T>(NdArray<T> array, Func<T, long> count) => $"{count(array[0])}|{count(array[array.Count - 1])}";

    private static string Untyped(object? result) => Fingerprints.Of(((NdArray)result!).View<byte>().AsReadOnlySpan());

    private static string Pickled(object? result) => result is PickleDictionary arrays ? Untyped(arrays.MaxBy(pair => (string?)pair.Key, StringComparer.Ordinal).Value) : Objects(result);

    private static string Objects(object? result)
    {
        var array = (NdArray)result!;
        return $"{array.At(0).GetValue()}|{array.At(array.Count - 1).GetValue()}";
    }

    private static string Strings(object? result)
    {
        var strings = (string[])result!;
        return $"{strings[0]}|{strings[^1]}";
    }
}
