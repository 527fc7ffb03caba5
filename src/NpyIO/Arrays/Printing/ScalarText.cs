using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Arrays.Printing;

/// <summary>Single elements as NumPy writes its scalars: <c>str</c> of an array without axes, and <c>repr</c> in Python objects. The arrays have no axes.</summary>
internal static class ScalarText
{
    /// <summary><c>str(scalar)</c>: no quotes, and floats with all their digits.</summary>
    internal static string Str(NdArray scalar, PrintState state)
    {
        var text = new StringBuilder();
        AppendStr(text, scalar, state);
        return text.ToString();
    }

    /// <summary><c>repr(scalar)</c>: <c>np.float32(1.5)</c>.</summary>
    internal static string Repr(NdArray scalar, PrintState state)
    {
        var text = new StringBuilder();
        AppendRepr(text, scalar, state);
        return text.ToString();
    }

    private static void AppendStr(StringBuilder text, NdArray scalar, PrintState state)
    {
        DType dtype = scalar.DType;
        ref byte source = ref scalar.Memory.At(scalar.Layout.Offset);
        switch (dtype.Kind)
        {
            case DTypeKind.Float:
                AppendFloat(text, ref source, dtype);
                break;
            case DTypeKind.Complex:
                AppendComplex(text, ref source, dtype, "(", ")");
                break;
            case DTypeKind.String:
                AppendRaw(text, TextFormat.CodePoints(ref source, dtype));
                break;
            case DTypeKind.Datetime:
                text.Append(scalar.Get<Datetime64>().ToString());
                break;
            case DTypeKind.Timedelta:
                AppendTimedelta(text, scalar.Get<Timedelta64>());
                break;
            case DTypeKind.Bytes:
                // As NumPy, which takes its bytes for Python's.
                AppendRepr(text, scalar, state);
                break;
            case DTypeKind.VariableString or DTypeKind.Object:
                state.Objects.AppendStr(text, ReadObject(scalar.Memory, scalar.Layout.Offset, dtype));
                break;
            default:
                ElementFormat.Create(ShownElements.Of(scalar, [], state.Options), state with { HasPlainFloats = true }).Append(text, scalar.Layout.Offset);
                break;
        }
    }

    private static void AppendRepr(StringBuilder text, NdArray scalar, PrintState state)
    {
        DType dtype = scalar.DType;
        ref byte source = ref scalar.Memory.At(scalar.Layout.Offset);
        switch (dtype.Kind)
        {
            case DTypeKind.Boolean:
                text.Append(source == 0 ? "np.False_" : "np.True_");
                break;
            case DTypeKind.Float when dtype.ItemSize == 16:
                AppendFloat(text.Append("np.longdouble('"), ref source, dtype);
                text.Append("')");
                break;
            case DTypeKind.Complex:
                bool isLong = dtype.ItemSize == 32;
                AppendComplex(text.Append(isLong ? "np.clongdouble('" : $"np.{dtype.Name}("), ref source, dtype, "", "");
                text.Append(isLong ? "')" : ")");
                break;
            case DTypeKind.String:
                PythonText.AppendQuoted(text.Append("np.str_("), TextFormat.CodePoints(ref source, dtype)).Append(')');
                break;
            case DTypeKind.Bytes:
                PythonText.AppendQuoted(text.Append("np.bytes_("), scalar.Get<byte[]>()).Append(')');
                break;
            case DTypeKind.Datetime:
                AppendRepr(text, scalar.Get<Datetime64>());
                break;
            case DTypeKind.Timedelta:
                AppendRepr(text, scalar.Get<Timedelta64>());
                break;
            case DTypeKind.Void:
                AppendStr(text.Append("np.void("), scalar, state);
                text.Append(dtype.IsStruct ? $", dtype={dtype})" : ")");
                break;
            default:
                AppendStr(text.Append("np.").Append(dtype.Name).Append('('), scalar, state);
                text.Append(')');
                break;
        }
    }

    internal static void AppendRepr(StringBuilder text, Datetime64 moment)
    {
        text.Append("np.datetime64('").Append(moment.ToString());
        // NumPy leaves out a unit that the text implies.
        bool isImplied = !moment.IsNaT && (moment.Unit == DatetimeUnit.Generic || (moment.Multiple == 1 && moment.Unit != DatetimeUnit.Hour));
        text.Append(isImplied ? "')" : $"','{UnitOf(moment.Unit, moment.Multiple)}')");
    }

    internal static void AppendRepr(StringBuilder text, Timedelta64 span)
    {
        text.Append("np.timedelta64(").Append(span.IsNaT ? "'NaT'" : span.Value.ToString(CultureInfo.InvariantCulture));
        text.Append(span.Unit == DatetimeUnit.Generic ? ")" : $",'{UnitOf(span.Unit, span.Multiple)}')");
    }

    internal static void AppendTimedelta(StringBuilder text, Timedelta64 span)
    {
        text.Append(span.IsNaT ? "NaT" : unchecked(span.Value * span.Multiple).ToString(CultureInfo.InvariantCulture));
        if (!span.IsNaT)
            text.Append(' ').Append(span.Unit == DatetimeUnit.Generic ? "generic time unit" : span.Unit.ToString().ToLowerInvariant()).Append('s');
    }

    internal static void AppendFloat(StringBuilder text, ref byte source, DType dtype) => AppendFloat(text, ref source, dtype.ItemSize, !dtype.IsNative, ".0");

    /// <inheritdoc cref="DecimalText.AppendFloat"/>
    internal static StringBuilder AppendFloat(StringBuilder text, double value, string zero = ".0") => DecimalText.AppendFloat(text, value, zero);

    /// <summary>Python's <c>repr</c> of a complex number.</summary>
    internal static void AppendComplex(StringBuilder text, Complex number) => AppendComplex(text, ref Unsafe.As<Complex, byte>(ref number), DType.Complex128, "(", ")");

    /// <summary>The value of a missing text is what its dtype says.</summary>
    internal static object? ReadObject(ArrayMemory memory, long offset, DType dtype) =>
        ObjectElements.Read(memory, offset, dtype) is var value && value is null && dtype.Kind == DTypeKind.VariableString ? dtype.NaObject : value;

    private static void AppendFloat(StringBuilder text, ref byte source, int size, bool isSwapped, string zero)
    {
        switch (size)
        {
            case 2:
                Half half = ElementReader.ReadPlain<Half>(ref source, isSwapped);
                DecimalText.AppendScalar(text, RealNumber.Of(half), DecimalText.IsPositional((double)half, 1e3), zero);
                break;
            case 4:
                float single = ElementReader.ReadPlain<float>(ref source, isSwapped);
                DecimalText.AppendScalar(text, RealNumber.Of(single), DecimalText.IsPositional(single, 1e6), zero);
                break;
            case 8:
                AppendFloat(text, ElementReader.ReadPlain<double>(ref source, isSwapped), zero);
                break;
            default:
                LongDouble number = ElementReader.ReadPlain<LongDouble>(ref source, isSwapped);
                DecimalText.AppendScalar(text, RealNumber.Of(number), LongDouble.IsPositional(number), zero);
                break;
        }
    }

    /// <summary>A number with a real part is in parentheses.</summary>
    private static void AppendComplex(StringBuilder text, ref byte source, DType dtype, string open, string close)
    {
        int half = dtype.ItemSize / 2;
        FloatType type = FloatType.Of(dtype);
        RealNumber real = type.Read(ref source);
        ref byte imaginary = ref Unsafe.Add(ref source, half);
        RealNumber second = type.Read(ref imaginary);
        bool hasReal = !real.IsZero || real.IsNegative;
        if (hasReal)
        {
            AppendFloat(text.Append(open), ref source, half, !dtype.IsNative, "");
            text.Append(second.IsNegative && !second.IsNaN ? "" : "+");
        }

        AppendFloat(text, ref imaginary, half, !dtype.IsNative, "");
        text.Append('j').Append(hasReal ? close : "");
    }

    private static string UnitOf(DatetimeUnit unit, int multiple) => multiple == 1 ? DatetimeUnits.Name(unit) : $"{multiple}{DatetimeUnits.Name(unit)}";

    /// <summary>Without quotes and escapes, except for numbers that are not code points.</summary>
    private static void AppendRaw(StringBuilder text, ReadOnlySpan<uint> codePoints)
    {
        foreach (uint codePoint in codePoints)
        {
            if (codePoint <= char.MaxValue)
                text.Append((char)codePoint);
            else if (Rune.IsValid(codePoint))
                text.Append(char.ConvertFromUtf32((int)codePoint));
            else
                text.Append(CultureInfo.InvariantCulture, $"\\U{codePoint:x8}");
        }
    }
}
