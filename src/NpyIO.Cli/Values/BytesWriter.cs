using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes S: bytes without trailing zeros.</summary>
internal sealed class BytesWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteBytes(item.TrimEnd((byte)0), output);
}
