using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

internal sealed partial class ZipEntry
{
    /// <summary>Maximum ratio of deflate: 258 bytes for a length and a distance of one bit each.</summary>
    private const long MaxDeflateRatio = 1032;

    /// <summary>Above this ratio to the compressed length, memory for an entry grows as its data arrive.</summary>
    private const long TrustedRatio = 64;

    /// <summary>Whether memory for the claimed length may be allocated at once.</summary>
    internal bool IsLengthTrusted => IsStored || Length / TrustedRatio <= CompressedLength;

    /// <summary>Minimum offset of the end of the entry according to the directory, without the local extra fields.</summary>
    private long MinEnd => HeaderOffset + Local.Length + StoredName.Length + CompressedLength;

    /// <summary>
    /// Throws <see cref="NpyFormatException"/> if the entry is encrypted, is not inside the archive, or claims to be longer than its data can be. Called before the archive is read.
    /// </summary>
    internal void CheckClaims()
    {
        const ushort Secret = ZipLayout.Flags.Encrypted | ZipLayout.Flags.StrongEncryption | ZipLayout.Flags.MaskedHeader;
        if ((Flags & Secret) != 0)
            ZipThrow.EntryEncrypted(RecordOffset, Name);
        if ((Flags & ZipLayout.Flags.Patch) != 0)
            ZipThrow.EntryIsPatch(RecordOffset, Name);
        if (HeaderOffset > Limit || CompressedLength > Limit - HeaderOffset || MinEnd > Limit)
            ZipThrow.EntryOverlaps(this, HeaderOffset, CompressedLength);
        if (IsStored && CompressedLength != Length)
            ZipThrow.StoredLengthsDiffer(this);
        if (Method == Methods.Deflated && Length / MaxDeflateRatio + (Length % MaxDeflateRatio > 0 ? 1 : 0) > CompressedLength)
            ZipThrow.DeflateClaimsTooMuch(this, MaxDeflateRatio);
    }
}
