using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO.IO;

/// <summary>A caller's buffer while it is pinned, to be read into.</summary>
internal sealed unsafe class PointerMemory : ArrayMemory
{
    private readonly byte* _start;

    /// <summary>The bytes at an address. Whoever creates this keeps them pinned for as long as it is in use.</summary>
    internal PointerMemory(void* start, long length)
    {
        _start = (byte*)start;
        Length = length;
    }

    internal override ref byte Origin => ref Unsafe.AsRef<byte>(_start);

    internal override long Length { get; }

    internal override bool IsReadOnly => false;
}
