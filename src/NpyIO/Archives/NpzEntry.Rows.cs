using NpyIO.Archives;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>Loads some rows of the array, that is, of its first axis: <c>npz[name][start:start + count]</c>, without reading the rest where that can be.</summary>
    /// <remarks>
    /// Of a stored entry only the rows' bytes are read (of an array in Fortran order, only their piece of each column), and nothing is verified. Of a deflated entry with an index of its
    /// blocks (see <see cref="NpzWriteOptions"/>), the blocks are inflated in which the rows are, and each is verified. Any other is decompressed up to the last of the rows, and not verified.
    /// Python objects (also as fields of records) are a pickle, which is read whole and verified.
    /// </remarks>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="options">How to read; null for those the archive was opened with.</param>
    /// <returns>The rows, in memory of their own; the other axes are as in the whole array.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The array does not have these rows.</exception>
    /// <exception cref="InvalidOperationException">The array has no axis.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/exception"/>
    public NdArray LoadRows(long start, long count, NpyReadOptions? options = null) =>
        ReadRows(start, count, Npy.Untyped, options, CancellationToken.None).ToNdArray();

    /// <summary>Loads some rows of the array, that is, of its first axis, with elements of a CLR type, without reading the rest where that can be.</summary>
    /// <typeparam name="T">What the elements are to be.</typeparam>
    /// <exception cref="InvalidCastException">The elements are not of that type; the message names both and the casting that would convert.</exception>
    /// <inheritdoc cref="LoadRows(long, long, NpyReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public NdArray<T> LoadRows<T>(long start, long count, NpyReadOptions? options = null) =>
        ReadRows(start, count, Npy.Typed<T>.Create, options, CancellationToken.None).ToNdArray<T>();

    /// <inheritdoc cref="LoadRows(long, long, NpyReadOptions?)"/>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="options">How to read; null for those the archive was opened with.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
                    // The index is wrong, or the data are: without it, that will show, if all of the entry is looked at.
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
        catch (NpyFormatException e) when (!e.IsNotOf(_file.Path) && e.EntryName is null)
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
                    // The index is wrong, or the data are: without it, that will show, if all of the entry is looked at.
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
        catch (NpyFormatException e) when (!e.IsNotOf(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    /// <summary>Reads the rows; null if the elements are Python objects, which have no places of their own in the entry.</summary>
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

    /// <inheritdoc cref="ReadRows(EntrySource, long, long, DecoderFactory, NpyReadOptions, CancellationToken)"/>
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

    /// <summary>The rows of an array of Python objects: they are a pickle, which is read whole.</summary>
    private static ArrayDecoder RowsOfObjects(ArrayDecoder whole, long start, long count)
    {
        ((ISequentialDecoder)whole).KeepRows(start, count);
        return whole;
    }

    /// <summary>What follows the rows is never an error.</summary>
    private NpyReadOptions RowOptions(NpyReadOptions? options)
    {
        options ??= _file.Options;
        return options.Strict ? options with { Strict = false } : options;
    }

    /// <summary>The header of the rows, if the array has them and all of it has room in the entry.</summary>
    private static NpyHeader RowHeader(EntrySource source, NpyHeader whole, long start, long count)
    {
        NpyHeader.CheckRows(whole.Shape, start, count);
        if (whole.NBytes > source.Entry.Length - whole.DataOffset)
            FileThrow.TruncatedData(whole, whole.NBytes, source.Entry.Length - whole.DataOffset);
        return whole.OfRows(count);
    }

    /// <summary>The rows where they do not lie together; null where they do.</summary>
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
        return columns is null
            ? new PayloadReader(source, whole, decoder, options.Reading, cancellationToken) { Start = whole.DataOffset + start * rowLength }
            : new PayloadReader(columns, whole, decoder, options.Reading, cancellationToken) { Start = 0 };
    }
}
