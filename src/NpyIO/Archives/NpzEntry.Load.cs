using NpyIO.NpyFiles;

namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>Loads the array into fresh memory: <c>npz[name]</c>. In C order and the machine's byte order, unless the options say otherwise.</summary>
    /// <remarks>All of the entry is read, and its CRC and lengths are checked, before the array is given out. A large array is read by several threads where its entry is stored.</remarks>
    /// <param name="options">How to read; null for those the archive was opened with. <see cref="NpyReadOptions.Strict"/> forbids that the entry goes on behind its array.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The entry is no array that can be read, or its data are not what the archive says: what and where, with <see cref="NpyFormatException.EntryName"/>.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public NdArray Load(NpyReadOptions? options = null) => Read(Npy.Untyped, options, mustBeArray: true)!.ToNdArray();

    /// <summary>Loads the array with elements of a CLR type. The dtype must be that type's, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</summary>
    /// <typeparam name="T">What the elements are to be.</typeparam>
    /// <exception cref="InvalidCastException">The elements are not of that type; the message names both and the casting that would convert.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public NdArray<T> Load<T>(NpyReadOptions? options = null) => Read(Npy.Typed<T>.Create, options, mustBeArray: true)!.ToNdArray<T>();

    /// <summary>Loads the array into a buffer of the caller's, in C order and the machine's byte order. Where that fails, the buffer may hold anything.</summary>
    /// <typeparam name="T">What the elements are to be.</typeparam>
    /// <param name="destination">Where the elements go, from its start; what is behind them stays.</param>
    /// <param name="options">How to read; null for those the archive was opened with. Order and byte order are not looked at.</param>
    /// <returns>The header, which tells the shape.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <inheritdoc cref="Load{T}(NpyReadOptions?)" path="/remarks|/exception"/>
    public NpyHeader Load<T>(Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Into(destination, create => Read(create, options, mustBeArray: true)!);

    /// <inheritdoc cref="Load(NpyReadOptions?)"/>
    /// <remarks>Works on the thread pool, unless the archive was opened from a stream: then that is awaited.</remarks>
    /// <param name="options">How to read; null for those the archive was opened with.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<NdArray> LoadAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(Npy.Untyped, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!.ToNdArray();

    /// <inheritdoc cref="Load{T}(NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<NdArray<T>> LoadAsync<T>(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(Npy.Typed<T>.Create, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!.ToNdArray<T>();

    /// <inheritdoc cref="Load{T}(Span{T}, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/exception"/>
    /// <param name="destination">Where the elements go, from its start; not to be touched before the task has ended.</param>
    /// <param name="options">How to read; null for those the archive was opened with. Order and byte order are not looked at.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    public Task<NpyHeader> LoadAsync<T>(Memory<T> destination, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        DestinationReader.IntoAsync(destination, async create => (await ReadAsync(create, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!);

    /// <summary>Loads the only element of the array: <c>npz[name].item()</c>, the dictionary or list that an archive was given in place of an array.</summary>
    /// <param name="options">How to read; null for those the archive was opened with.</param>
    /// <returns>The object, as <see cref="Pickle.Load(string, PickleReadOptions?)"/> gives it; of an array of numbers the number.</returns>
    /// <exception cref="InvalidOperationException">The array has not exactly one element.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/exception"/>
    public object? LoadItem(NpyReadOptions? options = null) => Load(options).GetItem();

    /// <inheritdoc cref="LoadItem"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<object?> LoadItemAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await LoadAsync(options, cancellationToken).ConfigureAwait(false)).GetItem();
}
