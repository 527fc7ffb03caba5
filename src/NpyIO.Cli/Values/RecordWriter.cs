using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes records with their field names, without titles and padding.</summary>
internal sealed class RecordWriter : ValueWriter
{
    private readonly Part[] _parts;

    internal RecordWriter(DType dtype, ValueStyle style, ItemBytes items, int depth)
    {
        _parts = new Part[dtype.Fields.Count];
        for (int i = 0; i < _parts.Length; i++)
        {
            Field field = dtype.Fields[i];
            _parts[i] = new Part(style.FieldName(field.Name), checked((int)field.Offset), field.DType.ItemSize, ValueWriters.Create(field.DType, style, items, depth));
        }
    }

    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        output.Write((byte)'{');
        for (int i = 0; i < _parts.Length; i++)
        {
            Part part = _parts[i];
            if (i > 0)
                output.Write((byte)',');
            output.Write(part.Name);
            part.Writer.Write(item.Slice(part.Offset, part.Size), output);
        }
        output.Write((byte)'}');
    }

    /// <summary>A field: its name with the separator before the value, and its offset and size in bytes.</summary>
    private readonly record struct Part(byte[] Name, int Offset, int Size, ValueWriter Writer);
}
