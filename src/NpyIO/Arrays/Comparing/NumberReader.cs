using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Reads numbers of one dtype as values of T, into memory of its own if they are not there as such. For one thread.</summary>
internal sealed class NumberReader<T>(CastKernel? cast)
    where T : unmanaged
{
    private byte[] _bytes = [];
    private T[] _values = [];

    /// <summary>The result is good until the next call.</summary>
    internal ReadOnlySpan<T> Read(NdArray elements)
    {
        ReadOnlySpan<byte> bytes = ElementEquality.BytesOf(elements, elements.Layout, ref _bytes);
        if (cast is null)
            return MemoryMarshal.Cast<byte, T>(bytes);
        if (_values.Length < elements.Count)
            _values = GC.AllocateUninitializedArray<T>((int)elements.Count);
        Span<T> values = _values.AsSpan(0, (int)elements.Count);
        cast(bytes, MemoryMarshal.AsBytes(values));
        return values;
    }

    internal NumberReader<T> Fork() => new(cast);
}
