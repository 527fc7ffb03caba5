using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;

namespace NpyIO.IO;

/// <summary>
/// Part of a file, mapped through the system's page cache. It outlives the handle it was made from and is unmapped only by <see cref="Dispose"/>, never by the garbage collector: the
/// collector does not see spans over it, and reading unmapped memory ends the process.
/// </summary>
internal sealed unsafe class MappedMemory : ArrayMemory, IDisposable
{
    private readonly MemoryMappedViewAccessor _view;

    // The first byte; 0 after Dispose. The count of AcquirePointer keeps the view mapped until ReleasePointer, whatever the finalizers do.
    private nint _start;

    private MappedMemory(MemoryMappedViewAccessor view, long length)
    {
        byte* page = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref page);
        _view = view;
        _start = (nint)(page + view.PointerOffset);
        Length = length;
    }

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

    // Not this object, because callers could dispose of it.
    internal override object Owner { get; } = new();

    /// <summary>The caller must check offset and length (in bytes, at least 1) against the file's length: reading a part that disappears later ends the process.</summary>
    internal static MappedMemory Open(SafeFileHandle file, long offset, long length)
    {
        using var mapping = MemoryMappedFile.CreateFromFile(file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var memory = new MappedMemory(mapping.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read), length);
        OpenFiles.Add(memory, file);
        return memory;
    }

    /// <summary>Nothing obtained from the memory may be in use.</summary>
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
