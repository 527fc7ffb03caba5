using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

internal sealed partial class ZipEntry
{
    /// <summary>What deflate shrinks to one byte at most: 258 bytes for a length and a distance of one bit each.</summary>
    private const long MostDeflateRatio = 1032;

    /// <summary>Beyond this many times its compressed length, memory for an entry grows as its data arrive.</summary>
    private const long TrustedRatio = 64;

    /// <summary>Whether the length, checked as it is, may be allocated at once.</summary>
    internal bool IsLengthTrusted => IsStored || Length / TrustedRatio <= CompressedLength;

    /// <summary>The last byte that belongs to the entry, as far as the directory tells, lies before this; the local extra field comes on top.</summary>
    private long LeastEnd => HeaderOffset + Local.Length + StoredName.Length + CompressedLength;

    /// <summary>Refuses what cannot be read, and what cannot be true, before the archive is asked for anything.</summary>
    /// <exception cref="NpyFormatException">The entry is encrypted, does not lie in the archive, or claims to be longer than its data can be.</exception>
    internal void CheckClaims()
    {
        const ushort Secret = ZipLayout.Flags.Encrypted | ZipLayout.Flags.StrongEncryption | ZipLayout.Flags.MaskedHeader;
        if ((Flags & Secret) != 0)
            ZipThrow.EntryEncrypted(RecordOffset, Name);
        if ((Flags & ZipLayout.Flags.Patch) != 0)
            ZipThrow.EntryIsPatch(RecordOffset, Name);
        if (HeaderOffset > Limit || CompressedLength > Limit - HeaderOffset || LeastEnd > Limit)
            ZipThrow.EntryOverlaps(this, HeaderOffset, CompressedLength);
        if (IsStored && CompressedLength != Length)
            ZipThrow.StoredLengthsDiffer(this);
        if (Method == Methods.Deflated && Length / MostDeflateRatio + (Length % MostDeflateRatio > 0 ? 1 : 0) > CompressedLength)
            ZipThrow.DeflateClaimsTooMuch(this, MostDeflateRatio);
    }
}
