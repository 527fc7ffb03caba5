using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Benchmarks.Workers;

// Parts of files: read, mapped, streamed.
internal sealed partial class NpyIORival
{
    // Which rows are read, as in numpy_worker.py.
    private const long Scatter = 7919;
    private const int ScatteredCount = 1000;
    private const int RandomCount = 100_000;
    private const int RowLength = 100;

    private const int ReadLength = 1 << 20;
    private const int BlockRows = 10_000;

    private static Operation Stored(string path, Func<NpyFile, NdArray<double>> read) => new(
        _ =>
        {
            using NpyFile file = Npy.Open(path);
            return read(file);
        },
        Typed);

    private static NdArray<double> ReadRows(NpyFile file)
    {
        NdArray<double> row = null!;
        for (long i = 0; i < ScatteredCount; i++)
            row = file.Read<double>(i * Scatter % file.Shape[0]);

        return row;
    }

    /// <summary>The least that any reading of a whole file takes: into one buffer a thread, which is reused.</summary>
    private static Operation ReadAll(string path, int threads) => new(
        _ =>
        {
            using SafeFileHandle file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            long taken = 0;
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
            {
                byte[] buffer = GC.AllocateUninitializedArray<byte>(ReadLength);
                for (long offset; (offset = Interlocked.Add(ref taken, ReadLength) - ReadLength) < length;)
                    RandomAccess.Read(file, buffer, offset);
            });
            return null;
        },
        _ => "-");

    /// <summary>The least that reading rows one by one takes: one system call and one array for each.</summary>
    private static Operation ReadRowsLeast(string path)
    {
        NpyHeader header = Npy.ReadHeader(path);
        return new Operation(
            _ =>
            {
                using SafeFileHandle file = File.OpenHandle(path);
                double[] row = [];
                for (long i = 0; i < ScatteredCount; i++)
                {
                    row = new double[RowLength];
                    RandomAccess.Read(file, MemoryMarshal.AsBytes(row.AsSpan()), header.DataOffset + i * Scatter % header.Shape[0] * RowLength * sizeof(double));
                }

                return row;
            },
            Doubles);
    }

    private static Operation Mapped(string path, Func<MappedArray, NdArray<double>> copy) => new(
        _ =>
        {
            using MappedArray map = Npy.Map(path);
            return copy(map);
        },
        Typed);

    private static NdArray<double> CopyScatteredRows(MappedArray map)
    {
        NdArray<double> array = map.As<double>();
        NdArray<double> row = null!;
        for (long i = 0; i < ScatteredCount; i++)
            row = array.At(i * Scatter % array.Shape[0]).Copy();

        return row;
    }

    private static Operation MapRows(string path)
    {
        MappedArray map = MapTouched(path, out NdArray<double> array, out long[] rows);
        return new Operation(
            _ =>
            {
                double[] row = [];
                foreach (long i in rows)
                    row = array.GetRowSpan(i).ToArray();

                return row;
            },
            Doubles)
        {
            After = map.Dispose,
        };
    }

    private static Operation MapRowsInto(string path)
    {
        MappedArray map = MapTouched(path, out NdArray<double> array, out long[] rows);
        double[] row = new double[array.Shape[1]];
        return new Operation(
            _ =>
            {
                foreach (long i in rows)
                    array.GetRowSpan(i).CopyTo(row);

                return row;
            },
            Doubles)
        {
            After = map.Dispose,
        };
    }

    private static Operation MapGather(string path)
    {
        MappedArray map = MapTouched(path, out NdArray<double> array, out long[] rows);
        return new Operation(
            _ =>
            {
                NdArray<double> gathered = NdArray.Create<double>(rows.Length, array.Shape[1]);
                Span<double> rest = gathered.AsSpan();
                foreach (long i in rows)
                {
                    ReadOnlySpan<double> row = array.GetRowSpan(i);
                    row.CopyTo(rest);
                    rest = rest[row.Length..];
                }

                return gathered;
            },
            Typed)
        {
            After = map.Dispose,
        };
    }

    /// <summary>Maps a file and touches all of it, so that no page fault is in the time. The rows are those of <c>random_rows</c> in numpy_worker.py.</summary>
    private static MappedArray MapTouched(string path, out NdArray<double> array, out long[] rows)
    {
        MappedArray map = Npy.Map(path);
        array = map.As<double>();
        rows = new long[RandomCount];
        ulong state = 1;
        for (int i = 0; i < rows.Length; i++)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            rows[i] = (long)((state >> 33) % (ulong)array.Shape[0]);
        }

        SumOfSpan(array);
        return map;
    }

    private static Operation Stream(string path, BlockMemory memory) => new(
        _ =>
        {
            using NpyFile file = Npy.Open(path);
            long rows = 0;
            foreach (NdArray<double> block in file.Blocks<double>(BlockRows, memory))
                rows += block.Shape[0];

            return rows == file.Shape[0] ? null : throw new InvalidDataException($"{rows} rows");
        },
        _ => "-");

    private static Operation StreamInto(string path) => new(
        _ =>
        {
            using NpyFile file = Npy.Open(path);
            double[] block = new double[BlockRows * RowLength];
            long rows = file.Shape[0];
            for (long row = 0; row < rows; row += BlockRows)
                file.Read<double>(block, new Slice(row, Math.Min(row + BlockRows, rows)));

            return null;
        },
        _ => "-");

    /// <summary>The yardstick of streaming: dd, its start included.</summary>
    private static Operation CopyToNull(string path) => new(
        _ =>
        {
            using Process dd = Process.Start("dd", [$"if={path}", "bs=4M", "of=/dev/null", "status=none"]);
            dd.WaitForExit();
            return dd.ExitCode == 0 ? null : throw new InvalidOperationException($"dd ends with {dd.ExitCode}");
        },
        _ => "-");

    private static string Doubles(object? result) => Fingerprints.Of(MemoryMarshal.AsBytes<double>((double[])result!));
}
