using NpyIO.Archives;
using NpyIO.Coding;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

// Reads a whole entry: a small one in one piece, a large one from a source of its own. Either way everything is checked before the array is returned.
public sealed partial class NpzEntry
{
    /// <summary>Loads the array into new memory: <c>npz[name]</c>. C order and native byte order, unless the options say otherwise.</summary>
    /// <remarks>Reads the whole entry and checks its CRC and lengths before it returns the array. Several threads read a large array if its entry is stored.</remarks>
    /// <param name="options">How to read; null for the options the archive was opened with. With <see cref="NpyReadOptions.Strict"/>, bytes after the array are an error.</param>
    /// <returns>The array, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">
    /// The entry is not a readable array, or its data do not match the archive's claims; the message says what and where, <see cref="NpyFormatException.EntryName"/> which entry.
    /// </exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public NdArray Load(NpyReadOptions? options = null) => Read(Npy.Untyped, options, mustBeArray: true)!.ToNdArray();

    /// <summary>Loads the array with elements of a CLR type. The dtype must match that type, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both types and the casting that converts.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public NdArray<T> Load<T>(NpyReadOptions? options = null) => Read(Npy.Typed<T>.Create, options, mustBeArray: true)!.ToNdArray<T>();

    /// <summary>Loads the array into the caller's buffer, in C order and native byte order. If that fails, the content of the buffer is undefined.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <param name="destination">Receives the elements, from its start; anything after them is unchanged.</param>
    /// <param name="options">How to read; null for the options the archive was opened with. Its order and byte order are ignored.</param>
    /// <returns>The header, which has the shape.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <inheritdoc cref="Load{T}(NpyReadOptions?)" path="/remarks|/exception"/>
    public NpyHeader Load<T>(Span<T> destination, NpyReadOptions? options = null) =>
        DestinationReader.Into(destination, create => Read(create, options, mustBeArray: true)!);

    /// <inheritdoc cref="Load(NpyReadOptions?)"/>
    /// <remarks>Runs on the thread pool; an archive opened from a stream awaits the stream instead.</remarks>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task<NdArray> LoadAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(Npy.Untyped, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!.ToNdArray();

    /// <inheritdoc cref="Load{T}(NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<NdArray<T>> LoadAsync<T>(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(Npy.Typed<T>.Create, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!.ToNdArray<T>();

    /// <inheritdoc cref="Load{T}(Span{T}, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/exception"/>
    /// <param name="destination">Receives the elements, from its start; do not touch it until the task completes.</param>
    /// <param name="options">How to read; null for the options the archive was opened with. Its order and byte order are ignored.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    public Task<NpyHeader> LoadAsync<T>(Memory<T> destination, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        DestinationReader.IntoAsync(destination, async create => (await ReadAsync(create, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!);

    /// <summary>Loads the only element of the array: <c>npz[name].item()</c>, such as a dictionary or list that was saved in place of an array.</summary>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <returns>The object, as <see cref="Pickle.Load(string, PickleReadOptions?)"/> returns it; for an array of numbers, the number.</returns>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/exception"/>
    public object? LoadItem(NpyReadOptions? options = null) => Load(options).GetItem();

    /// <inheritdoc cref="LoadItem"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<object?> LoadItemAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await LoadAsync(options, cancellationToken).ConfigureAwait(false)).GetItem();

    /// <summary>Loads the only element of the array: <c>npz[name].item()</c>. An array of more is refused before its data are read.</summary>
    /// <typeparam name="T">The type of the element. The dtype must match, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</typeparam>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element. The message has its shape.</exception>
    /// <inheritdoc cref="Load{T}(NpyReadOptions?)" path="/exception"/>
    public T LoadScalar<T>(NpyReadOptions? options = null) => Read(Npy.Scalar<T>.Create, options, mustBeArray: true)!.ToNdArray<T>().GetItem();

    /// <inheritdoc cref="LoadScalar{T}"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public async Task<T> LoadScalarAsync<T>(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(Npy.Scalar<T>.Create, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!.ToNdArray<T>().GetItem();

    /// <summary>Returns null if the entry is not an array. The whole entry is checked either way.</summary>
    internal TArray? Read<TArray>(ArrayKind<TArray> kind, NpyReadOptions options, CancellationToken cancellationToken)
        where TArray : class
    {
        try
        {
            return kind.Take(Read(kind.Create, options, mustBeArray: false, cancellationToken));
        }
        catch (Exception e) when (NpzThrow.Naming(FullName, e) is { } named)
        {
            throw named;
        }
    }

    /// <inheritdoc cref="Read{TArray}"/>
    internal async Task<TArray?> ReadAsync<TArray>(ArrayKind<TArray> kind, NpyReadOptions options, CancellationToken cancellationToken)
        where TArray : class
    {
        try
        {
            return kind.Take(await ReadAsync(kind.Create, options, mustBeArray: false, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (NpzThrow.Naming(FullName, e) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Returns null if the entry is not an array and need not be. The whole entry is checked either way.</summary>
    internal ArrayDecoder? Read(DecoderFactory create, NpyReadOptions? options, bool mustBeArray, CancellationToken cancellationToken = default)
    {
        ZipReader zip = _file.Zip;
        options ??= _file.Options;
        try
        {
            if (zip.TryOpenBlocks(_entry) is { } blocks)
            {
                // If the index fails, the second attempt restarts its progress; the total that the caller sees must not fall.
                options = SharedProgress.Options(SharedProgress.For(options), options);
                try
                {
                    using (blocks)
                        return Read(blocks, create, options, mustBeArray, cancellationToken);
                }
                catch (NpyFormatException)
                {
                    // The index or the data are wrong: reading without the index decides.
                }
            }

            EntryPrefix head = zip.ReadHead(_entry, isWhole: true);
            if (head.IsSmall)
                return ReadSmall(zip, head, create, options, mustBeArray);

            using EntrySource source = zip.OpenSource(_entry, head);
            return Read(source, create, options, mustBeArray, cancellationToken);
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    /// <summary>Runs on the thread pool, unless the archive is a stream.</summary>
    internal Task<ArrayDecoder?> ReadAsync(DecoderFactory create, NpyReadOptions? options, bool mustBeArray, CancellationToken cancellationToken) => _file.ReadsAsync
        ? ReadFromStreamAsync(create, options ?? _file.Options, mustBeArray, cancellationToken)
        : Task.Run(() => Read(create, options, mustBeArray, cancellationToken), cancellationToken);

    private static ArrayDecoder? ReadSmall(ZipReader zip, EntryPrefix head, DecoderFactory create, NpyReadOptions options, bool mustBeArray)
    {
        using (head)
        {
            ReadOnlySpan<byte> data = head.ReadSmall(zip.Bytes);
            return mustBeArray || data.StartsWith(HeaderLayout.Magic) ? ArrayReader.Read(data, create, options) : null;
        }
    }

    private static ArrayDecoder? Read(EntrySource source, DecoderFactory create, NpyReadOptions options, bool mustBeArray, CancellationToken cancellationToken)
    {
        PayloadSource array = source;
        ArrayDecoder? decoder = mustBeArray || TryBegin(source, out array) ? ArrayReader.Read(array, create, options, cancellationToken) : null;
        source.Complete(cancellationToken);
        return decoder;
    }

    private async Task<ArrayDecoder?> ReadFromStreamAsync(DecoderFactory create, NpyReadOptions options, bool mustBeArray, CancellationToken cancellationToken)
    {
        ZipReader zip = _file.Zip;
        try
        {
            EntryPrefix head = await zip.ReadHeadAsync(_entry, isWhole: true, cancellationToken).ConfigureAwait(false);
            if (head.IsSmall)
                return ReadSmall(zip, head, create, options, mustBeArray);

            using EntrySource source = await zip.OpenSourceAsync(_entry, head, isChecked: true, cancellationToken).ConfigureAwait(false);
            PayloadSource? array = mustBeArray ? source : await TryBeginAsync(source, cancellationToken).ConfigureAwait(false);
            ArrayDecoder? decoder = array is null ? null : await ArrayReader.ReadAsync(array, create, options, cancellationToken).ConfigureAwait(false);
            await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return decoder;
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }
}
