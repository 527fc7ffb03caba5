namespace NpyIO.Benchmarks.Workers;

/// <summary>A few bytes of an array in C order, enough to see a wrong order of bytes or axes, or a missing end.</summary>
internal static class Fingerprints
{
    private const int Length = 32;

    internal static string Of(ReadOnlySpan<byte> bytes) => bytes.Length < Length
        ? Convert.ToHexStringLower(bytes)
        : Convert.ToHexStringLower(bytes[..Length]) + Convert.ToHexStringLower(bytes[^Length..]);
}
