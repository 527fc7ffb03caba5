using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>First allocation when the claimed length is unverified, in bytes.</summary>
    private const int FirstArrival = 64 << 10;

    /// <summary>
    /// Opens the data of any entry as a read-only stream: what <c>np.load</c> returns for an entry that is not an array, but without loading all of it into memory. CRC and lengths are
    /// checked once every byte has been read; do not rely on the data before that.
    /// </summary>
    /// <remarks>
    /// The stream can seek if the entry is stored, or deflated with a block index; after a seek it relies on the index and throws if that is wrong. Usable while the archive is open, by one
    /// thread at a time.
    /// </remarks>
    /// <returns>The stream; reading from it throws the same exceptions.</returns>
    /// <exception cref="NpyFormatException">
    /// The data cannot be read, or do not match the archive's claims; the message says what and where, <see cref="NpyFormatException.EntryName"/> which entry.
    /// </exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public Stream OpenRaw()
    {
        try
        {
            ZipReader zip = _file.Zip;
            EntrySource source = zip.Open(_entry, isChecked: false);
            return new EntryStream(_file, source, zip.TryOpenBlocks(_entry));
        }
        catch (NpyFormatException e) when (e.AddPath(_file.Path))
        {
            throw;
        }
    }

    /// <inheritdoc cref="OpenRaw"/>
    /// <param name="cancellationToken">Cancels reading what precedes the data.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task<Stream> OpenRawAsync(CancellationToken cancellationToken = default)
    {
        if (!_file.ReadsAsync)
            return await Task.Run(OpenRaw, cancellationToken).ConfigureAwait(false);
        ZipReader zip = _file.Zip;
        EntrySource source = await zip.OpenAsync(_entry, isChecked: false, cancellationToken).ConfigureAwait(false);
        return new EntryStream(_file, source, zip.TryOpenBlocks(_entry));
    }

    /// <summary>Reads the data of any entry: what <c>np.load</c> returns for an entry that is not an array. CRC and lengths are checked.</summary>
    /// <returns>The data, including an array's header.</returns>
    /// <exception cref="NpyFormatException">The data cannot be read, do not match the archive's claims, or exceed the maximum length of a <c>byte[]</c>.</exception>
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
        catch (NpyFormatException e) when (e.AddPath(_file.Path))
        {
            throw;
        }
    }

    /// <inheritdoc cref="ReadRaw"/>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
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
