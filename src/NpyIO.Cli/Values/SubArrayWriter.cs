using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes sub-arrays as nested lists.</summary>
internal sealed class SubArrayWriter : ValueWriter
{
    private readonly long[] _shape;
    private readonly ValueWriter _element;
    private readonly ValueStyle _style;

    internal SubArrayWriter(DType dtype, ValueStyle style, ItemBytes items, int depth)
    {
        _shape = dtype.Shape.ToArray();
        _element = ValueWriters.Create(dtype.Base!, style, items, depth);
        _style = style;
    }

    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => WriteAxis(0, item, output);

    private void WriteAxis(int axis, ReadOnlySpan<byte> bytes, Utf8Writer output)
    {
        if (axis == _shape.Length)
        {
            _element.Write(bytes, output);
            return;
        }
        long count = _shape[axis];
        int size = count == 0 ? 0 : (int)(bytes.Length / count);
        int edge = _style.ListEdge;
        output.Write((byte)'[');
        for (long i = 0; i < count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            if (i == edge && count > 2 * edge)
            {
                output.Write("...,"u8);
                i = count - edge;
            }
            WriteAxis(axis + 1, bytes.Slice((int)(i * size), size), output);
        }
        output.Write((byte)']');
    }
}
