using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;

namespace NpyIO;

// Wishes for a mapping that cannot be had.
internal static partial class Throw
{
    [DoesNotReturn]
    internal static void CannotMapCompressed(string name) => throw new InvalidOperationException(
        $"Member {Quoted(name)} cannot be mapped, for it is compressed: Load() reads it, and an archive saved with NpzCompression.None has members that can be mapped.");

    [DoesNotReturn]
    internal static ArrayMemory CannotMapStream(string name) => throw new InvalidOperationException(
        $"Member {Quoted(name)} cannot be mapped, for its archive was opened from a stream that is no file: Load() reads it, and opening the archive by its path allows mapping.");

    /// <summary>Throws for an element in a mapping that has been given back.</summary>
    [DoesNotReturn]
    internal static void MappingClosed() => throw new ObjectDisposedException(
        nameof(MappedArray),
        "The file that this array lies in has been closed with the MappedArray or JoblibFile it came from; Copy() what is needed longer.");
}
