using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using Crc64 = SharpCompress.Compressors.Xz.Crc64;

namespace NpyIO.Codecs;

/// <summary>The check after each block of an .xz file: none, CRC-32, CRC-64 or SHA-256.</summary>
internal sealed class XzCheck(int kind)
{
    internal const int Crc64Kind = 4;

    private const int NoneKind = 0;
    private const int Crc32Kind = 1;
    private const int Sha256Kind = 10;

    private readonly Crc32? _crc32 = kind == Crc32Kind ? new() : null;
    private readonly IncrementalHash? _sha256 = kind == Sha256Kind ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private ulong _crc64 = ulong.MaxValue;

    internal int Length { get; } = kind switch
    {
        NoneKind => 0,
        Crc32Kind => 4,
        Crc64Kind => 8,
        Sha256Kind => SHA256.HashSizeInBytes,
        _ => CodecsThrow.UnknownCheck(kind),
    };

    internal void Append(ReadOnlySpan<byte> data)
    {
        _crc32?.Append(data);
        _sha256?.AppendData(data);
        if (kind == Crc64Kind)
            _crc64 = Crc64.UpdateXz(_crc64, data);
    }

    internal void Finish(Span<byte> check)
    {
        _crc32?.GetHashAndReset(check);
        _sha256?.GetHashAndReset(check);
        if (kind == Crc64Kind)
            BinaryPrimitives.WriteUInt64LittleEndian(check, ~_crc64);
        _crc64 = ulong.MaxValue;
    }
}
