using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>What CSV and text for people have in common: Python's words for numbers, dates without quotes.</summary>
internal abstract class PlainStyle : ValueStyle
{
    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> True => "True"u8;

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> False => "False"u8;

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> NaN => "nan"u8;

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> Infinity => "inf"u8;

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> NegativeInfinity => "-inf"u8;

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> ComplexOpen => default;

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> ComplexClose => "j"u8;

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> ComplexSeparator(bool minusFollows) => minusFollows ? default : "+"u8;

    /// <inheritdoc/>
    internal override void WriteWord(ReadOnlySpan<byte> word, Utf8Writer output) => output.Write(word);
}
