using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Arrays.Printing;

/// <summary>
/// Writes Python objects as Python's <c>repr</c> does. A value inside itself is written as Python writes it (<c>[...]</c>). So that no file decides how long it takes, values that are
/// nested too deeply, and all values after a maximum length, are <c>...</c>.
/// </summary>
internal sealed class PythonRepr
{
    /// <summary>In characters, for the objects of one array.</summary>
    internal const int MaxLength = 1 << 20;

    /// <summary>In characters, for an object on its own, which a debugger may show.</summary>
    internal const int ShortLength = 1000;

    private const int MaxDepth = 100;

    // Python's own limit (sys.get_int_max_str_digits()), beyond which it raises an error: 4300 digits, in bits.
    private const int MaxIntegerBits = 14285;

    private const string Ellipsis = "...";

    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _openStr = new(ReferenceEqualityComparer.Instance);
    private readonly PrintState _state;
    private StringBuilder _text = new();
    private int _start;
    private int _left;

    internal PythonRepr(PrintOptions options, int maxLength = MaxLength)
    {
        _state = new PrintState(options, this);
        _left = maxLength;
    }

    private int Left => _left - (_text.Length - _start);

    /// <summary>The <c>repr</c> of an object on its own, shortened if it is long.</summary>
    internal static string ShortOf(object? value) => Of(value, ShortLength);

    internal static bool IsList(object? value) => value is IList and not (Array or List<byte> or IPythonValue or ITuple);

    /// <summary>Appends the <c>repr</c> of a value.</summary>
    internal void Append(StringBuilder text, object? value) => Into(text, value, static (repr, value) => repr.Value(value));

    /// <summary>Appends the <c>str</c> of a value.</summary>
    internal void AppendStr(StringBuilder text, object? value) => Into(text, value, static (repr, value) => repr.Str(value));

    /// <summary>Writes text between values.</summary>
    internal PythonRepr Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Writes a value that is part of the one being written.</summary>
    internal PythonRepr Value(object? value)
    {
        if (Left <= 0)
            return Raw(Ellipsis);
        if (!IsContainer(value))
        {
            Leaf(value);
            return this;
        }

        Nested(value!);
        return this;
    }

    /// <summary>Begins a value with parts. Returns false if it is being written already, or is nested too deeply.</summary>
    internal bool TryEnter(object value) => IsShallow() && _open.Add(value);

    /// <summary>Ends a value with parts.</summary>
    internal void Leave(object value) => _open.Remove(value);

    /// <summary>Writes values separated by commas.</summary>
    internal PythonRepr Sequence(string open, IEnumerable values, string close) => List(open, values.Cast<object?>(), static (repr, value) => repr.Value(value), close);

    /// <summary>Writes keys and values in braces.</summary>
    internal PythonRepr Entries(IEnumerable<KeyValuePair<object?, object?>> entries) =>
        List("{", entries, static (repr, entry) => repr.Value(entry.Key).Raw(": ").Value(entry.Value), "}");

    private static string Of(object? value, int maxLength)
    {
        var text = new StringBuilder();
        new PythonRepr(PrintOptions.Default, maxLength).Append(text, value);
        return text.ToString();
    }

    private static bool IsContainer(object? value) => value is not (null or string or byte[] or List<byte>)
        && value is IPythonValue or NdArray or IUntypedArray or Array or ITuple or IDictionary or IList;

    private static IEnumerable<KeyValuePair<object?, object?>> EntriesOf(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return new(entry.Key, entry.Value);
    }

    private static IEnumerable<object?> ItemsOf(ITuple tuple)
    {
        for (int i = 0; i < tuple.Length; i++)
            yield return tuple[i];
    }

    private PythonRepr List<T>(string open, IEnumerable<T> parts, Action<PythonRepr, T> write, string close)
    {
        Raw(open);
        bool isFirst = true;
        foreach (T part in parts)
        {
            Raw(isFirst ? "" : ", ");
            isFirst = false;
            if (Left <= 0)
            {
                Raw(Ellipsis);
                break;
            }

            write(this, part);
        }

        return Raw(close);
    }

    // Nested arrays have texts of their own, whose lines are laid out first.
    private void Into(StringBuilder text, object? value, Action<PythonRepr, object?> write)
    {
        (StringBuilder outer, int start) = (_text, _start);
        _left -= outer.Length - start;
        (_text, _start) = (text, text.Length);
        write(this, value);
        _left -= _text.Length - _start;
        (_text, _start) = (outer, outer.Length);
    }

    private bool IsShallow() => _open.Count + _openStr.Count < MaxDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack();

    private void Nested(object value)
    {
        if (value is NdArray { PythonClass: PythonArrayClass.Scalar, Rank: 0 } scalar)
            Scalar(scalar);
        else if (value is NdArray array)
            // Arrays look for themselves.
            Raw(IsShort(array) ? ArrayPrinter.Repr(array, _state) : Ellipsis);
        else if (_open.Contains(value))
            Raw(value is IPythonValue known ? known.Cycle : value is IDictionary ? "{...}" : value is IList ? "[...]" : value is ITuple ? "(...)" : Ellipsis);
        else if (!TryEnter(value))
            Raw(Ellipsis);
        else
            Entered(value);
    }

    private void Scalar(NdArray scalar)
    {
        if (!TryEnter(scalar))
        {
            Raw(Ellipsis);
            return;
        }

        Raw(ScalarText.Repr(scalar, _state));
        Leave(scalar);
    }

    // What is nested counts, because every level lays out its lines again.
    private bool IsShort(NdArray array)
    {
        double shown = 1;
        foreach (ShownAxis axis in ShownAxis.Of(array.Shape, _state.Options, 1))
            shown *= axis.Count;
        return shown <= Left;
    }

    private void Entered(object value)
    {
        switch (value)
        {
            case IPythonValue known:
                known.AppendTo(this);
                break;
            case IUntypedArray typed:
                Value(typed.ToNdArray());
                break;
            case Array array:
                Value(ArrayOf(array));
                break;
            case ITuple tuple:
                Sequence("(", ItemsOf(tuple), tuple.Length == 1 ? ",)" : ")");
                break;
            case IDictionary dictionary:
                Entries(EntriesOf(dictionary));
                break;
            case IList list:
                Sequence("[", list, "]");
                break;
        }

        Leave(value);
    }

    // Enums stay objects, because numbers would lose their names.
    private static NdArray ArrayOf(Array array)
    {
        Type element = array.GetType().GetElementType()!;
        return !element.IsEnum && element != typeof(string) && DType.TryOf(element, out _) ? NdArray.FromArray(array) : NdArray.FromObjects(array);
    }

    private void Leaf(object? value)
    {
        switch (value)
        {
            case null:
                Raw("None");
                break;
            case bool flag:
                Raw(flag ? "True" : "False");
                break;
            case string text:
                Text(text);
                break;
            case char character:
                Text(character.ToString());
                break;
            case byte[] bytes:
                Bytes(bytes, "");
                break;
            case List<byte> bytes:
                Raw("bytearray(").Bytes([.. bytes[..Math.Min(bytes.Count, Left + 1)]], ")");
                break;
            case double or float or Half:
                ScalarText.AppendFloat(_text, Convert.ToDouble(value is Half half ? (double)half : value, CultureInfo.InvariantCulture));
                break;
            case Complex number:
                ScalarText.AppendComplex(_text, number);
                break;
            case Complex64 number:
                ScalarText.AppendComplex(_text, new Complex(number.Real, number.Imaginary));
                break;
            case BigInteger number:
                Integer(number);
                break;
            case decimal number:
                Raw($"Decimal('{number}')");
                break;
            case LongDouble number:
                DecimalText.AppendScalar(_text.Append("np.longdouble('"), RealNumber.Of(number), LongDouble.IsPositional(number)).Append("')");
                break;
            case Datetime64 moment:
                ScalarText.AppendRepr(_text, moment);
                break;
            case Timedelta64 span:
                ScalarText.AppendRepr(_text, span);
                break;
            case DType dtype:
                Raw(DTypeText.Repr(dtype));
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128:
                Raw(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                Raw(PythonTime.Repr(value) ?? $"<{Describe.NameOf(value.GetType())} object>");
                break;
        }
    }

    private void Str(object? value)
    {
        switch (value)
        {
            case string text:
                Raw(text);
                break;
            case char character:
                Raw(character.ToString());
                break;
            case DType dtype:
                Raw(dtype.ToString());
                break;
            case decimal number:
                Raw($"{number}");
                break;
            case Datetime64 moment:
                Raw(moment.ToString());
                break;
            case Timedelta64 span:
                ScalarText.AppendTimedelta(_text, span);
                break;
            case NdArray { PythonClass: PythonArrayClass.Scalar, Rank: 0 } scalar:
                StrOf(scalar, ScalarText.Str);
                break;
            case NdArray or IUntypedArray or Array and not byte[]:
                StrOf(value as NdArray ?? (value as IUntypedArray)?.ToNdArray() ?? ArrayOf((Array)value), ArrayPrinter.Str);
                break;
            case IPythonValue { Str: { } text }:
                Raw(text);
                break;
            default:
                if (value is not null && PythonTime.Str(value) is { } time)
                    Raw(time);
                else
                    Value(value);
                break;
        }
    }

    private void StrOf(NdArray array, Func<NdArray, PrintState, string> print)
    {
        // An array without axes is written as its element, which may be the array.
        if (!IsShort(array) || !IsShallow() || !_openStr.Add(array))
        {
            Raw(Ellipsis);
            return;
        }

        Raw(print(array, _state));
        _openStr.Remove(array);
    }

    private void Text(string text)
    {
        if (text.Length <= Left)
            PythonText.AppendQuoted(_text, text);
        else
            PythonText.AppendQuoted(_text, text[..Left]).Append(Ellipsis);
    }

    private void Bytes(ReadOnlySpan<byte> bytes, string close)
    {
        int shown = Math.Min(bytes.Length, Left);
        PythonText.AppendQuoted(_text, bytes[..shown]).Append(shown < bytes.Length ? Ellipsis : "").Append(close);
    }

    private void Integer(BigInteger number) =>
        Raw(number.GetBitLength() <= MaxIntegerBits ? number.ToString(CultureInfo.InvariantCulture) : $"<int of {number.GetBitLength()} bits>");
}
