using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>Block size for verifying a mapped entry, in bytes.</summary>
    internal static readonly Threshold VerifiedLength = new(8 << 20);

    /// <summary>Whether the entry is in a file or in memory, and not compressed.</summary>
    internal bool CanMap => IsStored && (_file.Zip.Bytes is MemorySource || Length == 0 || _file.Zip.Bytes.File is not null);

    /// <summary>Compares the local header with the directory, reads the array's header, and checks its claim against the lengths of the entry and the file. For an archive in memory it is a view of that.</summary>
    internal MappedArray Map(MapAccess access = MapAccess.Read, NpyReadOptions? options = null)
    {
        options ??= _file.Options;
        ZipReader zip = _file.Zip;
        if (!IsStored)
            NpzThrow.CannotMapCompressed(FullName);
        if (access == MapAccess.ReadWrite || (access == MapAccess.CopyOnWrite && zip.Bytes is MemorySource))
            NpzThrow.CannotMapForWriting(FullName, access);
        ArrayMemory? memory = null;
        try
        {
            using (zip.ReadHead(_entry, isWhole: false))
                memory = MapData(zip.Bytes, access);

            NpyHeader header = NpyHeader.Parse(MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)Math.Min(Length, int.MaxValue)), options.MaxHeaderSize);
            if (header.DType.HasObject)
                CodingThrow.PythonObjects(header.DType);
            PayloadReader.CheckLength(Length, header, options.Strict);
            var array = new MappedArray(header, memory, access, _file.Path, CheckData(memory));
            memory = null;
            return array;
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
        finally
        {
            (memory as IDisposable)?.Dispose();
        }
    }

    /// <summary>The local header must have been checked before.</summary>
    private ArrayMemory MapData(PayloadSource archive, MapAccess access) => archive switch
    {
        MemorySource source => BufferMemory.Of(source.Content.Slice((int)_entry.DataOffset, (int)Length)),
        _ when Length == 0 => ArrayMemory.Allocate<byte>(0),
        FileSource { File: { } file } => MapFile(file, 0, access),
        SeekableSource { File: { } file } source => MapFile(file, source.Start, access),
        _ => NpzThrow.CannotMapStream(FullName),
    };

    private MappedMemory MapFile(SafeFileHandle file, long archiveStart, MapAccess access)
    {
        long offset = archiveStart + _entry.DataOffset;
        // The file may have been truncated since the archive was opened.
        long fileLength = RandomAccess.GetLength(file);
        if (fileLength - offset < Length)
            ZipThrow.EntryEndsEarly(FullName, fileLength - archiveStart);
        return MappedMemory.Open(file, _file.Path, offset, Length, access);
    }

    private Action<CancellationToken> CheckData(ArrayMemory memory) => cancellationToken =>
    {
        var crc = new Crc32();
        for (long at = 0; at < Length; at += VerifiedLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            crc.Append(MemoryMarshal.CreateReadOnlySpan(ref memory.At(at), (int)Math.Min(VerifiedLength, Length - at)));
        }

        GC.KeepAlive(memory);
        if (crc.GetCurrentHashAsUInt32() is var found && found != _entry.Crc)
            ZipThrow.BadChecksum(_entry, found);
    };
}
