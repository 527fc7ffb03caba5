using NpyIO.Archives;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>Loads rows of the array, a slice of its first axis: <c>npz[name][start:start + count]</c>, without reading the rest if possible.</summary>
    /// <remarks>
    /// Of a stored entry only the bytes of the rows are read (in Fortran order, their slice of each column), and nothing is verified. Of a deflated entry with a block index
    /// (see <see cref="NpzWriteOptions"/>), only the blocks that contain the rows are inflated, and each is verified. Any other entry is decompressed up to the last row and not verified.
    /// Python objects (also as fields of records) are a pickle, which is read whole and verified.
    /// </remarks>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <returns>The rows, in memory of their own; the other axes are those of the whole array.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The array does not have these rows.</exception>
    /// <exception cref="InvalidOperationException">The array has no axes.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/exception"/>
    public NdArray LoadRows(long start, long count, NpyReadOptions? options = null) =>
        ReadRows(start, count, Npy.Untyped, options, CancellationToken.None).ToNdArray();

    /// <summary>Loads rows of the array, a slice of its first axis, with elements of a CLR type, without reading the rest if possible.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both types and the casting that converts.</exception>
    /// <inheritdoc cref="LoadRows(long, long, NpyReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public NdArray<T> LoadRows<T>(long start, long count, NpyReadOptions? options = null) =>
        ReadRows(start, count, Npy.Typed<T>.Create, options, CancellationToken.None).ToNdArray<T>();

    /// <inheritdoc cref="LoadRows(long, long, NpyReadOptions?)"/>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task<NdArray> LoadRowsAsync(long start, long count, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadRowsAsync(start, count, Npy.Untyped, options, cancellationToken).ConfigureAwait(false)).ToNdArray();

    /// <inheritdoc cref="LoadRows{T}(long, long, NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadRowsAsync(long, long, NpyReadOptions?, CancellationToken)" path="/param|/exception"/>
    public async Task<NdArray<T>> LoadRowsAsync<T>(long start, long count, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadRowsAsync(start, count, Npy.Typed<T>.Create, options, cancellationToken).ConfigureAwait(false)).ToNdArray<T>();

    private Task<ArrayDecoder> ReadRowsAsync(long start, long count, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken) => _file.ReadsAsync
        ? ReadRowsOfStreamAsync(start, count, create, options, cancellationToken)
        : Task.Run(() => ReadRows(start, count, create, options, cancellationToken), cancellationToken);

    private ArrayDecoder ReadRows(long start, long count, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options = RowOptions(options);
        ZipReader zip = _file.Zip;
        bool mustCheck = _entry.IsIndexRefused;
        try
        {
            if (zip.TryOpenBlocks(_entry, isPart: true) is { } blocks)
            {
                try
                {
                    using (blocks)
                    {
                        ArrayDecoder? decoder = ReadRows(blocks, start, count, create, options, cancellationToken);
                        blocks.CompleteTouched(cancellationToken);
                        if (decoder is not null)
                            return decoder;
                    }
                }
                catch (NpyFormatException)
                {
                    // The index or the data are wrong: reading and checking the whole entry without the index shows which.
                    mustCheck = true;
                }
            }

            using (EntrySource source = zip.Open(_entry, isChecked: mustCheck))
            {
                ArrayDecoder? rows = ReadRows(source, start, count, create, options, cancellationToken);
                if (mustCheck)
                    source.Complete(cancellationToken);
                if (rows is not null)
                    return rows;
            }

            return RowsOfObjects(Read(create, options, mustBeArray: true, cancellationToken)!, start, count);
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    private async Task<ArrayDecoder> ReadRowsOfStreamAsync(long start, long count, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options = RowOptions(options);
        ZipReader zip = _file.Zip;
        bool mustCheck = _entry.IsIndexRefused;
        try
        {
            if (await zip.TryOpenBlocksAsync(_entry, isPart: true, cancellationToken).ConfigureAwait(false) is { } blocks)
            {
                try
                {
                    using (blocks)
                    {
                        ArrayDecoder? decoder = await ReadRowsAsync(blocks, start, count, create, options, cancellationToken).ConfigureAwait(false);
                        await blocks.CompleteTouchedAsync(cancellationToken).ConfigureAwait(false);
                        if (decoder is not null)
                            return decoder;
                    }
                }
                catch (NpyFormatException)
                {
                    // The index or the data are wrong: reading and checking the whole entry without the index shows which.
                    mustCheck = true;
                }
            }

            using (EntrySource source = await zip.OpenAsync(_entry, isChecked: mustCheck, cancellationToken).ConfigureAwait(false))
            {
                ArrayDecoder? rows = await ReadRowsAsync(source, start, count, create, options, cancellationToken).ConfigureAwait(false);
                if (mustCheck)
                    await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
                if (rows is not null)
                    return rows;
            }

            return RowsOfObjects((await ReadFromStreamAsync(create, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!, start, count);
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    /// <summary>Returns null for Python objects, which have no offsets of their own in the entry.</summary>
    private static ArrayDecoder? ReadRows(EntrySource source, long start, long count, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        NpyHeader whole = ArrayReader.ReadHeader(source, options) ?? NpyHeader.Parse([]);
        if (whole.DType.HasObject)
            return null;
        ArrayDecoder decoder = create(RowHeader(source, whole, start, count), options);
        using ColumnRowsSource? columns = Columns(source, whole, start, count);
        RowReader(source, columns, whole, start, decoder, options, cancellationToken).Read();
        return decoder;
    }

    private static async Task<ArrayDecoder?> ReadRowsAsync(EntrySource source, long start, long count, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        NpyHeader whole = await ArrayReader.ReadHeaderAsync(source, options, cancellationToken).ConfigureAwait(false) ?? NpyHeader.Parse([]);
        if (whole.DType.HasObject)
            return null;
        ArrayDecoder decoder = create(RowHeader(source, whole, start, count), options);
        using ColumnRowsSource? columns = Columns(source, whole, start, count);
        await RowReader(source, columns, whole, start, decoder, options, cancellationToken).ReadAsync().ConfigureAwait(false);
        return decoder;
    }

    // Objects are a pickle, which is read whole; only the rows are kept.
    private static ArrayDecoder RowsOfObjects(ArrayDecoder whole, long start, long count)
    {
        ((ISequentialDecoder)whole).KeepRows(start, count);
        return whole;
    }

    // Data after the rows are never an error.
    private NpyReadOptions RowOptions(NpyReadOptions? options)
    {
        options ??= _file.Options;
        return options.Strict ? options with { Strict = false } : options;
    }

    private static NpyHeader RowHeader(EntrySource source, NpyHeader whole, long start, long count)
    {
        NpyHeader.CheckRows(whole.Shape, start, count);
        PayloadReader.CheckLength(source.Entry.Length, whole, isStrict: false);
        return whole.OfRows(count);
    }

    /// <summary>Returns null if the rows are contiguous.</summary>
    private static ColumnRowsSource? Columns(EntrySource source, NpyHeader whole, long start, long count) =>
        whole.FortranOrder && whole.Shape.Length > 1 && count > 0 && whole.NBytes > 0 ? new ColumnRowsSource(source, whole, start, count) : null;

    private static PayloadReader RowReader(
        EntrySource source,
        ColumnRowsSource? columns,
        NpyHeader whole,
        long start,
        ArrayDecoder decoder,
        NpyReadOptions options,
        CancellationToken cancellationToken)
    {
        long rowLength = whole.Shape[0] == 0 ? 0 : whole.NBytes / whole.Shape[0];
        if (columns is null)
            return new PayloadReader(source, whole.DataOffset + start * rowLength, decoder, options.Reading, cancellationToken);

        decoder.PlaceOf = columns.PlaceOf;
        return new PayloadReader(columns, 0, decoder, options.Reading, cancellationToken);
    }
}
