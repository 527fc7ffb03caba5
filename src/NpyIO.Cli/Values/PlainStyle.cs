using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>The common part of CSV and text for people: Python's words for numbers, dates without quotes.</summary>
internal abstract class PlainStyle : ValueStyle
{
    internal override ReadOnlySpan<byte> True => "True"u8;

    internal override ReadOnlySpan<byte> False => "False"u8;

    internal override ReadOnlySpan<byte> NaN => "nan"u8;

    internal override ReadOnlySpan<byte> Infinity => "inf"u8;

    internal override ReadOnlySpan<byte> NegativeInfinity => "-inf"u8;

    internal override ReadOnlySpan<byte> ComplexOpen => default;

    internal override ReadOnlySpan<byte> ComplexClose => "j"u8;

    internal override ReadOnlySpan<byte> ComplexSeparator(bool minusFollows) => minusFollows ? default : "+"u8;

    internal override void WriteWord(ReadOnlySpan<byte> word, Utf8Writer output) => output.Write(word);
}
