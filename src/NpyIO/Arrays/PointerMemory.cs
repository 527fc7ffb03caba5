using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Memory at a fixed address.</summary>
internal sealed unsafe class PointerMemory : ArrayMemory
{
    private readonly byte* _start;
    private readonly object? _owner;

    /// <summary>The memory must stay valid while this object is reachable; without an owner, while the caller uses it.</summary>
    internal PointerMemory(void* start, long length, object? owner = null, bool isReadOnly = false)
    {
        _start = (byte*)start;
        _owner = owner;
        Length = length;
        IsReadOnly = isReadOnly;
    }

    internal override ref byte Origin => ref Unsafe.AsRef<byte>(_start);

    internal override long Length { get; }

    internal override bool IsReadOnly { get; }

    internal override bool HasLoosePadding => HoldsStructs;

    /// <summary>See <see cref="HasLoosePadding"/>.</summary>
    internal bool HoldsStructs { private get; init; }

    internal override object Owner => _owner ?? this;
}
