using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO;

/// <summary>
/// An array in a file, mapped: its pages are read on access, and written by the system if <see cref="Access"/> is <see cref="MapAccess.ReadWrite"/>. <c>np.memmap</c>, made by
/// <see cref="Npy.Map"/>, <see cref="Npy.CreateMapped(string, DType, ReadOnlySpan{long}, Order)"/> or <see cref="StoredArray.Map"/>.
/// </summary>
/// <remarks>
/// <para>The array has the file's order and byte order: <see cref="NdArray"/> and its indexers read and write both; spans need C order and the machine's byte order. Only the header and the
/// lengths have been checked.</para>
/// <para>The array is independent of the archive it was opened from, which can be disposed of. Once you dispose of this object, every array over it throws
/// <see cref="ObjectDisposedException"/>. On Linux, an operation that another thread has begun, and a span obtained before, then see zeros, and what they write is lost; the addresses are
/// freed only after the last array over them has been collected and many other maps have been disposed of. On other systems neither may be in use: their memory is gone.</para>
/// <para>If it is never disposed of, the file stays mapped until the process ends, because spans do not keep it alive. The file must not be shortened meanwhile, by whatever program:
/// accessing a part that has disappeared ends the process.</para>
/// <para>Any number of threads may read at once, and write different elements.</para>
/// </remarks>
public sealed class MappedArray : IDisposable
{
    private readonly NdArray _array;
    private readonly MappedMemory? _mapping;
    private readonly string? _path;
    private readonly Action<CancellationToken>? _verify;
    private volatile bool _disposed;

    /// <summary>
    /// The claim of <paramref name="header"/> has been compared with the length of <paramref name="memory"/>, which begins with the header, and is disposed of with this object if it is a
    /// mapping. The path is for messages; <paramref name="verify"/> is null if there is no checksum.
    /// </summary>
    internal MappedArray(NpyHeader header, ArrayMemory memory, MapAccess access, string? path, Action<CancellationToken>? verify)
    {
        Header = header;
        Access = access;
        _array = new NdArray(header.DType, memory, header.Layout);
        _mapping = memory as MappedMemory;
        _path = path;
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

    /// <summary>The type of the elements, in the file's byte order.</summary>
    public DType DType => Header.DType;

    /// <summary>The length of every axis, in elements.</summary>
    public ReadOnlySpan<long> Shape => Header.Shape;

    /// <summary>Whether elements can be written, and whether that changes the file.</summary>
    public MapAccess Access { get; }

    /// <summary>Returns the array as one of T, with the order and byte order of the file.</summary>
    /// <typeparam name="T">Exactly the CLR type of the dtype, for values stored as in memory: not text, nor dates with their unit.</typeparam>
    /// <exception cref="InvalidCastException">T is not that type. The message says what would convert.</exception>
    /// <exception cref="ObjectDisposedException">This object has been disposed of.</exception>
    public NdArray<T> As<T>() => Array.As<T>();

    /// <summary>
    /// Writes changed elements to the disk and waits until they are there: <c>np.memmap.flush</c>. Without it they reach the file when the system writes them, even if the process is killed;
    /// only a power failure loses them.
    /// </summary>
    /// <remarks>Works on whole pages (mostly of 4 KiB): what else has changed there is written, too. Outside Linux it always writes the whole array. Does nothing unless <see cref="Access"/> is <see cref="MapAccess.ReadWrite"/>.</remarks>
    /// <param name="rows">Positions along the slowest axis, which is the first in C order and the last in Fortran order, with step 1; all by default.</param>
    /// <exception cref="ArgumentException">The slice is not a range of rows with step 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position or range is outside the axis.</exception>
    /// <exception cref="InvalidOperationException">The array is 0-d, and so has no rows to choose from.</exception>
    /// <exception cref="IOException">The disk reports an error.</exception>
    /// <exception cref="ObjectDisposedException">This object has been disposed of.</exception>
    public void Flush(Slice rows = default)
    {
        (long offset, long count) = BytesOf(rows);
        if (Access == MapAccess.ReadWrite && count > 0 && _mapping?.Flush(offset, count) is { } error and not 0)
            FileThrow.CannotFlush(_path, error);
    }

    /// <summary>Asks the system to read elements that are soon needed, and returns at once: <c>madvise(MADV_WILLNEED)</c>. Linux only; elsewhere nothing happens.</summary>
    /// <param name="rows">As for <see cref="Flush"/>.</param>
    /// <inheritdoc cref="Flush" path="/exception[@cref!='T:System.IO.IOException']"/>
    public void Prefetch(Slice rows = default)
    {
        (long offset, long count) = BytesOf(rows);
        if (count > 0)
            _mapping?.Prefetch(offset, count);
    }

    /// <summary>
    /// Gives the memory of elements back that are no longer needed, so that a walk over a file of any length stays small: <c>madvise(MADV_DONTNEED)</c>. They keep their values, written ones
    /// too, and are read again on the next access. Linux only; elsewhere nothing happens.
    /// </summary>
    /// <remarks>Only pages (mostly of 4 KiB) that lie entirely in the rows are released, so release many rows at once: 64 MB is a good measure.</remarks>
    /// <param name="rows">As for <see cref="Flush"/>.</param>
    /// <exception cref="InvalidOperationException"><see cref="Access"/> is <see cref="MapAccess.CopyOnWrite"/>, where releasing would lose changes; or the array is 0-d, and so has no rows to choose from.</exception>
    /// <inheritdoc cref="Flush" path="/exception[@cref!='T:System.IO.IOException' and @cref!='T:System.InvalidOperationException']"/>
    public void Release(Slice rows = default)
    {
        (long offset, long count) = BytesOf(rows);
        if (Access == MapAccess.CopyOnWrite)
            FileThrow.CannotReleaseCopies();
        if (count > 0)
            _mapping?.Release(offset, count);
    }

    /// <summary>Reads the whole entry of an archive and compares its CRC-32 with the one in the archive, which mapping does not. A .npy file has no checksum, so nothing is read.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="NpyFormatException">The data do not match the checksum.</exception>
    /// <exception cref="ObjectDisposedException">This object has been disposed of.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public void Verify(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _verify?.Invoke(cancellationToken);
    }

    /// <summary>Gives the file up; what has been written stays. See the remarks for what must not be used afterwards.</summary>
    public void Dispose()
    {
        _disposed = true;
        _mapping?.Dispose();
    }

    /// <summary>
    /// Maps the array whose header begins at <paramref name="start"/> in the file, once the header's claim fits the <paramref name="length"/> bytes from there, which the caller knows to be in
    /// the file. The handle must allow reading, and writing for <see cref="MapAccess.ReadWrite"/>; it can be closed afterwards.
    /// </summary>
    internal static MappedArray Open(SafeFileHandle file, string? path, long start, long length, NpyHeader header, MapAccess access, bool isStrict = false)
    {
        if (header.DType.HasObject)
            CodingThrow.PythonObjects(header.DType);
        PayloadReader.CheckLength(length, header, isStrict);
        return new MappedArray(header, MappedMemory.Open(file, path, start, header.DataOffset + header.NBytes, access), access, path, verify: null);
    }

    /// <summary>Returns the bytes of rows, counted from the start of the header.</summary>
    private (long Offset, long Count) BytesOf(Slice rows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (rows == Slice.All)
            return (Header.DataOffset, Header.NBytes);
        if (Shape.IsEmpty)
            FileThrow.NoRowsInMap();

        int axis = Header.SlowestAxis;
        long length = Shape[axis];
        (long first, long count, long step) = rows.Kind switch
        {
            SliceKind.Position => (rows.PositionIn(axis, length), 1, 1),
            SliceKind.Range or SliceKind.Stretch => rows.PositionsIn(axis, length),
            _ => (0, 0, 0),
        };
        if (step != 1)
            FileThrow.NotRows(rows);
        long rowLength = length == 0 ? 0 : Header.NBytes / length;
        return (Header.DataOffset + first * rowLength, count * rowLength);
    }
}
