namespace NpyIO.Zip;

/// <summary>Layout of the records in a ZIP file: APPNOTE 6.3, §4.3 to §4.5. Numbers are little-endian, offsets in bytes.</summary>
internal static class ZipLayout
{
    /// <summary>The local header before each entry's data, §4.3.7.</summary>
    internal static class Local
    {
        internal const uint Signature = 0x04034B50;
        internal const int Length = 30;
        internal const int Version = 4;
        internal const int Flags = 6;
        internal const int Method = 8;
        internal const int Time = 10;
        internal const int Date = 12;
        internal const int Crc = 14;
        internal const int CompressedLength = 18;
        internal const int UncompressedLength = 22;
        internal const int NameLength = 26;
        internal const int ExtraLength = 28;
    }

    /// <summary>An entry's record in the central directory, §4.3.12.</summary>
    internal static class Central
    {
        internal const uint Signature = 0x02014B50;
        internal const int Length = 46;
        internal const int VersionMadeBy = 4;
        internal const int Version = 6;
        internal const int Flags = 8;
        internal const int Method = 10;
        internal const int Time = 12;
        internal const int Date = 14;
        internal const int Crc = 16;
        internal const int CompressedLength = 20;
        internal const int UncompressedLength = 24;
        internal const int NameLength = 28;
        internal const int ExtraLength = 30;
        internal const int CommentLength = 32;
        internal const int Disk = 34;
        internal const int ExternalAttributes = 38;
        internal const int LocalOffset = 42;
    }

    /// <summary>The end record, §4.3.16.</summary>
    internal static class End
    {
        internal const uint Signature = 0x06054B50;
        internal const int Length = 22;
        internal const int Disk = 4;
        internal const int DirectoryDisk = 6;
        internal const int CountOnDisk = 8;
        internal const int Count = 10;
        internal const int DirectoryLength = 12;
        internal const int DirectoryOffset = 16;
        internal const int CommentLength = 20;
    }

    /// <summary>The ZIP64 end record, §4.3.14.</summary>
    internal static class End64
    {
        internal const uint Signature = 0x06064B50;
        internal const int Length = 56;
        internal const int RecordLength = 4;
        internal const int VersionMadeBy = 12;
        internal const int Version = 14;
        internal const int Disk = 16;
        internal const int DirectoryDisk = 20;
        internal const int CountOnDisk = 24;
        internal const int Count = 32;
        internal const int DirectoryLength = 40;
        internal const int DirectoryOffset = 48;
    }

    /// <summary>The locator of the ZIP64 end record, directly before the end record, §4.3.15.</summary>
    internal static class Locator64
    {
        internal const uint Signature = 0x07064B50;
        internal const int Length = 20;
        internal const int End64Disk = 4;
        internal const int End64Offset = 8;
        internal const int DiskCount = 16;
    }

    /// <summary>The record after data of unknown length, §4.3.9: signature (optional), CRC, compressed and uncompressed length (4 bytes each, or 8 with ZIP64).</summary>
    internal static class Descriptor
    {
        internal const uint Signature = 0x08074B50;
    }

    /// <summary>The flag bits used here, §4.4.4.</summary>
    internal static class Flags
    {
        internal const ushort Encrypted = 1 << 0;
        internal const ushort Descriptor = 1 << 3;
        internal const ushort Patch = 1 << 5;
        internal const ushort StrongEncryption = 1 << 6;
        internal const ushort Utf8 = 1 << 11;
        internal const ushort MaskedHeader = 1 << 13;
    }

    /// <summary>The compression methods that occur in .npz files, §4.4.5.</summary>
    internal static class Methods
    {
        internal const ushort Stored = 0;
        internal const ushort Deflated = 8;
        internal const ushort Bzip2 = 12;
        internal const ushort Lzma = 14;
        internal const ushort Zstandard = 93;
    }

    /// <summary>The extra fields used here, §4.5; each begins with 2 bytes of id and 2 of length.</summary>
    internal static class Extra
    {
        internal const int HeadLength = 4;

        /// <summary>64-bit sizes and offset, §4.5.3.</summary>
        internal const ushort Zip64 = 0x0001;

        /// <summary>The name in UTF-8, with the CRC of the other name, §4.6.9.</summary>
        internal const ushort UnicodePath = 0x7075;

        /// <summary>Padding that aligns data, as Android's zipalign writes it: 2 bytes of alignment, then zeros.</summary>
        internal const ushort Alignment = 0xD935;

        /// <summary>The index of an entry's blocks: see <see cref="Zip.BlockIndex"/>.</summary>
        internal const ushort BlockIndex = 0x794E;
    }

    /// <summary>Value of a 16-bit field whose actual value is in a ZIP64 field.</summary>
    internal const ushort In64Bits16 = ushort.MaxValue;

    /// <summary>Value of a 32-bit field whose actual value is in a ZIP64 field.</summary>
    internal const uint In64Bits32 = uint.MaxValue;

    /// <summary>Maximum value that zipfile writes to a 32-bit field rather than a ZIP64 one (<c>ZIP64_LIMIT</c>): many readers treat these fields as signed.</summary>
    internal const long Most32 = int.MaxValue;

    /// <summary>The version of APPNOTE that has ZIP64, 4.5, as the records encode it.</summary>
    internal const ushort Zip64Version = 45;
}
