using System.Buffers;
using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Kernels;
using NpyIO.NpyFiles;

namespace NpyIO;

/// <summary>
/// Writes an array row by row, when the number of rows is not known in advance: <see cref="Npy.CreateRows{T}(string, ReadOnlySpan{long}, NpyWriteOptions?)"/> for a new file,
/// <see cref="Npy.Append{T}(string, NpyAppendOptions?)"/> for an existing one, <see cref="NpzWriter.AddRows{T}"/> for an entry of an archive.
/// </summary>
/// <remarks>
/// <para>Rows are collected in a buffer of 64 KiB, so that they can be written one by one. <see cref="Complete"/> ends the array. A new file appears only then, whole; without it, as after an
/// exception, <see cref="Dispose"/> discards the file and keeps the old one. An archive that has lost an entry so cannot be completed.</para>
/// <para><see cref="Checkpoint"/> makes the rows written so far count, for programs that write until they are stopped. The first one puts a new file in its place; from then on it grows in place,
/// like one that is appended to. <see cref="Dispose"/> without <see cref="Complete"/> then cuts the file back to the last checkpoint. A process that is killed leaves that checkpoint, and
/// bytes behind it that the next append cuts (where the system has no extended attributes: <see cref="Npy.Repair"/>). Until the writer is disposed of, other appenders wait.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
/// <example>
/// <code>
/// using RowWriter&lt;float&gt; rows = Npy.CreateRows&lt;float&gt;("samples.npy", [3]);
/// for (int i = 0; i &lt; 1000; i++)
///     rows.Write([i, 2 * i, 3 * i]);
/// rows.Complete();
/// </code>
/// </example>
/// <typeparam name="T">The CLR type of a dtype.</typeparam>
public sealed class RowWriter<T> : IDisposable, IAsyncDisposable
{
    private const int BufferLength = 64 << 10;

    private readonly RowTarget _target;
    private readonly DType _dtype;
    private readonly long[] _rowShape;
    private readonly bool _isFortran;

    /// <summary>Whether values of T are converted to those of the dtype: dates, times, characters, and records in another layout.</summary>
    private readonly bool _hasValues;
    private byte[]? _buffer;
    private int _filled;
    private long _checkpoint = -1;

    /// <summary>The dtype is native, and the target's but for the byte order. The row's axes are those of the array without the one that grows.</summary>
    internal RowWriter(RowTarget target, DType dtype, long[] rowShape, long rowCount = 0, bool fortranOrder = false)
    {
        _target = target;
        _dtype = dtype;
        _rowShape = rowShape;
        _hasValues = default(T) is INpyRecord ? !ElementType.Matches<T>(dtype) : ValueArrays.IsHeld(typeof(T));
        _isFortran = fortranOrder && rowShape.Length > 0;
        RowCount = rowCount;
        RowLength = ArrayLayout.CountOf(rowShape, 1);
    }

    /// <summary>The number of rows of the array so far, including those that the file had before.</summary>
    public long RowCount { get; private set; }

    /// <summary>The number of elements in a row.</summary>
    public long RowLength { get; }

    /// <summary>Writes whole rows. After an error none of them counts, and those before still do.</summary>
    /// <param name="elements">The elements, row by row in C order; for a file in Fortran order each row is in Fortran order.</param>
    /// <exception cref="ArgumentException">The elements are not a whole number of rows.</exception>
    /// <exception cref="InvalidOperationException">The array is complete, writing the archive has failed, or the file's header has no room to count the rows.</exception>
    /// <exception cref="ObjectDisposedException">The writer, or the archive's, has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    [OverloadResolutionPriority(1)]
    public void Write(ReadOnlySpan<T> elements)
    {
        long rows = Rows(elements.Length);
        if (!_hasValues)
            WriteStored(elements);
        else if (_dtype.ItemSize == sizeof(long))
            WriteStored(Written(NdArray.Create(elements)).View<long>().AsReadOnlySpan());
        else
            WriteStored(Written(NdArray.Create(elements)).View<byte>().AsReadOnlySpan());
        RowCount += rows;
    }

    /// <summary>Writes a row of one element, such as a record.</summary>
    /// <param name="element">The element.</param>
    /// <exception cref="ArgumentException">A row has more elements, or a text does not fit.</exception>
    /// <inheritdoc cref="Write(ReadOnlySpan{T})" path="/exception[@cref!='T:System.ArgumentException']"/>
    public void Write(T element) => Write(new ReadOnlySpan<T>(in element));

    /// <summary>Writes rows in any layout.</summary>
    /// <param name="rows">The rows, of shape <c>(k, …)</c>; for a file in Fortran order the last axis is <c>k</c>.</param>
    /// <exception cref="ArgumentException">The array's shape is not that of rows.</exception>
    /// <inheritdoc cref="Write(ReadOnlySpan{T})" path="/exception[@cref!='T:System.ArgumentException']"/>
    public void Write(NdArray<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int axis = _isFortran ? _rowShape.Length : 0;
        bool fits = rows.Rank == _rowShape.Length + 1;
        for (int i = 0; fits && i < _rowShape.Length; i++)
            fits = rows.Shape[i < axis ? i : i + 1] == _rowShape[i];
        if (!fits)
            AppendThrow.OtherRowShape(rows.Shape, _rowShape, axis);

        long count = rows.Shape[axis];
        RequireRoom(count);
        NdArray array = Written(rows);
        if (array.NBytes > BufferLength - _filled)
            WriteBuffer();
        long start = _target.Position;
        try
        {
            RowBytes.Pass(_isFortran ? array.Transpose() : array, _dtype, array.NBytes <= BufferLength ? Collect : _target.Write, default);
        }
        catch
        {
            _target.ReturnTo(start);
            throw;
        }

        RowCount += count;
    }

    /// <summary>Writes whole rows. A cancelled write writes none of them to a file; an archive can then no longer be completed.</summary>
    /// <inheritdoc cref="Write(ReadOnlySpan{T})" path="/exception"/>
    /// <param name="elements">The elements, row by row; do not modify them until the task completes.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task WriteAsync(ReadOnlyMemory<T> elements, CancellationToken cancellationToken = default)
    {
        try
        {
            long rows = Rows(elements.Length);
            return !_hasValues ? WriteStoredAsync(elements, rows, cancellationToken)
                : _dtype.ItemSize == sizeof(long) ? WriteStoredAsync(Written(NdArray.Create(elements.Span)).View<long>().AsReadOnlyMemory(), rows, cancellationToken)
                : WriteStoredAsync(Written(NdArray.Create(elements.Span)).View<byte>().AsReadOnlyMemory(), rows, cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Task.FromException(e);
        }
    }

    /// <summary>Makes the rows written so far count; see the remarks of <see cref="RowWriter{T}"/>. With <see cref="FlushMode.Disk"/> they reach the disk.</summary>
    /// <exception cref="NotSupportedException">The rows go into an archive.</exception>
    /// <exception cref="InvalidOperationException">The array is complete.</exception>
    /// <exception cref="ObjectDisposedException">The writer has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged; the last checkpoint still counts.</exception>
    public void Checkpoint()
    {
        _target.RequireOpen();
        WriteBuffer();
        if (_checkpoint != RowCount)
            _target.Checkpoint(RowCount);
        _checkpoint = RowCount;
    }

    /// <inheritdoc cref="Checkpoint"/>
    /// <param name="cancellationToken">Cancels the checkpoint before it begins.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task CheckpointAsync(CancellationToken cancellationToken = default)
    {
        _target.RequireOpen();
        await WriteBufferAsync(cancellationToken).ConfigureAwait(false);
        if (_checkpoint != RowCount)
            await _target.CheckpointAsync(RowCount, cancellationToken).ConfigureAwait(false);
        _checkpoint = RowCount;
    }

    /// <summary>Completes the array.</summary>
    /// <exception cref="InvalidOperationException">The array is already complete, or writing the archive has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer, or the archive's, has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    public void Complete()
    {
        _target.RequireOpen();
        WriteBuffer();
        _target.Complete(RowCount);
        ReturnBuffer();
    }

    /// <inheritdoc cref="Complete"/>
    /// <param name="cancellationToken">Cancels the write; an archive can then no longer be completed.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        _target.RequireOpen();
        await WriteBufferAsync(cancellationToken).ConfigureAwait(false);
        await _target.CompleteAsync(RowCount, cancellationToken).ConfigureAwait(false);
        ReturnBuffer();
    }

    /// <summary>Discards the rows since the last checkpoint, unless the array is complete: a new file without a checkpoint disappears, an archive cannot be completed.</summary>
    public void Dispose()
    {
        ReturnBuffer();
        _target.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private NdArray Written(NdArray<T> rows) =>
        default(T) is INpyRecord ? RecordArrays.InDType(rows, _dtype)
        : TimeType<T>.Row is null ? rows.ToNdArray()
        : TimeElements.Written(rows, _dtype, UnitChoice.ByOptions);

    private void WriteStored<TStored>(ReadOnlySpan<TStored> elements)
    {
        long length = ElementBytes.LengthOf(elements);
        if (!TryCollect(elements, length))
            WriteOn(elements, length);
    }

    private Task WriteStoredAsync<TStored>(ReadOnlyMemory<TStored> elements, long rows, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || !TryCollect(elements.Span, ElementBytes.LengthOf(elements.Span)))
            return WriteOnAsync(elements, rows, cancellationToken);
        RowCount += rows;
        return Task.CompletedTask;
    }

    private void WriteOn<TStored>(ReadOnlySpan<TStored> elements, long length)
    {
        WriteBuffer();
        if (TryCollect(elements, length))
            return;
        long start = _target.Position;
        try
        {
            for (long offset = 0; offset < length;)
            {
                ReadOnlySpan<byte> bytes = ElementBytes.From(elements, offset);
                _target.Write(bytes);
                offset += bytes.Length;
            }
        }
        catch
        {
            _target.ReturnTo(start);
            throw;
        }
    }

    private async Task WriteOnAsync<TStored>(ReadOnlyMemory<TStored> elements, long rows, CancellationToken cancellationToken)
    {
        await WriteBufferAsync(cancellationToken).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested || !TryCollect(elements.Span, ElementBytes.LengthOf(elements.Span)))
            await _target.WriteAsync(offset => ElementBytes.From(elements.Span, offset), ElementBytes.LengthOf(elements.Span), cancellationToken).ConfigureAwait(false);
        RowCount += rows;
    }

    /// <summary>Returns false if the buffer has no room.</summary>
    private bool TryCollect<TStored>(ReadOnlySpan<TStored> elements, long length)
    {
        if (length > BufferLength - _filled)
            return false;
        for (long offset = 0; offset < length;)
        {
            ReadOnlySpan<byte> bytes = ElementBytes.From(elements, offset);
            Collect(bytes);
            offset += bytes.Length;
        }

        return true;
    }

    private void Collect(ReadOnlySpan<byte> bytes)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferLength);
        bytes.CopyTo(_buffer.AsSpan(_filled));
        _filled += bytes.Length;
    }

    private void WriteBuffer()
    {
        if (_filled > 0)
            _target.Write(_buffer.AsSpan(0, _filled));
        _filled = 0;
    }

    private async Task WriteBufferAsync(CancellationToken cancellationToken)
    {
        if (_filled > 0)
            await _target.WriteAsync(offset => _buffer.AsSpan((int)offset, _filled - (int)offset), _filled, cancellationToken).ConfigureAwait(false);
        _filled = 0;
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _filled = 0;
    }

    private long Rows(long count)
    {
        long rows = count / RowLength;
        if (rows * RowLength != count)
            AppendThrow.NoWholeRows(count, RowLength);
        RequireRoom(rows);
        return rows;
    }

    private void RequireRoom(long rows)
    {
        _target.RequireOpen();
        if (rows > _target.MaxRows - RowCount)
            _target.ThrowTooMany(RowCount + rows);
    }
}
