using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes complex numbers as two reals.</summary>
internal sealed class ComplexWriter(RealWriter real, ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        int half = item.Length / 2;
        output.Write(style.ComplexOpen);
        real.Write(item[..half], output);
        output.Write(style.ComplexSeparator(real.HasMinus(item[half..])));
        real.Write(item[half..], output);
        output.Write(style.ComplexClose);
    }
}
