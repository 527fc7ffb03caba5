using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>64 bytes: the element type of the single array used if a <c>T[]</c> would be too long.</summary>
[InlineArray(Size)]
internal struct Block64
{
    /// <summary>The size, in bytes.</summary>
    internal const int Size = 64;

    private byte _first;
}
