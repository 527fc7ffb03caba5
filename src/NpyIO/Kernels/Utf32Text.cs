using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NpyIO.Kernels;

/// <summary>UTF-32 text as NumPy stores it: any code points, including lone surrogates, padded with NULs.</summary>
internal static class Utf32Text
{
    /// <summary>In code points.</summary>
    private const int StackLength = 256;

    private const uint LastOfOneChar = 0xFFFF;
    private const uint LastCodePoint = 0x10FFFF;

    /// <summary>Without trailing NULs. Returns false if a number is not a code point.</summary>
    [SkipLocalsInit]
    internal static bool TryToString(ReadOnlySpan<uint> codePoints, [NotNullWhen(true)] out string? text)
    {
        codePoints = codePoints[..(codePoints.LastIndexOfAnyExcept(0u) + 1)];
        Span<char> chars = codePoints.Length <= StackLength ? stackalloc char[StackLength] : new char[codePoints.Length];
        chars = chars[..codePoints.Length];
        text = TryNarrow(codePoints, chars) ? new string(chars) : WithSurrogates(codePoints);
        return text is not null;
    }

    /// <summary>Returns false if a unit needs two chars.</summary>
    private static bool TryNarrow(ReadOnlySpan<uint> codePoints, Span<char> chars)
    {
        ref uint from = ref MemoryMarshal.GetReference(codePoints);
        ref ushort to = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(chars));
        int i = 0;
        uint all = 0;
        if (codePoints.Length >= Vector128<ushort>.Count)
        {
            Vector128<uint> seen = Vector128<uint>.Zero;
            int last = codePoints.Length - Vector128<ushort>.Count;
            while (true)
            {
                Vector128<uint> low = Vector128.LoadUnsafe(ref from, (nuint)i);
                Vector128<uint> high = Vector128.LoadUnsafe(ref from, (nuint)(i + Vector128<uint>.Count));
                seen |= low | high;
                Vector128.Narrow(low, high).StoreUnsafe(ref to, (nuint)i);
                if (i == last)
                    break;

                // The last step overlaps the previous one, so that nothing remains.
                i = Math.Min(i + Vector128<ushort>.Count, last);
            }

            return Vector128.LessThanOrEqualAll(seen, Vector128.Create(LastOfOneChar));
        }

        for (; i < codePoints.Length; i++)
        {
            all |= codePoints[i];
            chars[i] = (char)codePoints[i];
        }

        return all <= LastOfOneChar;
    }

    private static string? WithSurrogates(ReadOnlySpan<uint> codePoints)
    {
        var chars = new char[2 * (long)codePoints.Length];
        int length = 0;
        foreach (uint codePoint in codePoints)
        {
            if (codePoint <= LastOfOneChar)
            {
                chars[length++] = (char)codePoint;
                continue;
            }

            if (codePoint > LastCodePoint)
                return null;
            chars[length++] = (char)(0xD800 + ((codePoint - 0x10000) >> 10));
            chars[length++] = (char)(0xDC00 + ((codePoint - 0x10000) & 0x3FF));
        }

        return new string(chars, 0, length);
    }
}
