using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>A mapping on Windows, macOS and other systems. Nothing obtained from it may be in use when it is disposed of.</summary>
internal sealed class PortableMappedMemory : MappedMemory
{
    // The count of AcquirePointer keeps the view mapped until ReleasePointer, whatever the finalizers do.
    private readonly MemoryMappedViewAccessor _view;

    private PortableMappedMemory(MemoryMappedViewAccessor view, nint start, long length, MapAccess access)
        : base(start, length, access) => _view = view;

    internal static unsafe PortableMappedMemory Map(SafeFileHandle file, long offset, long length, MapAccess access)
    {
        MemoryMappedFileAccess mapped = access switch
        {
            MapAccess.Read => MemoryMappedFileAccess.Read,
            MapAccess.ReadWrite => MemoryMappedFileAccess.ReadWrite,
            _ => MemoryMappedFileAccess.CopyOnWrite,
        };
        // The private copies belong to the view; the file itself is only read.
        MemoryMappedFileAccess ofFile = access == MapAccess.ReadWrite ? mapped : MemoryMappedFileAccess.Read;
        using var mapping = MemoryMappedFile.CreateFromFile(file, mapName: null, capacity: 0, ofFile, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = mapping.CreateViewAccessor(offset, length, mapped);
        byte* page = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref page);
        return new PortableMappedMemory(view, (nint)(page + view.PointerOffset), length, access);
    }

    // .NET flushes whole views only, and throws on an error.
    internal override int Flush(long offset, long count)
    {
        _view.Flush();
        return 0;
    }

    private protected override void Close()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }
}
