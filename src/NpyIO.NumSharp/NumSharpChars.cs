using NumSharp;

namespace NpyIO;

/// <summary>Copies NumSharp's <see cref="char"/> elements (UTF-16, two bytes) to NumPy's <c>U1</c> (code points, four bytes) and back, as NumSharp's <c>np.load</c> and <c>np.save</c> do.</summary>
internal static class NumSharpChars
{
    internal static bool IsChar(DType dtype) => dtype is { Kind: DTypeKind.String, ItemSize: sizeof(uint) };

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
