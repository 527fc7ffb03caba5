using System.Globalization;
using System.Text;

namespace NpyIO.Benchmarks.Workers;

// Rows that are written one by one.
internal sealed partial class NpyIORival
{
    private const int FloatsPerRow = 25; // 100 bytes
    private const int WrittenRows = 1_000_000;
    private const int PatchedRows = 10_000;
    private const int PatchedHeaderLength = 128;

    private static Operation WriteRows(string path)
    {
        string saved = SavePath(path, 0);
        float[] row = new float[FloatsPerRow];
        return new Operation(
            _ =>
            {
                using RowWriter<float> writer = Npy.CreateRows<float>(saved, [FloatsPerRow]);
                for (int i = 0; i < WrittenRows; i++)
                {
                    row[0] = i;
                    writer.Write(row);
                }

                writer.Complete();
                return saved;
            },
            LastRow)
        {
            Batch = WrittenRows,
            AfterEach = () => DeleteSaved(path),
        };
    }

    /// <summary>What a program does that has no writer of rows: for each row, opens the file, writes behind its end and patches the shape in the header.</summary>
    private static Operation PatchRows(string path)
    {
        string saved = SavePath(path, 0);
        float[] row = new float[FloatsPerRow];
        return new Operation(
            _ =>
            {
                File.WriteAllBytes(saved, PatchedHeader(0));
                for (int i = 0; i < PatchedRows; i++)
                {
                    row[0] = i % WrittenRows;
                    using FileStream file = new(saved, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
                    file.Seek(0, SeekOrigin.End);
                    file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(row.AsSpan()));
                    file.Seek(0, SeekOrigin.Begin);
                    file.Write(PatchedHeader(i + 1));
                }

                return saved;
            },
            LastRow)
        {
            Batch = PatchedRows,
            AfterEach = () => DeleteSaved(path),
        };
    }

    private static byte[] PatchedHeader(int rows)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {FloatsPerRow}), }}");
        return [0x93, .. "NUMPY"u8, 1, 0, PatchedHeaderLength - 10, 0, .. Encoding.ASCII.GetBytes(text.PadRight(PatchedHeaderLength - 11)), (byte)'\n'];
    }

    /// <summary>Checks that every row is there. The numbers of rows differ, so the results are not compared.</summary>
    private static string LastRow(object? result)
    {
        using NpyFile file = Npy.Open((string)result!);
        long last = file.Shape[0] - 1;
        float first = file.Read<float>(last)[0];
        return first == last && last is WrittenRows - 1 or PatchedRows - 1 ? "-" : throw new InvalidDataException($"{file}: the last row begins with {first}");
    }
}
