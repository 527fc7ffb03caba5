using NpyIO.Arrays;

namespace NpyIO;

/// <summary>
/// A read-only array mapped from its file, loaded page by page on access: <c>np.load(…, mmap_mode='r')</c>, which NumPy does not support for archives.
/// </summary>
/// <remarks>
/// <para>The array has the file's order and byte order: <see cref="NdArray"/> and its indexers read both; spans need C order and the machine's byte order. Only the header and the lengths
/// have been checked; call <see cref="Verify"/> to check the data.</para>
/// <para>The array is independent of the archive it was opened from, which can be disposed of. Once you dispose of this object, every array over it throws
/// <see cref="ObjectDisposedException"/>, and spans obtained before must not be used: their memory is gone. If it is never disposed of, the file stays mapped until the process ends.
/// The file must not be shortened meanwhile: reading a part that has disappeared ends the process.</para>
/// <para>Any number of threads may read at once, but none during <see cref="Dispose"/>.</para>
/// </remarks>
public sealed class MappedArray : IDisposable
{
    private readonly NdArray _array;
    private readonly IDisposable? _mapping;
    private readonly Action<CancellationToken> _verify;
    private volatile bool _disposed;

    /// <summary>The claim of <paramref name="header"/> has been compared with the length of <paramref name="memory"/>, which is disposed of with this object if it is a mapping.</summary>
    internal MappedArray(NpyHeader header, ArrayMemory memory, Action<CancellationToken> verify)
    {
        Header = header;
        _array = new NdArray(header.DType, memory, header.Layout);
        _mapping = memory as IDisposable;
        _verify = verify;
    }

    /// <summary>The array, with the order and byte order of the file.</summary>
    /// <exception cref="ObjectDisposedException">This object has been disposed of.</exception>
    public NdArray Array
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _array;
        }
    }

    /// <summary>The header of the array.</summary>
    public NpyHeader Header { get; }

    /// <summary>Returns the array as one of T, with the order and byte order of the file.</summary>
    /// <typeparam name="T">Exactly the CLR type of the dtype, for values stored as in memory: not text, nor dates with their unit.</typeparam>
    /// <exception cref="InvalidCastException">T is not that type. The message says what would convert.</exception>
    /// <exception cref="ObjectDisposedException">This object has been disposed of.</exception>
    public NdArray<T> As<T>() => Array.As<T>();

    /// <summary>Reads the whole entry and compares its CRC-32 with the one in the archive, which mapping does not.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="NpyFormatException">The data do not match the checksum.</exception>
    /// <exception cref="ObjectDisposedException">This object has been disposed of.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public void Verify(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _verify(cancellationToken);
    }

    /// <summary>Unmaps the file. See the remarks for what must not be used afterwards.</summary>
    public void Dispose()
    {
        _disposed = true;
        _mapping?.Dispose();
    }
}
