using System.Buffers;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>All the data of a small member, decompressed and checked.</summary>
internal sealed class SmallData : IDisposable
{
    private readonly MemberHead _head;
    private byte[] _inflated = [];

    private SmallData(MemberHead head) => _head = head;

    /// <summary>The data, until this is disposed.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Takes the data from a head that has all of them, and that is given back with this.</summary>
    /// <exception cref="NpyFormatException">The data are not what the archive says.</exception>
    internal static SmallData Read(ByteSource archive, ZipMember member, MemberHead head)
    {
        var data = new SmallData(head);
        try
        {
            if (member.IsStored)
                data.Check(member);
            else
                data.Inflate(archive, member);
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

    private void Check(ZipMember member)
    {
        Bytes = _head.Data;
        uint crc = Crc32.HashToUInt32(Bytes.Span);
        if (crc != member.Crc)
            ZipThrow.BadChecksum(member, crc);
    }

    private void Inflate(ByteSource archive, ZipMember member)
    {
        using var source = new InflatedSource(archive, member, _head.Data);
        _inflated = ArrayPool<byte>.Shared.Rent((int)member.Length);
        for (int at = 0; at < member.Length;)
            at += source.Read(at, _inflated.AsSpan(at, (int)member.Length - at));
        source.Complete();
        Bytes = _inflated.AsMemory(0, (int)member.Length);
    }
}
