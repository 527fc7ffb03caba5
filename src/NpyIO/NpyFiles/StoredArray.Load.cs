using NpyIO.Arrays;
using NpyIO.NpyFiles;

namespace NpyIO;

// The whole array.
public abstract partial class StoredArray
{
    /// <summary>Loads the array into new memory. C order and native byte order, unless the options say otherwise.</summary>
    /// <param name="options">How to read; null for the options that the array was opened with.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The data are not what the header, or the archive, says. The message says what and where.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The file or archive has been closed.</exception>
    public NdArray Load(NpyReadOptions? options = null) =>
        AllOf() is { } part ? Read(part, Chosen(options)) : ReadWhole(Npy.Untyped, Chosen(options), CancellationToken.None).ToNdArray();

    /// <summary>Loads the array with elements of a CLR type. The dtype must match that type, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both types and the casting that converts.</exception>
    /// <exception cref="OverflowException">A value does not survive the conversion; the message has the value and its index.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public NdArray<T> Load<T>(NpyReadOptions? options = null) =>
        AllOf() is { } part ? Read<T>(part, Chosen(options)) : ReadWhole(Npy.Typed<T>.Create, Chosen(options), CancellationToken.None).ToNdArray<T>();

    /// <summary>Loads the array into the caller's buffer, in C order and native byte order. If that fails, the content of the buffer is undefined.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <param name="destination">Receives the elements, from its start; anything after them is unchanged.</param>
    /// <param name="options">How to read; null for the options that the array was opened with. Its order and byte order are ignored.</param>
    /// <returns>The header, which has the shape.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <inheritdoc cref="Load{T}(NpyReadOptions?)" path="/exception"/>
    public NpyHeader Load<T>(Span<T> destination, NpyReadOptions? options = null)
    {
        options = Chosen(options);
        if (AllOf() is not { } part)
            return DestinationReader.Into(destination, create => ReadWhole(create, options, CancellationToken.None));
        Read(destination, part, options);
        return Header;
    }

    /// <inheritdoc cref="Load(NpyReadOptions?)"/>
    /// <remarks>Files and memory are read on the thread pool; a stream or a <see cref="ByteSource"/> is awaited.</remarks>
    /// <param name="options">How to read; null for the options that the array was opened with.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task<NdArray> LoadAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = Chosen(options);
        return AllOf() is { } part
            ? await ReadAsync(part, options, cancellationToken).ConfigureAwait(false)
            : (await ReadWholeAsync(Npy.Untyped, options, cancellationToken).ConfigureAwait(false)).ToNdArray();
    }

    /// <inheritdoc cref="Load{T}(NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<NdArray<T>> LoadAsync<T>(NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = Chosen(options);
        return AllOf() is { } part
            ? await ReadAsync<T>(part, options, cancellationToken).ConfigureAwait(false)
            : (await ReadWholeAsync(Npy.Typed<T>.Create, options, cancellationToken).ConfigureAwait(false)).ToNdArray<T>();
    }

    /// <inheritdoc cref="Load{T}(Span{T}, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/exception"/>
    /// <param name="destination">Receives the elements, from its start; do not touch it until the task completes.</param>
    /// <param name="options">How to read; null for the options that the array was opened with. Its order and byte order are ignored.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    public async Task<NpyHeader> LoadAsync<T>(Memory<T> destination, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = Chosen(options);
        if (AllOf() is not { } part)
            return await DestinationReader.IntoAsync(destination, create => ReadWholeAsync(create, options, cancellationToken)).ConfigureAwait(false);
        await ReadAsync(destination, part, options, cancellationToken).ConfigureAwait(false);
        return Header;
    }

    /// <summary>Loads the only element of the array: <c>array.item()</c>, such as a dictionary or list that was saved in place of an array.</summary>
    /// <param name="options">How to read; null for the options that the array was opened with.</param>
    /// <returns>The object, as <see cref="Pickle.Load(string, PickleReadOptions?)"/> returns it; for an array of numbers, the number.</returns>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/exception"/>
    public object? LoadItem(NpyReadOptions? options = null) => Load(options).GetItem();

    /// <inheritdoc cref="LoadItem"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<object?> LoadItemAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await LoadAsync(options, cancellationToken).ConfigureAwait(false)).GetItem();

    /// <summary>Loads the only element of the array: <c>array.item()</c>. An array of more is refused before its data are read.</summary>
    /// <typeparam name="T">The type of the element. The dtype must match, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</typeparam>
    /// <param name="options">How to read; null for the options that the array was opened with.</param>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element. The message has its shape.</exception>
    /// <inheritdoc cref="Load{T}(NpyReadOptions?)" path="/exception"/>
    public T LoadScalar<T>(NpyReadOptions? options = null)
    {
        RequireScalar<T>();
        return Load<T>(options).GetItem();
    }

    /// <inheritdoc cref="LoadScalar{T}"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<T> LoadScalarAsync<T>(NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireScalar<T>();
        return (await LoadAsync<T>(options, cancellationToken).ConfigureAwait(false)).GetItem();
    }

    private void RequireScalar<T>()
    {
        if (Count != 1)
            ArrayThrow.NoScalar<T>(Shape, Count);
    }

    private NpyReadOptions Chosen(NpyReadOptions? options) => options ?? Options;

    /// <summary>Returns null for an array that is read as a whole, which is not the view of another.</summary>
    private StoredPart? AllOf() => this is StoredView ? Part([]) : null;
}
