using System.Text;

namespace NpyIO.Arrays.Printing;

/// <summary>Writes records as tuples: NumPy's <c>StructuredVoidFormat</c>.</summary>
internal sealed class RecordFormat : ElementFormat
{
    private readonly (long Offset, ElementFormat Format)[] _fields;

    internal RecordFormat(ShownElements elements, PrintState state)
    {
        ReadOnlySpan<Field> fields = elements.DType.FieldSpan;
        _fields = new (long, ElementFormat)[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            ElementFormat format = Create(elements.Field(fields[i]), state);
            _fields[i] = (fields[i].Offset, fields[i].DType.Base is null ? format : new SubArrayFormat(fields[i].DType, format, state.Options));
        }
    }

    internal override void Append(StringBuilder text, long offset)
    {
        text.Append('(');
        for (int i = 0; i < _fields.Length; i++)
        {
            text.Append(i > 0 ? ", " : "");
            _fields[i].Format.Append(text, offset + _fields[i].Offset);
        }

        text.Append(_fields.Length == 1 ? ",)" : ")");
    }
}

/// <summary>Writes sub-arrays as lists in one line: NumPy's <c>SubArrayFormat</c>.</summary>
internal sealed class SubArrayFormat : ElementFormat
{
    private readonly ElementFormat _element;
    private readonly ShownAxis[] _axes;
    private readonly long[] _strides;

    internal SubArrayFormat(DType dtype, ElementFormat element, PrintOptions options)
    {
        // A sub-array of sub-arrays is one with the axes of both.
        List<long> shape = [];
        for (; dtype.Base is { } inner; dtype = inner)
            shape.AddRange(dtype.Shape);
        _element = element;
        _strides = ArrayLayout.ContiguousStrides([.. shape], dtype.ItemSize, Order.C);
        _axes = ShownAxis.Of([.. shape], options, ShownElements.ValuesIn(dtype, options));
    }

    internal override void Append(StringBuilder text, long offset) => Append(text, offset, 0);

    private void Append(StringBuilder text, long offset, int axis)
    {
        if (axis == _axes.Length)
        {
            _element.Append(text, offset);
            return;
        }

        text.Append('[');
        ShownAxis shown = _axes[axis];
        for (long i = 0; i < shown.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            if (i == shown.Head && shown.HasGap)
                text.Append("..., ");
            Append(text, offset + shown.IndexOf(i) * _strides[axis], axis + 1);
        }

        text.Append(shown.HasGap && shown.Tail == 0 ? ", ...]" : "]");
    }
}
