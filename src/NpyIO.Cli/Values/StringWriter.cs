using System.Runtime.InteropServices;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes U: UTF-32 text without trailing zeros.</summary>
internal sealed class StringWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteText(MemoryMarshal.Cast<byte, uint>(item).TrimEnd(0u), output);
}
