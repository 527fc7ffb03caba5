using System.Text.Json;

namespace NpyIO.Tests.Golden;

/// <summary>An entry of a golden archive.</summary>
internal sealed class GoldenEntry(JsonElement row)
{
    private const int Stored = 0;

    /// <summary>The name as it stands in the archive.</summary>
    internal string FullName => row.GetProperty("name").GetString()!;

    internal bool IsStored => row.GetProperty("method").GetInt32() == Stored;

    internal long Length => row.GetProperty("length").GetInt64();

    internal long CompressedLength => row.GetProperty("compressed_length").GetInt64();

    /// <summary>Whether it is an array to NumPy, by its first bytes.</summary>
    internal bool IsArray => row.TryGetProperty("descr", out _);

    internal bool IsObject => row.TryGetProperty("object", out _);

    /// <summary>The bytes of what is no array.</summary>
    internal byte[] Data => Convert.FromHexString(row.GetProperty("data").GetString()!);

    internal string Descr => row.GetProperty("descr").GetString()!;

    internal long[] Shape => Manifest.ShapeOf(row);

    internal bool FortranOrder => row.GetProperty("fortran_order").GetBoolean();

    internal string Version => row.GetProperty("version").GetString()!;

    internal long DataOffset => row.GetProperty("data_offset").GetInt64();

    internal JsonElement Values => row.GetProperty("values");
}
