using NpyIO.Arrays;

namespace NpyIO;

/// <summary>
/// An array that stays in its file and is read where it lies, page by page, as it is touched: <c>np.load(…, mmap_mode='r')</c>, which NumPy does not do for archives. Read-only.
/// </summary>
/// <remarks>
/// <para>Order and byte order are the file's: <see cref="NdArray"/> and its indexers read both; spans need C order and the machine's bytes. Nothing has been copied, or checked beyond the
/// header and the lengths: <see cref="Verify"/> does that.</para>
/// <para>It is independent of the archive it was opened from, which may be disposed of. Once this is disposed of, every array over it throws <see cref="ObjectDisposedException"/>, and
/// spans obtained before must not be touched any more: the memory behind them is gone. Without that the file stays mapped, to the end of the process. The file must not be
/// shortened meanwhile: reading what has disappeared ends the process.</para>
/// <para>Any number of threads may read at once; none may when it is disposed of.</para>
/// </remarks>
public sealed class MappedArray : IDisposable
{
    private readonly NdArray _array;
    private readonly IDisposable? _mapping;
    private readonly Action<CancellationToken> _verify;
    private volatile bool _disposed;

    /// <summary>An array in memory that holds it from its magic string on.</summary>
    /// <param name="header">The header at the memory's start; the claim has been compared with the memory's length.</param>
    /// <param name="memory">The memory; disposed of with this where it is a mapping.</param>
    /// <param name="verify">Checks the bytes against what is known of them.</param>
    internal MappedArray(NpyHeader header, ArrayMemory memory, Action<CancellationToken> verify)
    {
        Header = header;
        _array = new NdArray(header.DType, memory, ArrayLayout.Contiguous(header.Shape, header.DType.ItemSize, header.FortranOrder ? Order.Fortran : Order.C, header.DataOffset));
        _mapping = memory as IDisposable;
        _verify = verify;
    }

    /// <summary>The array, as it lies in the file.</summary>
    /// <exception cref="ObjectDisposedException">This has been disposed of.</exception>
    public NdArray Array
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _array;
        }
    }

    /// <summary>The header before its data.</summary>
    public NpyHeader Header { get; }

    /// <summary>The array as one of T, as it lies in the file; in either byte order.</summary>
    /// <typeparam name="T">The CLR type of the dtype exactly, and one whose values are stored as they are in memory: not text, nor dates with their unit.</typeparam>
    /// <exception cref="InvalidCastException">T is not that type. The message says what would convert.</exception>
    /// <exception cref="ObjectDisposedException">This has been disposed of.</exception>
    public NdArray<T> As<T>() => Array.As<T>();

    /// <summary>Reads all of the entry and compares its CRC-32 with the one in the archive, which mapping does not.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NpyFormatException">The data are not those that were written.</exception>
    /// <exception cref="ObjectDisposedException">This has been disposed of.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Verify(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _verify(cancellationToken);
    }

    /// <summary>Gives the mapping back; see the remarks on what must not be used any more.</summary>
    public void Dispose()
    {
        _disposed = true;
        _mapping?.Dispose();
    }
}
