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

    /// <summary>
    /// Maps the array in the file without reading or copying its data: <c>np.load(…, mmap_mode='r')</c>, which NumPy ignores for archives. Read-only, in the file's order and byte order.
    /// For an archive opened from memory it is a view of that memory.
    /// </summary>
    /// <remarks>
    /// Compares the local header with the directory, reads the array's header, and checks its claim against the lengths of the entry and the file; only <see cref="MappedArray.Verify"/> checks
    /// the CRC. Elements need not be aligned, as the archive determines where they begin. The mapping is independent of this archive and lasts until it is disposed; a view of memory is valid
    /// as long as that memory.
    /// </remarks>
    /// <returns>The array; dispose it after use.</returns>
    /// <exception cref="InvalidOperationException">The entry is compressed, or the archive was opened from a stream that is not a file; <see cref="Load(NpyReadOptions?)"/> reads it.</exception>
    /// <exception cref="NpyFormatException">
    /// The entry is not an array that can be mapped, or does not match the archive's claims; the message says what and where, <see cref="NpyFormatException.EntryName"/> which entry.
    /// </exception>
    /// <exception cref="IOException">The file system cannot map the file.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public MappedArray Map()
    {
        ZipReader zip = _file.Zip;
        if (!IsStored)
            NpzThrow.CannotMapCompressed(FullName);
        ArrayMemory? memory = null;
        try
        {
            using (zip.ReadHead(_entry, isWhole: false))
                memory = MapData(zip.Bytes);

            NpyHeader header = NpyHeader.Parse(MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)Math.Min(Length, int.MaxValue)), _file.Options.MaxHeaderSize);
            if (header.DType.HasObject)
                CodingThrow.PythonObjects(header.DType);
            PayloadReader.CheckLength(Length, header, _file.Options.Strict);
            var array = new MappedArray(header, memory, MapAccess.Read, _file.Path, CheckData(memory));
            memory = null;
            return array;
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
        finally
        {
            (memory as IDisposable)?.Dispose();
        }
    }

    /// <summary>The local header must have been checked before.</summary>
    private ArrayMemory MapData(PayloadSource archive) => archive switch
    {
        MemorySource source => BufferMemory.Of(source.Content.Slice((int)_entry.DataOffset, (int)Length)),
        _ when Length == 0 => ArrayMemory.Allocate<byte>(0),
        FileSource { File: { } file } => MapFile(file, 0),
        SeekableSource { File: { } file } source => MapFile(file, source.Start),
        _ => NpzThrow.CannotMapStream(FullName),
    };

    private MappedMemory MapFile(SafeFileHandle file, long archiveStart)
    {
        long offset = archiveStart + _entry.DataOffset;
        // The file may have been truncated since the archive was opened.
        long fileLength = RandomAccess.GetLength(file);
        if (fileLength - offset < Length)
            ZipThrow.EntryEndsEarly(FullName, fileLength - archiveStart);
        return MappedMemory.Open(file, _file.Path, offset, Length);
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
