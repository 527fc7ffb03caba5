using System.Globalization;

namespace NpyIO.Benchmarks.Workers;

/// <summary>A few bytes of an array in C order, enough to see a wrong order of bytes or axes, or a missing end.</summary>
internal static class Fingerprints
{
    private const int Length = 32;
    private const string SizePrefix = "size=";

    /// <summary>A file's length, of which rivals need not agree.</summary>
    internal static string OfFile(string path) => $"{SizePrefix}{new FileInfo(path).Length}";

    /// <summary>What <see cref="OfFile"/> told, in bytes; null of any other fingerprint.</summary>
    internal static long? SizeIn(string fingerprint) =>
        fingerprint.StartsWith(SizePrefix, StringComparison.Ordinal) ? long.Parse(fingerprint.AsSpan(SizePrefix.Length), CultureInfo.InvariantCulture) : null;

    internal static string Of(ReadOnlySpan<byte> bytes) => bytes.Length < Length
        ? Convert.ToHexStringLower(bytes)
        : Convert.ToHexStringLower(bytes[..Length]) + Convert.ToHexStringLower(bytes[^Length..]);
}
