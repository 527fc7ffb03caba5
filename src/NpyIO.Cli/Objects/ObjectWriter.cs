using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>Writes the Python objects that are elements of an array, in which they stand as numbers of a table.</summary>
/// <param name="style">How objects are written.</param>
/// <param name="items">The array.</param>
/// <param name="unassigned">What an element is to which nothing has been assigned.</param>
internal sealed class ObjectWriter(ValueStyle style, ItemBytes items, object? unassigned) : ValueWriter
{
    /// <inheritdoc/>
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteObject(items.ObjectAt(BitConverter.ToInt64(item), unassigned), output);
}
