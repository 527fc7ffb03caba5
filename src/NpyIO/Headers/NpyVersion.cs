namespace NpyIO;

/// <summary>A version of the .npy format: 1.0, 2.0 or 3.0.</summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
public readonly record struct NpyVersion(byte Major, byte Minor)
{
    /// <summary>Version 1.0: Latin-1, at most 65,535 bytes.</summary>
    public static NpyVersion V1 => new(1, 0);

    /// <summary>Version 2.0: Latin-1, at most 2^32 − 1 bytes.</summary>
    public static NpyVersion V2 => new(2, 0);

    /// <summary>Version 3.0: UTF-8, at most 2^32 − 1 bytes.</summary>
    public static NpyVersion V3 => new(3, 0);

    /// <summary>The version as text: <c>1.0</c>.</summary>
    public override string ToString() => $"{Major}.{Minor}";
}
