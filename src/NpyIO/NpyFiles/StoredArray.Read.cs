using NpyIO.NpyFiles;

namespace NpyIO;

// Parts of the array.
public abstract partial class StoredArray
{
    /// <summary>Reads a part of the array into new memory: <c>array[index]</c>, as if all of it had been loaded and sliced. Reads only the bytes that it needs, and what lies between bytes that are close together.</summary>
    /// <param name="index">As of an array in memory: <c>Read(1..3, ^1)</c>, <c>Read(Slice.Every(10))</c>, <c>Read(Slice.ParseIndex("1000:2000, ..., 3"))</c>. Axes that are not mentioned follow.</param>
    /// <returns>The part, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The index mentions more axes than the array has, or has two ellipses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or a C# range is outside its axis. Python's slices (<see cref="Slice(long?, long?, long)"/>) are clamped.</exception>
    /// <exception cref="NotSupportedException">The array holds Python objects; <see cref="Load(NpyReadOptions?)"/> reads them. Or its source can only be awaited.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/exception"/>
    public NdArray Read(params ReadOnlySpan<Slice> index) => Read(Part(index), Options);

    /// <summary>Reads a part of the array with elements of a CLR type.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both types and the casting that converts.</exception>
    /// <exception cref="OverflowException">A value does not survive the conversion; the message has the value and its index in the whole array.</exception>
    /// <inheritdoc cref="Read(ReadOnlySpan{Slice})" path="/param|/returns|/exception"/>
    public NdArray<T> Read<T>(params ReadOnlySpan<Slice> index) => Read<T>(Part(index), Options);

    /// <summary>Reads a part of the array into the caller's buffer, in C order and native byte order. If that fails, the content of the buffer is undefined.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <param name="destination">Receives the elements, from its start; anything after them is unchanged.</param>
    /// <param name="index">As of an array in memory: <c>Read(buffer, 1..3, ^1)</c>. Axes that are not mentioned follow.</param>
    /// <returns>The number of elements read.</returns>
    /// <exception cref="ArgumentException">The destination is too short, the index mentions more axes than the array has, or has two ellipses.</exception>
    /// <inheritdoc cref="Read{T}(ReadOnlySpan{Slice})" path="/exception"/>
    public long Read<T>(Span<T> destination, params ReadOnlySpan<Slice> index) => Read(destination, Part(index), Options);

    /// <inheritdoc cref="Read(ReadOnlySpan{Slice})"/>
    /// <remarks>Files and memory are read on the thread pool; a stream or a <see cref="ByteSource"/> is awaited.</remarks>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <param name="index">As of an array in memory. It is copied before this returns.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task<NdArray> ReadAsync(CancellationToken cancellationToken, params ReadOnlySpan<Slice> index) => ReadAsync(Part(index), Options, cancellationToken);

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{Slice})"/>
    /// <inheritdoc cref="ReadAsync(CancellationToken, ReadOnlySpan{Slice})" path="/remarks|/param|/exception"/>
    public Task<NdArray<T>> ReadAsync<T>(CancellationToken cancellationToken, params ReadOnlySpan<Slice> index) => ReadAsync<T>(Part(index), Options, cancellationToken);

    /// <inheritdoc cref="Read{T}(Span{T}, ReadOnlySpan{Slice})"/>
    /// <inheritdoc cref="ReadAsync(CancellationToken, ReadOnlySpan{Slice})" path="/remarks|/exception"/>
    /// <param name="destination">Receives the elements, from its start; do not touch it until the task completes.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <param name="index">As of an array in memory. It is copied before this returns.</param>
    public Task<long> ReadAsync<T>(Memory<T> destination, CancellationToken cancellationToken, params ReadOnlySpan<Slice> index) =>
        ReadAsync(destination, Part(index), Options, cancellationToken);

    private StoredPart Part(ReadOnlySpan<Slice> index) => Part(Elements, index);

    private static StoredPart Part(StoredElements elements, ReadOnlySpan<Slice> index)
    {
        if (elements.Header.DType.HasObject)
            NpyThrow.ObjectsInParts(elements.Header.DType);
        return new StoredPart(elements, index);
    }

    private NdArray Read(StoredPart part, NpyReadOptions options) =>
        part.Take(ReadPart(part, Npy.Untyped, options, CancellationToken.None), options.Order);

    private NdArray<T> Read<T>(StoredPart part, NpyReadOptions options) =>
        part.Take<T>(ReadPart(part, Npy.Typed<T>.Create, options, CancellationToken.None), options.Order);

    private long Read<T>(Span<T> destination, StoredPart part, NpyReadOptions options)
    {
        if (part.IsArranged)
            return DestinationReader.Into(destination, create => ReadPart(part, create, options, CancellationToken.None)).Count;
        RequireRoom(destination.Length, part);
        Read<T>(part, InMemoryOrder(options)).CopyTo(destination);
        return part.Count;
    }

    private async Task<NdArray> ReadAsync(StoredPart part, NpyReadOptions options, CancellationToken cancellationToken) =>
        part.Take(await ReadPartAsync(part, Npy.Untyped, options, cancellationToken).ConfigureAwait(false), options.Order);

    private async Task<NdArray<T>> ReadAsync<T>(StoredPart part, NpyReadOptions options, CancellationToken cancellationToken) =>
        part.Take<T>(await ReadPartAsync(part, Npy.Typed<T>.Create, options, cancellationToken).ConfigureAwait(false), options.Order);

    private async Task<long> ReadAsync<T>(Memory<T> destination, StoredPart part, NpyReadOptions options, CancellationToken cancellationToken)
    {
        if (part.IsArranged)
            return (await DestinationReader.IntoAsync(destination, create => ReadPartAsync(part, create, options, cancellationToken)).ConfigureAwait(false)).Count;
        RequireRoom(destination.Length, part);
        (await ReadAsync<T>(part, InMemoryOrder(options), cancellationToken).ConfigureAwait(false)).CopyTo(destination.Span);
        return part.Count;
    }

    // A caller's buffer is in C order and native byte order, whatever the options say.
    private static NpyReadOptions InMemoryOrder(NpyReadOptions options) => options with { Order = Order.C, ByteOrder = ByteOrderMode.Native };

    private static void RequireRoom(int length, StoredPart part)
    {
        if (length < part.Count)
            NpyThrow.DestinationTooShort(length, part.Count, "destination");
    }
}
