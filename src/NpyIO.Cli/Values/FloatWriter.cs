using System.Numerics;
using System.Runtime.InteropServices;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes f2, f4 and f8: the shortest text that reads back as the same value, in the type's precision or as a double, as the style requires.</summary>
internal sealed class FloatWriter<T>(ValueStyle style) : RealWriter
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        T value = MemoryMarshal.Read<T>(item);
        if (!T.IsFinite(value))
            style.WriteWord(T.IsNaN(value) ? style.NaN : T.IsNegative(value) ? style.NegativeInfinity : style.Infinity, output);
        else if (style.FloatsAsDoubles)
            output.WriteReal(double.CreateChecked(value));
        else
            output.WriteReal(value);
    }

    internal override bool HasMinus(ReadOnlySpan<byte> item)
    {
        T value = MemoryMarshal.Read<T>(item);
        return T.IsNegative(value) && !T.IsNaN(value);
    }
}
