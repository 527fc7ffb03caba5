using NumSharp;

namespace NpyIO;

/// <summary>
/// Converts NumSharp's <see cref="char"/> elements (two bytes, UTF-16) to and from NumPy's <c>U1</c> (four bytes, a code point) by copying, as NumSharp's own <c>np.load</c> and
/// <c>np.save</c> do.
/// </summary>
internal static class NumSharpChars
{
    /// <summary>Returns whether the dtype is <c>U1</c>.</summary>
    internal static bool IsChar(DType dtype) => dtype is { Kind: DTypeKind.String, ItemSize: sizeof(uint) };

    /// <summary>Converts an array of UTF-16 units, as numbers, to <c>U1</c>.</summary>
    internal static NdArray ToText(NdArray units)
    {
        ushort[] source = units.ToArray<ushort>();
        var codePoints = new uint[source.Length];
        for (int i = 0; i < source.Length; i++)
        {
            Check(source[i], i);
            codePoints[i] = source[i];
        }

        return NdArray.FromArray(codePoints).View(DType.Parse("U1")).Reshape(units.Shape);
    }

    /// <summary>Converts <c>U1</c> to NumSharp's <see cref="char"/> elements.</summary>
    internal static NDArray ToNumSharp(NdArray text)
    {
        uint[] codePoints = text.View(DType.Of<uint>().WithByteOrder(text.DType.ByteOrder)).ToArray<uint>();
        var chars = new char[codePoints.Length];
        for (int i = 0; i < codePoints.Length; i++)
        {
            Check(codePoints[i], i);
            chars[i] = (char)codePoints[i];
        }

        return new NDArray(chars, new Shape(text.Shape.ToArray()));
    }

    private static void Check(uint codePoint, long index)
    {
        if (codePoint > char.MaxValue || char.IsSurrogate((char)codePoint))
            NumSharpThrow.NotOneUnit(codePoint, index);
    }
}
