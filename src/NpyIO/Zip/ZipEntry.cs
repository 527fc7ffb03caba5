using System.Buffers.Binary;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>An entry as the central directory describes it: APPNOTE 6.3, §4.3.12. All of it is a claim. Offsets are in bytes from the start of the archive.</summary>
internal sealed class ZipEntry
{
    /// <summary>Value of <see cref="DataOffset"/> before the local header has been read.</summary>
    internal const long NotLocated = -1;

    /// <summary>Maximum ratio of deflate: 258 bytes for a length and a distance of one bit each.</summary>
    internal const long MaxDeflateRatio = 1032;

    /// <summary>Above this ratio to the compressed length, memory for an entry grows as its data arrive.</summary>
    private const long TrustedRatio = 64;

    private long _dataOffset = NotLocated;
    private BlockIndex? _index;
    private volatile bool _indexRead;

    private ZipEntry(ReadOnlyMemory<byte> entry, long entryOffset)
    {
        ReadOnlySpan<byte> record = entry.Span;
        Entry = entry;
        RecordOffset = entryOffset;
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(record[Central.Flags..]);
        Method = BinaryPrimitives.ReadUInt16LittleEndian(record[Central.Method..]);
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(record[Central.Crc..]);
    }

    internal ReadOnlyMemory<byte> Entry { get; }

    internal long RecordOffset { get; }

    internal string Name { get; private set; } = "";

    internal ushort Flags { get; }

    internal ushort Method { get; }

    internal uint Crc { get; }

    internal long Length { get; private set; }

    internal long CompressedLength { get; private set; }

    internal long HeaderOffset { get; private set; }

    internal long Limit { get; set; }

    /// <summary>Offset of the data, in bytes from the archive's start; <see cref="NotLocated"/> before the local header has been read and compared.</summary>
    internal long DataOffset
    {
        get => Volatile.Read(ref _dataOffset);
        set => Volatile.Write(ref _dataOffset, value);
    }

    internal ReadOnlySpan<byte> StoredName =>
        Entry.Span.Slice(Central.Length, BinaryPrimitives.ReadUInt16LittleEndian(Entry.Span[Central.NameLength..]));

    internal ReadOnlySpan<byte> Extra =>
        Entry.Span.Slice(Central.Length + StoredName.Length, BinaryPrimitives.ReadUInt16LittleEndian(Entry.Span[Central.ExtraLength..]));

    internal bool IsStored => Method == Methods.Stored;

    internal bool IsLengthTrusted => IsStored || Length / TrustedRatio <= CompressedLength;

    /// <summary>
    /// The index of the entry's blocks, or null if there is none or it cannot be true: the combined CRCs of the blocks must be the entry's. So a damaged index is detected at once, and
    /// blocks that match the index add up to the entry.
    /// </summary>
    internal BlockIndex? Index
    {
        get
        {
            if (!_indexRead)
            {
                _index = FindIndex();
                _indexRead = true;
            }

            return _index;
        }
    }

    /// <summary>Whether the entry has an index that cannot be true: the entry or its record in the directory is damaged.</summary>
    internal bool IsIndexRefused => Method == ZipLayout.Methods.Deflated && Index is null && TryFind(ZipLayout.Extra.BlockIndex, out _);

    internal static int LengthOf(ReadOnlySpan<byte> start) =>
        Central.Length
        + BinaryPrimitives.ReadUInt16LittleEndian(start[Central.NameLength..])
        + BinaryPrimitives.ReadUInt16LittleEndian(start[Central.ExtraLength..])
        + BinaryPrimitives.ReadUInt16LittleEndian(start[Central.CommentLength..]);

    /// <summary>Reads the record at the start of <paramref name="directory"/>. <paramref name="prefix"/> is the number of bytes before the archive.</summary>
    internal static ZipEntry Parse(ReadOnlyMemory<byte> directory, long offset, long prefix)
    {
        ReadOnlySpan<byte> record = directory.Span;
        if (record.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(record) != Central.Signature)
            ZipThrow.BadArchive(offset, null, $"No entry's record begins here in the directory, but {ZipThrow.Start(record)}", @"b'PK\x01\x02'", ZipThrow.Start(record));
        int length = record.Length < Central.Length ? int.MaxValue : LengthOf(record);
        if (length > record.Length)
            ZipThrow.BadArchive(offset, null, $"The directory ends inside an entry's record: only {record.Length} bytes of it are there");

        var entry = new ZipEntry(directory[..length], offset);
        entry.ReadFields(record, prefix);
        return entry;
    }

    /// <summary>Returns an entry as its local header describes it, before the directory is read. <see cref="RecordOffset"/> is then that of the local header.</summary>
    internal static ZipEntry Of(LocalHeader header, string name)
    {
        byte[] entry = new byte[Central.Length + header.StoredName.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(Central.Flags), header.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(Central.Method), header.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(Central.Crc), header.Crc);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(Central.NameLength), (ushort)header.StoredName.Length);
        header.StoredName.CopyTo(entry.AsSpan(Central.Length));
        return new ZipEntry(entry, header.Offset)
        {
            Name = name,
            Length = header.Length,
            CompressedLength = header.CompressedLength,
            HeaderOffset = header.Offset,
            Limit = long.MaxValue,
            DataOffset = header.Offset + header.HeaderLength,
        };
    }

    /// <summary>Throws if the entry is encrypted, is not inside the archive, or claims to be longer than its data can be. Called before the archive is read.</summary>
    internal void CheckClaims()
    {
        const ushort Secret = ZipLayout.Flags.Encrypted | ZipLayout.Flags.StrongEncryption | ZipLayout.Flags.MaskedHeader;
        if ((Flags & Secret) != 0)
            ZipThrow.Unsupported(RecordOffset, Name, "it is encrypted, which NpyIO does not read: decrypt the archive first");
        if ((Flags & ZipLayout.Flags.Patch) != 0)
            ZipThrow.Unsupported(RecordOffset, Name, "it is compressed patch data, which NpyIO does not read");

        // The local extra fields are not known yet.
        if (HeaderOffset > Limit || CompressedLength > Limit - HeaderOffset || HeaderOffset + Local.Length + StoredName.Length + CompressedLength > Limit)
            ZipThrow.EntryOverlaps(this, HeaderOffset);
        if (IsStored && CompressedLength != Length)
        {
            string problem = $"it is not compressed, but its compressed length is {CompressedLength} bytes and its length {Length}";
            ZipThrow.BadArchive(RecordOffset, Name, problem, $"{Length} bytes", $"{CompressedLength} bytes");
        }

        if (Method == Methods.Deflated && Length / MaxDeflateRatio + (Length % MaxDeflateRatio > 0 ? 1 : 0) > CompressedLength)
        {
            string problem = $"its {CompressedLength} compressed bytes cannot inflate to {Length}: deflate shrinks data {MaxDeflateRatio}-fold at most";
            ZipThrow.InArchive(NpyFormatReason.BadCompression, RecordOffset, Name, problem, $"at most {CompressedLength * MaxDeflateRatio} bytes", $"{Length} bytes");
        }
    }

    internal bool TryFind(ushort id, out ReadOnlySpan<byte> content)
    {
        var fields = new ExtraFields(Extra);
        bool isFound = fields.MoveTo(id);
        content = isFound ? fields.Content : default;
        return isFound;
    }

    private void ReadFields(ReadOnlySpan<byte> record, long prefix)
    {
        Name = EntryNameRules.TryDecode(StoredName, Flags) ?? ZipThrow.NameNotUtf8(RecordOffset, StoredName);
        uint? crc = null;
        bool is64 = false;
        ReadOnlySpan<byte> field64 = default;
        var fields = new ExtraFields(Extra);
        while (fields.MoveNext())
        {
            if (fields.Id == ZipLayout.Extra.UnicodePath)
            {
                Name = EntryNameRules.TryDecodeUnicodePath(fields.Content, StoredName, ref crc, out bool isBroken) ?? Name;
                if (isBroken)
                    ZipThrow.BadArchive(RecordOffset, Name, "its Unicode path field is too short, or not UTF-8");
            }
            else if (fields.Id == ZipLayout.Extra.Zip64 && !is64)
            {
                is64 = true;
                field64 = fields.Content;
            }
        }

        if (fields.IsBroken)
            ZipThrow.BadArchive(RecordOffset, Name, $"its extra field 0x{fields.Id:x4} claims more bytes than there are");

        long compressedLength = BinaryPrimitives.ReadUInt32LittleEndian(record[Central.CompressedLength..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(record[Central.UncompressedLength..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[Central.LocalOffset..]);
        if (is64 && !Zip64.TryResolve(field64, ref length, ref compressedLength, ref offset))
            ZipThrow.BadZip64Field(RecordOffset, Name);
        ushort disk = BinaryPrimitives.ReadUInt16LittleEndian(record[Central.Disk..]);
        if (disk is not (0 or ZipLayout.In64Bits16))
            ZipThrow.Unsupported(RecordOffset, Name, $"it is said to be on disk {disk} of an archive of several, which NpyIO does not read: join them first");

        Length = length;
        CompressedLength = compressedLength;
        HeaderOffset = Math.Min(offset, long.MaxValue - prefix) + prefix;
    }

    private BlockIndex? FindIndex()
    {
        if (Method != ZipLayout.Methods.Deflated
            || !TryFind(ZipLayout.Extra.BlockIndex, out ReadOnlySpan<byte> field)
            || BlockIndex.TryParse(field, Length, CompressedLength) is not { } index)
        {
            return null;
        }

        ReadOnlySpan<(uint DeflatedLength, uint Crc)> entries = index.Entries;
        uint crc = entries[0].Crc;
        for (int i = 1; i < entries.Length; i++)
        {
            long before = index.HeadLength + (i - 1) * index.BlockLength;
            crc = Crc32Combination.Combine(crc, entries[i].Crc, Math.Min(index.BlockLength, Length - before));
        }

        return crc == Crc ? index : null;
    }
}
