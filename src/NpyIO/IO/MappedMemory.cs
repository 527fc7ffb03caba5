using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;

namespace NpyIO.IO;

/// <summary>
/// Part of a file, seen through the system's page cache. It outlives the handle it was made from, and is given back when disposed of, never by the garbage collector: a span over it is
/// nothing that the collector knows, and to read what is not mapped any more ends the process.
/// </summary>
internal sealed unsafe class MappedMemory : ArrayMemory, IDisposable
{
    private readonly MemoryMappedViewAccessor _view;

    // The first byte, 0 once it is gone. What AcquirePointer counts keeps the view mapped until ReleasePointer, finalizers or not.
    private nint _start;

    private MappedMemory(MemoryMappedViewAccessor view, long length)
    {
        byte* page = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref page);
        _view = view;
        _start = (nint)(page + view.PointerOffset);
        Length = length;
    }

    /// <exception cref="ObjectDisposedException">The memory has been given back.</exception>
    internal override ref byte Origin
    {
        get
        {
            nint start = _start;
            if (start == 0)
                FileThrow.MappingClosed();
            return ref Unsafe.AsRef<byte>((void*)start);
        }
    }

    internal override long Length { get; }

    internal override bool IsReadOnly => true;

    /// <summary>Maps part of an open file for reading.</summary>
    /// <param name="file">The file; it may be closed afterwards.</param>
    /// <param name="offset">Where the part begins, in bytes; at any place.</param>
    /// <param name="length">Its length in bytes, at least one. The caller has compared both with the file's length: what is not there cannot be mapped, and what disappears later ends the process when it is touched.</param>
    /// <exception cref="IOException">The file system cannot map the file.</exception>
    internal static MappedMemory Open(SafeFileHandle file, long offset, long length)
    {
        using var mapping = MemoryMappedFile.CreateFromFile(file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var memory = new MappedMemory(mapping.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read), length);
        OpenFiles.Add(memory, file);
        return memory;
    }

    /// <summary>Gives the memory back. Nothing that was obtained from it may be in use.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _start, 0) != 0)
        {
            OpenFiles.Remove(this);
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }
    }
}
