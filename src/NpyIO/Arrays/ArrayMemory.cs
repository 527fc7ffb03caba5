namespace NpyIO.Arrays;

/// <summary>
/// The bytes an array lies in: garbage-collected memory, a caller's buffer, later a mapped file. Longer than a span can be, so it is reached by reference.
/// </summary>
internal abstract class ArrayMemory
{
    /// <summary>The first byte. Valid while this object is reachable; never to be written when <see cref="IsReadOnly"/>.</summary>
    internal abstract ref byte Origin { get; }

    /// <summary>The length, in bytes.</summary>
    internal abstract long Length { get; }

    /// <summary>Whether the bytes must not be written.</summary>
    internal abstract bool IsReadOnly { get; }
}
