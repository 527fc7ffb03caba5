using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>Writes Python objects that are elements of an array; the item is the object's number in a table.</summary>
internal sealed class ObjectWriter(ValueStyle style, ItemBytes items) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteObject(items.ObjectAt(BitConverter.ToInt64(item)), output);
}
