using System.Buffers.Binary;
using System.IO.Hashing;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>
/// Compares the end of zlib and gzip data with their content: the platform notices neither a cut end nor bytes behind it. RFC 1950, 2.2: Adler-32, big-endian. RFC 1952, 2.3.1: CRC-32 and
/// length, little-endian, of each member; of several members only the lengths are compared.
/// </summary>
internal sealed class CompressedEnd(FileKind kind)
{
    private const int MaxTail = 8;

    // A hostile file can seem to have any number of members.
    private const int MaxMembers = 1000;

    // RFC 1952, 2.3.1: the two bytes of identification, and deflate.
    private static ReadOnlySpan<byte> MemberStart => [0x1F, 0x8B, 8];

    private readonly Crc32 _crc = new();
    private readonly byte[] _tail = new byte[MaxTail];

    // Claimed by the members that may end in the data.
    private readonly HashSet<uint> _lengths = [];
    private uint _sumOfLengths;
    private uint _adler = 1;
    private long _length;
    private long _compressedLength;

    // The last byte, as long as the decoder has not asked for it; null before there is one, and afterwards.
    private byte? _held;

    /// <summary>Puts the byte that is held back at the start of a buffer, and returns how many there are: 0 or 1.</summary>
    internal int PutHeld(Span<byte> buffer)
    {
        if (_held is not { } held)
            return 0;
        buffer[0] = held;
        return 1;
    }

    /// <summary>
    /// Takes what was read after <paramref name="held"/> bytes in a buffer, holding back the last byte, which is the last of all if nothing was read. Returns how many bytes the decoder gets:
    /// 0 if only one has come, which may be the last.
    /// </summary>
    internal int Hold(ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> more, int held)
    {
        int count = more.IsEmpty ? held : held + more.Length - 1;
        _held = more.IsEmpty ? null : more[^1];
        if (count > 0)
            TakeCompressed(buffer[..count]);
        return count;
    }

    private void TakeCompressed(ReadOnlySpan<byte> bytes)
    {
        if (kind == FileKind.Gzip)
        {
            // A length and the beginning of the member behind it can be in two pieces. A member has at least four bytes before its end. What begins and ends in the tail was found before.
            ReadOnlySpan<byte> seam = [.. _tail, .. bytes[..Math.Min(MemberStart.Length + sizeof(uint), bytes.Length)]];
            FindMembers(seam, Math.Max(MaxTail - (MemberStart.Length - 1), MaxTail - (int)Math.Min(MaxTail, _compressedLength) + sizeof(uint)));
            FindMembers(bytes, sizeof(uint) + 1);
        }

        _compressedLength += bytes.Length;
        if (bytes.Length < MaxTail)
            _tail.AsSpan(bytes.Length).CopyTo(_tail);
        bytes = bytes[Math.Max(0, bytes.Length - MaxTail)..];
        bytes.CopyTo(_tail.AsSpan(MaxTail - bytes.Length));
    }

    internal void TakeContent(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (kind == FileKind.Gzip)
            _crc.Append(bytes);
        else
            _adler = Adler32(_adler, bytes);
    }

    internal bool IsWhole() => _held is null && (kind == FileKind.Gzip
        ? IsWholeGzip(BinaryPrimitives.ReadUInt32LittleEndian(_tail), BinaryPrimitives.ReadUInt32LittleEndian(_tail.AsSpan(4)))
        : BinaryPrimitives.ReadUInt32BigEndian(_tail.AsSpan(4)) == _adler);

    // A single member has the CRC and the length of all content. The lengths of several add up to it; since data can look like the beginning of a member, one found may be enough.
    private bool IsWholeGzip(uint crc, uint length) =>
        (crc == _crc.GetCurrentHashAsUInt32() && length == (uint)_length) || _lengths.Contains((uint)_length - length) || (_lengths.Count > 0 && _sumOfLengths + length == (uint)_length);

    private void FindMembers(ReadOnlySpan<byte> bytes, int from)
    {
        for (int at = from; at <= bytes.Length - MemberStart.Length; at++)
        {
            int found = bytes[at..].IndexOf(MemberStart);
            if (found < 0)
                return;
            at += found;
            // The beginning of another member follows the length of the one before it.
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at - sizeof(uint))..]);
            _sumOfLengths += length;
            if (_lengths.Count < MaxMembers)
                _lengths.Add(length);
        }
    }

    private static uint Adler32(uint sum, ReadOnlySpan<byte> bytes)
    {
        // The maximum number of bytes before the sums can overflow 32 bits: zlib's NMAX.
        const int MaxRun = 5552;
        const uint Modulus = 65521;
        uint a = sum & 0xFFFF, b = sum >> 16;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> run = bytes[..Math.Min(MaxRun, bytes.Length)];
            foreach (byte value in run)
            {
                a += value;
                b += a;
            }

            a %= Modulus;
            b %= Modulus;
            bytes = bytes[run.Length..];
        }

        return (b << 16) | a;
    }
}
