using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes S: bytes without the zeros at their end.</summary>
internal sealed class BytesWriter(ValueStyle style) : ValueWriter
{
    /// <inheritdoc/>
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteBytes(item.TrimEnd((byte)0), output);
}
