using NpyIO.Archives;
using NpyIO.Arrays;
using NpyIO.Kernels;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// Writes an array into an archive row by row: <see cref="NpzWriter.AddRows{T}"/>. How many rows it has, the length of the first axis, follows from what is written.
/// <see cref="Complete"/> ends it; nothing else can be added to the archive before. Disposed without that, as when an exception passes by, it is lost, and with it the archive.
/// </summary>
/// <typeparam name="T">The CLR type of a dtype.</typeparam>
public sealed class NpzRowWriter<T> : IDisposable, IAsyncDisposable
{
    private readonly NpzWriter _writer;
    private readonly GrowingEntry _entry;
    private readonly long[] _shape;

    internal NpzRowWriter(NpzWriter writer, GrowingEntry entry, long[] shape)
    {
        _writer = writer;
        _entry = entry;
        _shape = shape;
        RowLength = ArrayLayout.CountOf(shape.AsSpan(1), 1);
    }

    /// <summary>The number of rows that have been written.</summary>
    public long RowCount => _shape[0];

    /// <summary>The number of elements of a row.</summary>
    public long RowLength { get; }

    /// <summary>Writes whole rows.</summary>
    /// <param name="elements">The elements, row by row in C order.</param>
    /// <exception cref="ArgumentException">They are no whole number of rows.</exception>
    /// <exception cref="InvalidOperationException">The array has been ended, or writing the archive has failed.</exception>
    /// <exception cref="ObjectDisposedException">The archive's writer is disposed.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    public void Write(ReadOnlySpan<T> elements)
    {
        long rows = Rows(elements.Length);
        long length = ElementBytes.LengthOf(elements);
        for (long offset = 0; offset < length;)
        {
            ReadOnlySpan<byte> bytes = ElementBytes.From(elements, offset);
            _writer.Write(_entry, bytes);
            offset += bytes.Length;
        }

        _shape[0] += rows;
    }

    /// <inheritdoc cref="Write"/>
    /// <param name="elements">The elements, row by row in C order; not to be written to before the task has ended.</param>
    /// <param name="cancellationToken">Ends the writing; the archive cannot be completed then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task WriteAsync(ReadOnlyMemory<T> elements, CancellationToken cancellationToken = default)
    {
        long rows = Rows(elements.Length);
        await _writer.WriteAsync(_entry, offset => _entry.Take(ElementBytes.From(elements.Span, offset)), ElementBytes.LengthOf(elements.Span), cancellationToken).ConfigureAwait(false);
        _shape[0] += rows;
    }

    /// <summary>Ends the array.</summary>
    /// <exception cref="InvalidOperationException">It has been ended before, or writing the archive has failed.</exception>
    /// <exception cref="ObjectDisposedException">The archive's writer is disposed.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    public void Complete() => _writer.End(_entry, Head(_shape));

    /// <inheritdoc cref="Complete"/>
    /// <param name="cancellationToken">Ends the writing; the archive cannot be completed then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => _writer.EndAsync(_entry, Head(_shape), cancellationToken);

    /// <summary>Gives the array up unless it is complete: the archive cannot be completed then.</summary>
    public void Dispose() => _writer.GiveUp(_entry);

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>The header of an array of such a shape: as long for any number of rows, as NumPy leaves room for the axis to grow (<c>GROWTH_AXIS_MAX_DIGITS</c>).</summary>
    internal static byte[] Head(ReadOnlySpan<long> shape) => new NpyHeader(ElementType.DTypeOf<T>(), shape).ToBytes();

    private long Rows(long count)
    {
        if (count % RowLength != 0)
            NpzThrow.NoWholeRows(count, RowLength);
        return count / RowLength;
    }
}
