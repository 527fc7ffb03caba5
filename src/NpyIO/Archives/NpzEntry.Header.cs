using System.Runtime.CompilerServices;
using NpyIO.Archives;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzEntry
{
    private StrongBox<NpyHeader?>? _header;

    /// <summary>
    /// The header of the array; null for an entry that is none, which is one that does not begin with <c>\x93NUMPY</c>, as NumPy decides. It is read once, and of a compressed
    /// entry no more is decompressed than it takes.
    /// </summary>
    /// <exception cref="NpyFormatException">The entry begins as an array, but its header is bad; or it cannot be read, for what the archive says of it.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public NpyHeader? Header => (_header ?? (_header = new(ReadHeader()))).Value;

    /// <inheritdoc cref="Header"/>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<NpyHeader?> ReadHeaderAsync(CancellationToken cancellationToken = default)
    {
        if (_header is null)
        {
            _header = new(_file.ReadsAsync
                ? await ReadHeaderOfStreamAsync(cancellationToken).ConfigureAwait(false)
                : await Task.Run(ReadHeader, cancellationToken).ConfigureAwait(false));
        }

        return _header.Value;
    }

    private NpyHeader? ReadHeader()
    {
        try
        {
            using EntrySource source = _file.Zip.Open(_entry, isChecked: false);
            return TryBegin(source, out PayloadSource array) ? ArrayReader.ReadHeader(array, _file.Options) : null;
        }
        catch (NpyFormatException e) when (!e.IsNotOf(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    private async Task<NpyHeader?> ReadHeaderOfStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            using EntrySource source = await _file.Zip.OpenAsync(_entry, isChecked: false, cancellationToken).ConfigureAwait(false);
            return await TryBeginAsync(source, cancellationToken).ConfigureAwait(false) is { } array
                ? await ArrayReader.ReadHeaderAsync(array, _file.Options, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (NpyFormatException e) when (!e.IsNotOf(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    /// <summary>Reads so much of an entry that it is clear whether it is an array; if so, <paramref name="array"/> has it whole.</summary>
    private static bool TryBegin(EntrySource source, out PayloadSource array)
    {
        byte[] start = new byte[HeaderLayout.Magic.Length];
        int count = 0;
        while (count < start.Length && source.Read(count, start.AsSpan(count)) is > 0 and var more)
            count += more;
        array = new PrefixedSource(start, source);
        return start.AsSpan(0, count).SequenceEqual(HeaderLayout.Magic);
    }

    /// <summary>As <see cref="TryBegin"/>; null where the entry is no array.</summary>
    private static async ValueTask<PayloadSource?> TryBeginAsync(EntrySource source, CancellationToken cancellationToken)
    {
        byte[] start = new byte[HeaderLayout.Magic.Length];
        int count = 0;
        while (count < start.Length && await source.ReadAsync(count, start.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var more)
            count += more;
        return start.AsSpan(0, count).SequenceEqual(HeaderLayout.Magic) ? new PrefixedSource(start, source) : null;
    }
}
