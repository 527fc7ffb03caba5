using System.IO.Hashing;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Elements of <c>U</c> as strings, many at a time.</summary>
internal static class TextElements
{
    /// <summary>In bytes of elements, so that lengths fit spans.</summary>
    private const int Piece = 256 << 10;

    /// <summary>How many different texts are remembered.</summary>
    private const int Remembered = 4096;

    /// <summary>In how many texts of a block to look for repeats at least.</summary>
    private const int Sample = 1536;

    /// <summary>
    /// Reads native code points as texts of equal width, and returns how many; if not all, the next one is no text. Where a quarter of them or more are repeats, as names of categories are, those become
    /// one string.
    /// </summary>
    internal static int Read(ReadOnlySpan<byte> source, Span<string> values, int width)
    {
        ReadOnlySpan<uint> codePoints = MemoryMarshal.Cast<byte, uint>(source);
        // The last place of a text with this hash, from 1 on.
        Span<int> places = stackalloc int[Remembered];
        places.Clear();
        int repeats = 0;
        bool looks = width > 0;
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<uint> element = codePoints.Slice(i * width, width);
            if (looks)
            {
                ref int place = ref places[(int)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(element)) % Remembered)];
                int before = place - 1;
                place = i + 1;
                if (before >= 0 && element.SequenceEqual(codePoints.Slice(before * width, width)))
                {
                    values[i] = values[before];
                    repeats++;
                    continue;
                }

                looks = i < Sample || 4 * repeats >= i;
            }

            if (!Utf32Text.TryToString(element, out values[i]!))
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
