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
    /// <summary>What of a mapped entry is checked at once, in bytes.</summary>
    internal static readonly Threshold VerifiedLength = new(8 << 20);

    /// <summary>
    /// Maps the array where it lies in the file, without reading or copying its data: <c>np.load(…, mmap_mode='r')</c>, which NumPy ignores for archives. Read-only, in the file's order and
    /// byte order. Of an archive opened from memory it is a view of that memory.
    /// </summary>
    /// <remarks>
    /// The local header is compared with the directory, the array's header read, and its claim compared with the entry's and the file's length; the CRC is compared by
    /// <see cref="MappedArray.Verify"/> only. The array's bytes lie where the archive has them, so that elements need not be aligned. The mapping is independent of this archive and lasts until it
    /// is disposed of; of memory, as long as that does.
    /// </remarks>
    /// <returns>The array, to be disposed of.</returns>
    /// <exception cref="InvalidOperationException">The entry is compressed, or the archive was opened from a stream that is no file: <see cref="Load(NpyReadOptions?)"/> reads it.</exception>
    /// <exception cref="NpyFormatException">The entry is no array that can be mapped, or is not there as the archive says: what and where, with <see cref="NpyFormatException.EntryName"/>.</exception>
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
            {
                memory = MapData(zip.Bytes);
            }

            NpyHeader header = NpyHeader.Parse(MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)Math.Min(Length, int.MaxValue)), _file.Options.MaxHeaderSize);
            if (header.DType.HasObject)
                CodingThrow.PythonObjects(header.DType);
            PayloadReader.CheckLength(Length, header.DataOffset, header, header.NBytes, _file.Options.Reading);
            var array = new MappedArray(header, memory, CheckData(memory));
            memory = null;
            return array;
        }
        catch (NpyFormatException e) when (!e.IsNotOf(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
        finally
        {
            (memory as IDisposable)?.Dispose();
        }
    }

    /// <summary>The entry's data, which the local header has been found to be before.</summary>
    private ArrayMemory MapData(PayloadSource archive) => archive switch
    {
        MemorySource source => BufferMemory.Of(source.Content.Slice((int)_entry.DataOffset, (int)Length)),
        _ when Length == 0 => ArrayMemory.Allocate<byte>(0),
        FileSource { File: { } file } => MapFile(file, 0),
        SeekableSource { File: { } file } source => MapFile(file, source.Start),
        _ => NpzThrow.CannotMapStream(FullName),
    };

    /// <summary>The directory has been compared with the file's length when the archive was opened; what is mapped has to be there now.</summary>
    private MappedMemory MapFile(SafeFileHandle file, long archiveStart)
    {
        long offset = archiveStart + _entry.DataOffset;
        long fileLength = RandomAccess.GetLength(file);
        if (fileLength - offset < Length)
            ZipThrow.EntryEndsEarly(FullName, fileLength - archiveStart);
        return MappedMemory.Open(file, offset, Length);
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
