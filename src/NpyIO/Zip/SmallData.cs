using System.Buffers;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>All the data of a small entry, decompressed and checked.</summary>
internal sealed class SmallData : IDisposable
{
    private readonly EntryPrefix _head;
    private byte[] _inflated = [];

    private SmallData(EntryPrefix head) => _head = head;

    /// <summary>The data, until this is disposed.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Takes the data from a head that has all of them, and that is given back with this.</summary>
    /// <exception cref="NpyFormatException">The data are not what the archive says.</exception>
    internal static SmallData Read(PayloadSource archive, ZipEntry entry, EntryPrefix head)
    {
        var data = new SmallData(head);
        try
        {
            if (entry.IsStored)
                data.Check(entry);
            else
                data.Inflate(archive, entry);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Gives the buffers back to the pool.</summary>
    public void Dispose()
    {
        _head.Dispose();
        if (_inflated.Length > 0)
            ArrayPool<byte>.Shared.Return(_inflated);
        _inflated = [];
        Bytes = default;
    }

    private void Check(ZipEntry entry)
    {
        Bytes = _head.Data;
        uint crc = Crc32.HashToUInt32(Bytes.Span);
        if (crc != entry.Crc)
            ZipThrow.BadChecksum(entry, crc);
    }

    private void Inflate(PayloadSource archive, ZipEntry entry)
    {
        using var source = new InflatedSource(archive, entry, _head.Data);
        _inflated = ArrayPool<byte>.Shared.Rent((int)entry.Length);
        for (int at = 0; at < entry.Length;)
            at += source.Read(at, _inflated.AsSpan(at, (int)entry.Length - at));
        source.Complete();
        Bytes = _inflated.AsMemory(0, (int)entry.Length);
    }
}
