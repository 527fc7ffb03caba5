using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>Writes the Python objects that are elements of an array, in which they stand as numbers of a table.</summary>
/// <param name="style">How objects are written.</param>
/// <param name="items">The array.</param>
internal sealed class ObjectWriter(ValueStyle style, ItemBytes items) : ValueWriter
{
    /// <inheritdoc/>
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteObject(items.ObjectAt(BitConverter.ToInt64(item)), output);
}
