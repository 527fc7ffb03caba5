using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Archives;
using NpyIO.Arrays;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// Writes an array into an archive row by row: <see cref="NpzWriter.AddRows{T}"/>. The length of its first axis is the number of rows written. <see cref="Complete"/> ends the array; no other
/// entry can be added before. If this is disposed first, as after an exception, the array is lost, and the archive with it.
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

    /// <summary>The number of rows written so far.</summary>
    public long RowCount => _shape[0];

    /// <summary>The number of elements in a row.</summary>
    public long RowLength { get; }

    /// <summary>Writes whole rows.</summary>
    /// <param name="elements">The elements, row by row in C order.</param>
    /// <exception cref="ArgumentException">The elements are not a whole number of rows.</exception>
    /// <exception cref="InvalidOperationException">The array is complete, or writing the archive has failed.</exception>
    /// <exception cref="ObjectDisposedException">The archive's writer has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
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
    /// <param name="elements">The elements, row by row in C order; do not modify them until the task completes.</param>
    /// <param name="cancellationToken">Cancels the write; the archive can then no longer be completed.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task WriteAsync(ReadOnlyMemory<T> elements, CancellationToken cancellationToken = default)
    {
        long rows = Rows(elements.Length);
        await _writer.WriteAsync(_entry, offset => _entry.Take(ElementBytes.From(elements.Span, offset)), ElementBytes.LengthOf(elements.Span), cancellationToken).ConfigureAwait(false);
        _shape[0] += rows;
    }

    /// <summary>Completes the array.</summary>
    /// <exception cref="InvalidOperationException">The array is already complete, or writing the archive has failed.</exception>
    /// <exception cref="ObjectDisposedException">The archive's writer has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    public void Complete() => _writer.End(_entry, Head(_shape));

    /// <inheritdoc cref="Complete"/>
    /// <param name="cancellationToken">Cancels the write; the archive can then no longer be completed.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => _writer.EndAsync(_entry, Head(_shape), cancellationToken);

    /// <summary>Abandons the array unless it is complete; the archive can then no longer be completed.</summary>
    public void Dispose() => _writer.GiveUp(_entry);

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>The header has the same length for any number of rows, as NumPy leaves room for the axis to grow (<c>GROWTH_AXIS_MAX_DIGITS</c>).</summary>
    internal static byte[] Head(ReadOnlySpan<long> shape) => new NpyHeader(ElementType.DTypeOf<T>(), shape).ToBytes();

    private long Rows(long count)
    {
        if (count % RowLength != 0)
            NpzThrow.NoWholeRows(count, RowLength);
        return count / RowLength;
    }
}

/// <summary>The bytes of elements in a caller's memory, which can be more than a span of bytes can hold.</summary>
internal static class ElementBytes
{
    /// <summary>In bytes.</summary>
    internal static readonly Threshold AtOnce = new(1 << 30);

    internal static long LengthOf<T>(ReadOnlySpan<T> values) => (long)values.Length * Unsafe.SizeOf<T>();

    /// <summary>At most <see cref="AtOnce"/> bytes. T must not contain references.</summary>
    internal static ReadOnlySpan<byte> From<T>(ReadOnlySpan<T> values, long offset)
    {
        long rest = LengthOf(values) - offset;
        if (rest <= 0)
            return [];
        ref byte first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));

        // In bounds: offset plus length is at most the span's size in bytes.
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref first, (nint)offset), (int)Math.Min(rest, AtOnce));
    }
}
