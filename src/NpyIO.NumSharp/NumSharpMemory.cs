using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NumSharp;
using NumSharp.Backends;
using NumSharp.Backends.Unmanaged;

namespace NpyIO;

/// <summary>
/// NumSharp's unmanaged memory. NumSharp counts the references to it and frees it with the last one; this object holds one until it is collected.
/// </summary>
internal sealed unsafe class NumSharpMemory : ArrayMemory
{
    private readonly IArraySlice _counted;

    private NumSharpMemory(UnmanagedStorage storage, bool isReadOnly)
    {
        _counted = storage.InternalArray;
        Address = storage.Address;
        Length = _counted.BytesLength;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Releases the reference. If NumSharp's own finalizers ran first, it ignores the call.</summary>
    ~NumSharpMemory() => _counted.Release();

    /// <summary>The first byte; valid while this object is reachable.</summary>
    internal byte* Address { get; }

    internal override ref byte Origin => ref Unsafe.AsRef<byte>(Address);

    internal override long Length { get; }

    internal override bool IsReadOnly { get; }

    /// <summary>Returns all the memory that may contain an array's elements.</summary>
    /// <exception cref="ObjectDisposedException">The array has been disposed of.</exception>
    internal static NumSharpMemory Of(NDArray array)
    {
        UnmanagedStorage storage = array.Unsafe.Storage;
        if (array.IsDisposed || !storage.InternalArray.TryAddRef())
            NumSharpThrow.Disposed(array);

        return new NumSharpMemory(storage, !array.Shape.IsWriteable);
    }
}
