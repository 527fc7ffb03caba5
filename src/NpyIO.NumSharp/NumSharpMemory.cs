using NumSharp;
using NumSharp.Backends;
using NumSharp.Backends.Unmanaged;

namespace NpyIO;

/// <summary>
/// NumSharp's unmanaged memory. NumSharp counts the references to it and frees it with the last one; this object holds one until it is collected.
/// </summary>
internal sealed unsafe class NumSharpMemory
{
    private readonly IArraySlice _counted;

    private NumSharpMemory(UnmanagedStorage storage)
    {
        _counted = storage.InternalArray;
        Start = storage.Address;
        Length = _counted.BytesLength;
    }

    /// <summary>Releases the reference. If NumSharp's own finalizers ran first, it ignores the call.</summary>
    ~NumSharpMemory() => _counted.Release();

    /// <summary>The first byte; valid while this object is reachable.</summary>
    internal byte* Start { get; }

    /// <summary>The length, in bytes.</summary>
    internal long Length { get; }

    /// <summary>Returns all the memory that may contain an array's elements.</summary>
    /// <exception cref="ObjectDisposedException">The array has been disposed of.</exception>
    internal static NumSharpMemory Of(NDArray array)
    {
        UnmanagedStorage storage = array.Unsafe.Storage;
        if (array.IsDisposed || !storage.InternalArray.TryAddRef())
            NumSharpThrow.Disposed(array);

        return new NumSharpMemory(storage);
    }
}
