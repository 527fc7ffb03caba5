using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;

namespace NpyIO.IO;

/// <summary>
/// Part of a file, mapped through the system's page cache. It outlives the handle it was made from. Only <see cref="Dispose"/> gives the file up, never the garbage collector, which does
/// not see spans over it.
/// </summary>
/// <param name="start">The address of the first byte.</param>
/// <param name="length">In bytes.</param>
/// <param name="access">What may be done with the bytes.</param>
internal abstract unsafe class MappedMemory(nint start, long length, MapAccess access) : ArrayMemory, IDisposable
{
    // 0 after Dispose, so that one field is both the address and the flag that every access checks.
    private nint _start = start;

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

    internal override long Length => length;

    internal override bool IsReadOnly => access == MapAccess.Read;

    // Not this object, because callers could dispose of it.
    internal override object Owner { get; } = new();

    /// <summary>
    /// The caller must check offset and length (in bytes, at least 1) against the file's length: reading a part that disappears later ends the process. The handle must allow reading, and
    /// writing for <see cref="MapAccess.ReadWrite"/>. The path is for messages.
    /// </summary>
    internal static MappedMemory Open(SafeFileHandle file, string? path, long offset, long length, MapAccess access = MapAccess.Read)
    {
        MappedMemory memory = OperatingSystem.IsLinux() ? LinuxMappedMemory.Map(file, path, offset, length, access) : PortableMappedMemory.Map(file, offset, length, access);
        OpenFiles.Add(memory, file);
        return memory;
    }

    /// <summary>Writes the changed pages that contain these bytes to the disk. Returns 0 or an error number.</summary>
    internal abstract int Flush(long offset, long count);

    /// <summary>Begins to read the pages that contain these bytes; the caller does not wait.</summary>
    internal virtual void Prefetch(long offset, long count)
    {
    }

    /// <summary>Takes the pages that are entirely within these bytes out of the process. Changes to private pages are lost.</summary>
    internal virtual void Release(long offset, long count)
    {
    }

    /// <summary>Every later access to the memory throws. What one that has begun reads, and what spans give, depends on the system.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _start, 0) != 0)
        {
            OpenFiles.Remove(this);
            Close();
        }
    }

    private protected abstract void Close();
}
