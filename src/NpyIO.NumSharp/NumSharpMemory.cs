using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NumSharp;
using NumSharp.Backends;
using NumSharp.Backends.Unmanaged;

namespace NpyIO;

/// <summary>
/// NumSharp's memory, which no garbage collector moves. NumSharp counts the references to it and frees it with the last; this object is one of them until it is collected.
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

    /// <summary>Gives the reference back. NumSharp's own finalizers may have run before; it then ignores this one.</summary>
    ~NumSharpMemory() => _counted.Release();

    /// <summary>The first byte; valid as long as this object is reachable.</summary>
    internal byte* Address { get; }

    internal override ref byte Origin => ref Unsafe.AsRef<byte>(Address);

    internal override long Length { get; }

    internal override bool IsReadOnly { get; }

    /// <summary>All the memory that an array's elements may lie in.</summary>
    /// <exception cref="ObjectDisposedException">The array has been disposed.</exception>
    internal static NumSharpMemory Of(NDArray array)
    {
        UnmanagedStorage storage = array.Unsafe.Storage;
        if (array.IsDisposed || !storage.InternalArray.TryAddRef())
            NumSharpThrow.Disposed(array);

        return new NumSharpMemory(storage, !array.Shape.IsWriteable);
    }
}
