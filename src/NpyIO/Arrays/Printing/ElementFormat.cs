using System.Globalization;
using System.Text;

namespace NpyIO.Arrays.Printing;

/// <summary>Writes single elements, so that all that are printed align: NumPy's <c>_get_format_function</c>.</summary>
internal abstract class ElementFormat
{
    /// <summary>Appends the element at an offset in the memory, in bytes.</summary>
    internal abstract void Append(StringBuilder text, long offset);

    internal static ElementFormat Create(ShownElements elements, PrintState state)
    {
        DType dtype = elements.DType;
        return dtype.Kind switch
        {
            DTypeKind.Boolean => new BooleanFormat(elements),
            DTypeKind.SignedInteger or DTypeKind.UnsignedInteger => new IntegerFormat(elements),
            DTypeKind.Float when state.HasPlainFloats => new PlainFloatFormat(elements),
            DTypeKind.Float => new FloatFormat(elements, 0, state.Options),
            DTypeKind.Complex => new ComplexFormat(elements, state.Options),
            DTypeKind.Bytes => new BytesFormat(elements),
            DTypeKind.String => new TextFormat(elements),
            DTypeKind.VariableString => new VariableTextFormat(elements, state),
            DTypeKind.Datetime => new DatetimeFormat(elements),
            DTypeKind.Timedelta => new TimedeltaFormat(elements),
            DTypeKind.Object => new ObjectFormat(elements, state),
            _ when dtype.IsStruct => new RecordFormat(elements, state),
            _ => new VoidFormat(elements),
        };
    }
}

/// <summary>Writes <c>True</c> and <c>False</c> in equal width.</summary>
internal sealed class BooleanFormat(ShownElements elements) : ElementFormat
{
    internal override void Append(StringBuilder text, long offset) =>
        text.Append(elements.Memory.At(offset) == 0 ? "False" : elements.IsScalar ? "True" : " True");
}

/// <summary>Aligns short texts to the right, at the width of the longest one that is printed.</summary>
internal abstract class AlignedFormat(ShownElements elements) : ElementFormat
{
    private int _width = -1;

    protected ShownElements Elements => elements;

    internal override void Append(StringBuilder text, long offset)
    {
        if (_width < 0)
            _width = elements.Offsets().Max(place => TextOf(place).Length);
        string value = TextOf(offset);
        text.Append(' ', _width - value.Length).Append(value);
    }

    protected abstract string TextOf(long offset);

    protected long Count(long offset) => ElementReader.ReadPlain<long>(ref elements.Memory.At(offset), !elements.DType.IsNative);
}

/// <summary>Writes integers.</summary>
internal sealed class IntegerFormat(ShownElements elements) : AlignedFormat(elements)
{
    protected override string TextOf(long offset) =>
        ((IFormattable)ElementReader.ReadValue(ref Elements.Memory.At(offset), Elements.DType)).ToString(null, CultureInfo.InvariantCulture);
}

/// <summary>Writes dates as ISO 8601, in quotes.</summary>
internal sealed class DatetimeFormat(ShownElements elements) : AlignedFormat(elements)
{
    protected override string TextOf(long offset) => $"'{new Datetime64(Count(offset), Elements.DType.Unit, Elements.DType.UnitMultiple)}'";
}

/// <summary>Writes time spans as counts.</summary>
internal sealed class TimedeltaFormat(ShownElements elements) : AlignedFormat(elements)
{
    protected override string TextOf(long offset) => Count(offset) is var count && count == Timedelta64.NaTValue ? "'NaT'" : count.ToString(CultureInfo.InvariantCulture);
}
