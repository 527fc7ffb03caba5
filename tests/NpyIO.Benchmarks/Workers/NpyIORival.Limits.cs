using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Benchmarks.Workers;

// The least that the work of some rows takes on this machine: the same calls and the same memory, and nothing else.
internal sealed partial class NpyIORival
{
    private const int CrcPiece = 256 << 10;

    private static Operation ReadNew(string path) => new(
        _ =>
        {
            using SafeFileHandle file = File.OpenHandle(path);
            byte[] data = GC.AllocateUninitializedArray<byte>((int)RandomAccess.GetLength(file));
            RandomAccess.Read(file, data, 0);
            return data;
        },
        _ => "-");

    private static Operation ReadWarm(string path)
    {
        byte[] data = File.ReadAllBytes(path);
        return new Operation(
            _ =>
            {
                using SafeFileHandle file = File.OpenHandle(path);
                RandomAccess.Read(file, data, 0);
                return null;
            },
            _ => "-");
    }

    /// <summary>A new string for each text, of texts that are in memory as UTF-16.</summary>
    private static Operation CreateStrings(string path)
    {
        string[] texts = Npy.Load(path).ToArray<string>();
        return new Operation(
            _ =>
            {
                var created = new string[texts.Length];
                for (int i = 0; i < created.Length; i++)
                    created[i] = new string(texts[i].AsSpan());
                return created;
            },
            Strings);
    }

    /// <summary>Reads every entry of an archive that is not compressed into new memory, with its CRC.</summary>
    private static Operation ReadEntries(string path, int threads)
    {
        (long Start, int Length)[] entries = EntriesOf(path);
        return new Operation(
            _ =>
            {
                using SafeFileHandle file = File.OpenHandle(path);
                var read = new NdArray<byte>[entries.Length];
                Parallel.For(0, entries.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
                {
                    read[i] = NdArray.Create<byte>(entries[i].Length);
                    var crc = new Crc32();
                    for (int done = 0; done < entries[i].Length;)
                    {
                        Span<byte> piece = read[i].AsSpan()[done..];
                        int count = RandomAccess.Read(file, piece[..Math.Min(piece.Length, CrcPiece)], entries[i].Start + done);
                        crc.Append(piece[..count]);
                        done += count;
                    }
                });
                return read;
            },
            _ => "-");
    }

    /// <summary>Writes every entry to its place in a new file, with its CRC.</summary>
    private static Operation WriteEntries(string path, int threads)
    {
        (long Start, int Length)[] entries = EntriesOf(path);
        byte[] archive = File.ReadAllBytes(path);
        return new Operation(
            i =>
            {
                string saved = SavePath(path, i);
                using (SafeFileHandle file = File.OpenHandle(saved, FileMode.CreateNew, FileAccess.Write, FileShare.None, preallocationSize: archive.Length))
                {
                    Parallel.For(0, entries.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, number =>
                    {
                        (long start, int length) = entries[number];
                        var crc = new Crc32();
                        for (int done = 0; done < length; done += CrcPiece)
                        {
                            ReadOnlySpan<byte> piece = archive.AsSpan((int)start + done, Math.Min(CrcPiece, length - done));
                            crc.Append(piece);
                            RandomAccess.Write(file, piece, start + done);
                        }
                    });
                }

                return null;
            },
            _ => "-")
        {
            After = () => DeleteSaved(path),
        };
    }

    private static (long Start, int Length)[] EntriesOf(string path)
    {
        using NpzFile file = Npz.Open(path);
        return [.. file.Entries.Where(entry => entry.Header is not null).Select(entry => (entry.Entry.DataOffset, (int)entry.Length))];
    }

    /// <summary>The rows of <see cref="MapRows"/> from memory, into a new array each.</summary>
    private static Operation CopyRows(string path)
    {
        double[] source = RowsInMemory(path, out long[] rows);
        return new Operation(
            _ =>
            {
                double[] row = [];
                foreach (long i in rows)
                    row = source.AsSpan((int)i * RowLength, RowLength).ToArray();
                return row;
            },
            Doubles);
    }

    /// <summary>The same into one new array, which asks for huge pages.</summary>
    private static Operation GatherRows(string path)
    {
        double[] source = RowsInMemory(path, out long[] rows);
        return new Operation(
            _ =>
            {
                NdArray<double> gathered = NdArray.Create<double>(rows.Length, RowLength);
                Span<double> rest = gathered.AsSpan();
                foreach (long i in rows)
                {
                    source.AsSpan((int)i * RowLength, RowLength).CopyTo(rest);
                    rest = rest[RowLength..];
                }

                return gathered;
            },
            Typed);
    }

    private static double[] RowsInMemory(string path, out long[] rows)
    {
        using MappedArray map = MapTouched(path, out NdArray<double> array, out rows);
        return array.ToArray();
    }

    /// <summary>As many new arrays of the same length as a pickle holds, copied from memory.</summary>
    private static Operation CopyArrays(string path)
    {
        var arrays = (PickleDictionary)Pickle.Load(path)!;
        byte[][] sources = [.. arrays.Values.Select(array => ((NdArray)array!).ToBytes())];
        return new Operation(
            _ =>
            {
                var copies = new byte[sources.Length][];
                for (int i = 0; i < copies.Length; i++)
                {
                    copies[i] = GC.AllocateUninitializedArray<byte>(sources[i].Length);
                    sources[i].CopyTo(copies[i], 0);
                }

                return copies;
            },
            _ => "-");
    }
}
