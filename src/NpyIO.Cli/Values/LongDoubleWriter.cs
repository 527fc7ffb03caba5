using System.Runtime.InteropServices;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes f16: x87's 80 bits in their own precision.</summary>
internal sealed class LongDoubleWriter(ValueStyle style) : RealWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        LongDouble value = MemoryMarshal.Read<LongDouble>(item);
        if (LongDouble.IsNaN(value))
            style.WriteWord(style.NaN, output);
        else if (LongDouble.IsInfinity(value))
            style.WriteWord(LongDouble.IsNegative(value) ? style.NegativeInfinity : style.Infinity, output);
        else
            WriteFinite(value.ToString(), output);
    }

    internal override bool HasMinus(ReadOnlySpan<byte> item)
    {
        LongDouble value = MemoryMarshal.Read<LongDouble>(item);
        return LongDouble.IsNegative(value) && !LongDouble.IsNaN(value);
    }

    private static void WriteFinite(string text, Utf8Writer output)
    {
        output.Write(text.AsSpan());
        if (text.AsSpan().IndexOfAny('.', 'E', 'e') < 0)
            output.Write(".0"u8);
    }
}
