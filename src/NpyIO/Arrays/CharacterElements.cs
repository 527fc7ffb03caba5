using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

/// <summary>Elements of <c>U1</c> as <see cref="char"/>: one code unit, which may be half of a pair; the empty text is NUL, as NumPy stores it.</summary>
internal static class CharacterElements
{
    internal static char Read(ref byte source, DType dtype, ReadOnlySpan<long> index)
    {
        uint codePoint = ElementReader.ReadPlain<uint>(ref source, !dtype.IsNative);
        return codePoint <= char.MaxValue ? (char)codePoint : ArrayThrow.NotOneCharacter(codePoint, index);
    }

    internal static void Write(char value, ref byte destination, DType dtype) => ElementWriter.WritePlain<uint>(value, ref destination, !dtype.IsNative);

    /// <summary>Reads native code points, and returns how many; if not all, the next one does not fit into one char.</summary>
    internal static int Read(ReadOnlySpan<byte> source, Span<char> values)
    {
        ReadOnlySpan<uint> codePoints = MemoryMarshal.Cast<byte, uint>(source);
        for (int i = 0; i < values.Length; i++)
        {
            if (codePoints[i] > char.MaxValue)
                return i;
            values[i] = (char)codePoints[i];
        }

        return values.Length;
    }

    /// <summary>In C order.</summary>
    internal static void ReadAll(NdArray source, Span<char> values)
    {
        var places = new PlaceEnumerator(source.Layout);
        for (int i = 0; places.MoveNext(); i++)
        {
            uint codePoint = ElementReader.ReadPlain<uint>(ref source.Memory.At(places.Current), !source.DType.IsNative);
            values[i] = codePoint <= char.MaxValue ? (char)codePoint : ArrayThrow.NotOneCharacter(codePoint, source.Layout.IndexAt(i));
        }

        GC.KeepAlive(source);
    }
}
