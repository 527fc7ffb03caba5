using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>64 bytes: the element of the one array that holds what is too long for a <c>T[]</c>.</summary>
[InlineArray(Size)]
internal struct Block64
{
    /// <summary>The length, in bytes.</summary>
    internal const int Size = 64;

    private byte _first;
}
