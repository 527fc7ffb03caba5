using System.Buffers;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>All data of a small entry, decompressed and checked.</summary>
internal sealed class SmallData : IDisposable
{
    private readonly EntryPrefix _head;
    private byte[] _inflated = [];

    private SmallData(EntryPrefix head) => _head = head;

    /// <summary>The data; valid until this is disposed of.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>
    /// Decompresses and checks the data in <paramref name="head"/>, which has all of them; takes ownership of it. Throws <see cref="NpyFormatException"/> if the data are not what the
    /// archive says.
    /// </summary>
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
