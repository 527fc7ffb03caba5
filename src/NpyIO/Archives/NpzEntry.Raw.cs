using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>What is read at first of an entry whose length is not believed, in bytes.</summary>
    private const int FirstArrival = 64 << 10;

    /// <summary>
    /// Opens the entry's data, whatever they are, as a stream that is only read: what <c>np.load</c> gives of an entry that is no array, without taking all of it into memory. CRC and lengths are
    /// checked when the last byte is read, after all others; so what has been read before that is not to be relied on.
    /// </summary>
    /// <remarks>
    /// It can seek where the entry is stored, or deflated with an index of its blocks: then whoever jumps relies on the index, and gets an error where that is wrong. It is of use as long as the archive is open, to one thread at a time.
    /// </remarks>
    /// <returns>The stream. Reading it throws as this method does.</returns>
    /// <exception cref="NpyFormatException">The data cannot be read, or are not what the archive says: what and where, with <see cref="NpyFormatException.EntryName"/>.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public Stream OpenRaw()
    {
        try
        {
            ZipReader zip = _file.Zip;
            EntrySource source = zip.Open(_entry, isChecked: false);
            return new EntryStream(_file, source, zip.TryOpenBlocks(_entry));
        }
        catch (NpyFormatException e) when (e.IsNotOf(_file.Path))
        {
            throw;
        }
    }

    /// <inheritdoc cref="OpenRaw"/>
    /// <param name="cancellationToken">Ends the reading of what stands before the data.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<Stream> OpenRawAsync(CancellationToken cancellationToken = default)
    {
        if (!_file.ReadsAsync)
            return await Task.Run(OpenRaw, cancellationToken).ConfigureAwait(false);
        ZipReader zip = _file.Zip;
        EntrySource source = await zip.OpenAsync(_entry, isChecked: false, cancellationToken).ConfigureAwait(false);
        return new EntryStream(_file, source, zip.TryOpenBlocks(_entry));
    }

    /// <summary>Reads the entry's data, whatever they are: what <c>np.load</c> gives of an entry that is no array. CRC and lengths are checked.</summary>
    /// <returns>The data, an array's header among them.</returns>
    /// <exception cref="NpyFormatException">The data cannot be read, or are not what the archive says, or are more than a <c>byte[]</c> holds.</exception>
    /// <inheritdoc cref="OpenRaw" path="/exception"/>
    public byte[] ReadRaw()
    {
        try
        {
            RequireArrayLength();
            using EntrySource source = _file.Zip.Open(_entry, isChecked: true);
            if (source.Length == PayloadSource.Unknown)
            {
                using var arriving = new ArrivalBuffer(FirstArrival);
                while (arriving.Filled < Length)
                    arriving.Accept(source.Read(arriving.Filled, arriving.Room((int)Length).Span));
                source.Complete();
                return arriving.Bytes.ToArray();
            }

            byte[] data = GC.AllocateUninitializedArray<byte>((int)Length);
            for (int at = 0; at < data.Length;)
                at += Some(source.Read(at, data.AsSpan(at)), at);
            source.Complete();
            return data;
        }
        catch (NpyFormatException e) when (e.IsNotOf(_file.Path))
        {
            throw;
        }
    }

    /// <inheritdoc cref="ReadRaw"/>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<byte[]> ReadRawAsync(CancellationToken cancellationToken = default) =>
        _file.ReadsAsync ? ReadRawOfStreamAsync(cancellationToken) : Task.Run(ReadRaw, cancellationToken);

    private async Task<byte[]> ReadRawOfStreamAsync(CancellationToken cancellationToken)
    {
        RequireArrayLength();
        using EntrySource source = await _file.Zip.OpenAsync(_entry, isChecked: true, cancellationToken).ConfigureAwait(false);
        if (source.Length == PayloadSource.Unknown)
        {
            using var arriving = new ArrivalBuffer(FirstArrival);
            while (arriving.Filled < Length)
                arriving.Accept(await source.ReadAsync(arriving.Filled, arriving.Room((int)Length), cancellationToken).ConfigureAwait(false));
            await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return arriving.Bytes.ToArray();
        }

        byte[] data = GC.AllocateUninitializedArray<byte>((int)Length);
        for (int at = 0; at < data.Length;)
            at += Some(await source.ReadAsync(at, data.AsMemory(at), cancellationToken).ConfigureAwait(false), at);
        await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return data;
    }

    private void RequireArrayLength()
    {
        _entry.CheckClaims();
        if (Length > Array.MaxLength)
            NpzThrow.EntryTooLongForBytes(_entry);
    }

    private int Some(int count, long offset)
    {
        if (count == 0)
            ZipThrow.EntryEndsEarly(FullName, _entry.DataOffset + offset);
        return count;
    }
}
