using NpyIO.Arrays;

namespace NpyIO.Buffers;

/// <summary>
/// Turns the bytes of a payload, as they arrive block by block, into an array's memory: byte order, C or Fortran order, casts, bool.
/// Every envelope (file, stream, archive member, buffer) goes through it. Blocks that do not overlap may be decoded by several threads at once.
/// </summary>
internal abstract class ArrayDecoder
{
    /// <summary>The length of the payload, in bytes as stored.</summary>
    internal abstract long PayloadLength { get; }

    /// <summary>
    /// Whether the payload has the very places in the target that it has in the file, so that it can be read straight into <see cref="Target"/>
    /// and then be corrected in place; otherwise blocks go through <see cref="Decode"/>.
    /// </summary>
    internal abstract bool IsInPlace { get; }

    /// <summary>Whether there is nothing to correct after reading in place.</summary>
    internal abstract bool IsRaw { get; }

    /// <summary>The array's memory; payload byte 0 belongs at <see cref="TargetOffset"/> when reading in place.</summary>
    internal abstract ArrayMemory Target { get; }

    /// <summary>Where the array begins in <see cref="Target"/>, in bytes.</summary>
    internal abstract long TargetOffset { get; }

    /// <summary>Blocks given to <see cref="Decode"/> and <see cref="DecodeInPlace"/> begin at multiples of this many bytes (but for the last, their length is such a multiple too).</summary>
    internal abstract long BlockUnit { get; }

    /// <summary>Corrects, in place, payload bytes that have been read into the target.</summary>
    internal abstract void DecodeInPlace(long payloadOffset, long length);

    /// <summary>Decodes a block of payload from a buffer of the caller's.</summary>
    internal abstract void Decode(long payloadOffset, ReadOnlySpan<byte> block);

    /// <summary>A decoder into fresh memory for an untyped array: dtype and layout as <paramref name="options"/> ask.</summary>
    internal static ArrayDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, NpyReadOptions options) => throw new NotImplementedException();

    /// <summary>A decoder into a fresh <c>T[]</c> (or blocks, beyond its limit), casting as <paramref name="options"/> allow.</summary>
    /// <exception cref="InvalidCastException">T does not fit the dtype.</exception>
    internal static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, NpyReadOptions options) => throw new NotImplementedException();

    /// <summary>The array, once all of the payload has been decoded.</summary>
    internal abstract NdArray ToNdArray();
}
