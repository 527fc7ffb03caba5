using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Elements of <c>U</c> as strings, many at a time.</summary>
internal static class TextElements
{
    /// <summary>In bytes of elements, so that lengths fit spans.</summary>
    private const int Piece = 256 << 10;

    /// <summary>Reads native code points as texts of equal width, and returns how many; if not all, the next one is no text.</summary>
    internal static int Read(ReadOnlySpan<byte> source, Span<string> values, int width)
    {
        ReadOnlySpan<uint> codePoints = MemoryMarshal.Cast<byte, uint>(source);
        for (int i = 0; i < values.Length; i++)
        {
            if (!Utf32Text.TryToString(codePoints.Slice(i * width, width), out values[i]!))
                return i;
        }

        return values.Length;
    }

    /// <summary>The elements must be C-contiguous and native.</summary>
    internal static void ReadAll(NdArray source, Span<string> values)
    {
        int itemSize = source.DType.ItemSize;
        int piece = Math.Max(Piece / itemSize, 1);
        for (int done = 0; done < values.Length; done += piece)
        {
            int count = Math.Min(piece, values.Length - done);
            ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref source.Memory.At(source.Layout.Offset + (long)done * itemSize), count * itemSize);
            int read = Read(bytes, values.Slice(done, count), itemSize / sizeof(uint));
            // Throws: reading it alone finds out what is wrong with it.
            if (read < count)
                ElementReader.ReadText(ref source.Memory.At(source.Layout.Offset + (long)(done + read) * itemSize), source.DType);
        }

        GC.KeepAlive(source);
    }
}
