using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO.IO;

/// <summary>A caller's pinned buffer to read into.</summary>
internal sealed unsafe class PointerMemory : ArrayMemory
{
    private readonly byte* _start;

    /// <summary>Wraps bytes at an address; the caller keeps them pinned while this is in use.</summary>
    internal PointerMemory(void* start, long length)
    {
        _start = (byte*)start;
        Length = length;
    }

    internal override ref byte Origin => ref Unsafe.AsRef<byte>(_start);

    internal override long Length { get; }

    internal override bool IsReadOnly => false;
}
