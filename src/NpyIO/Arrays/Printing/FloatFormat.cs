using System.Numerics;
using System.Text;
using NpyIO.DTypes;

namespace NpyIO.Arrays.Printing;

/// <summary>Writes floating-point numbers with their decimal points below each other, all with an exponent or none: NumPy's <c>FloatingFormat</c>, with its default <c>floatmode</c> of "maxprec".</summary>
internal sealed class FloatFormat : ElementFormat
{
    private const int WidthOfNaN = 3;
    private const int MaxMeasured = 1 << 10;

    private readonly ShownElements _elements;
    private readonly FloatType _type;
    private readonly int _part;
    private readonly int _precision;
    private readonly bool _hasSign;

    private readonly bool _hasExponent;
    private readonly int _exponentDigits;
    private readonly int _left;
    private readonly int _right;

    // Digits without an exponent do not depend on the other numbers. They are kept from measuring until they are written, in the same order.
    private readonly List<(long Offset, DecimalDigits Digits)> _measured = [];
    private int _next;

    /// <summary><paramref name="part"/> is the offset of the number in an element, in bytes. <paramref name="hasSign"/>: whether positive numbers have a sign, too.</summary>
    internal FloatFormat(ShownElements elements, int part, PrintOptions options, bool hasSign = false)
    {
        _elements = elements;
        _type = FloatType.Of(elements.DType);
        _part = part;
        _precision = options.Precision;
        _hasSign = hasSign;
        _hasExponent = NeedsExponent(options.Suppress);
        bool hasFinite = false, hasOthers = false, hasNegativeInfinity = false;
        int fraction = 0;
        var text = new StringBuilder();
        foreach (long offset in elements.Offsets())
        {
            RealNumber number = Read(offset);
            if (!number.IsFinite)
            {
                hasOthers = true;
                hasNegativeInfinity |= !number.IsNaN && number.IsNegative;
                continue;
            }

            hasFinite = true;
            text.Clear();
            (int left, int right, int exponentDigits) = _hasExponent ? AppendScientific(text, number, 1, 2) : AppendPositional(text, number, Measured(number, offset));
            (_left, fraction, _exponentDigits) = (Math.Max(_left, left), Math.Max(fraction, right), Math.Max(_exponentDigits, exponentDigits));
        }

        if (_hasExponent)
            _precision = fraction;
        _right = _hasExponent && hasFinite ? _exponentDigits + 2 + fraction : fraction;

        // Room for nan, inf and their signs, less what follows the point.
        if (hasOthers)
            _left = Math.Max(_left, WidthOfNaN + (_hasSign || hasNegativeInfinity ? 1 : 0) - (_right + 1));
    }

    internal override void Append(StringBuilder text, long offset)
    {
        int start = text.Length;
        RealNumber number = Read(offset);
        if (!number.IsFinite)
        {
            text.Append(number.IsNegative && !number.IsNaN ? "-" : _hasSign ? "+" : "").Append(number.IsNaN ? "nan" : "inf");
            text.Insert(start, " ", Math.Max(0, _left + _right + 1 - (text.Length - start)));
            return;
        }

        (int left, int right, _) = _hasExponent ? AppendScientific(text, number, _precision + 1, _exponentDigits) : AppendPositional(text, number, DigitsAt(number, offset));
        text.Insert(start, " ", _left - left);
        if (!_hasExponent)
            text.Append(' ', _right - right);
    }

    /// <summary>Whether a number is large, or one is small, or the largest and the least differ much.</summary>
    private bool NeedsExponent(bool suppress)
    {
        RealNumber? greatest = null, least = null;
        foreach (long offset in _elements.Offsets())
        {
            RealNumber number = Read(offset);
            if (!number.IsFinite || number.IsZero)
                continue;
            if (greatest is not { } most || RealNumber.CompareMagnitudes(number, most) > 0)
                greatest = number;
            if (least is not { } smallest || RealNumber.CompareMagnitudes(number, smallest) < 0)
                least = number;
        }

        if (greatest is not { } max || least is not { } min)
            return false;
        return RealNumber.CompareMagnitudes(max, _type.Large) >= 0
            || (!suppress && (RealNumber.CompareMagnitudes(min, _type.Small) < 0 || _type.IsRatioBeyond1000(max, min)));
    }

    private DecimalDigits Measured(RealNumber number, long offset)
    {
        var digits = DecimalDigits.Positional(number, _precision);
        if (_measured.Count < MaxMeasured)
            _measured.Add((offset, digits));
        return digits;
    }

    private DecimalDigits DigitsAt(RealNumber number, long offset)
    {
        // Some that were measured may not be written: the middle of a sub-array.
        int place = _next;
        while (place < _measured.Count && _measured[place].Offset != offset)
            place++;
        if (place == _measured.Count)
            return DecimalDigits.Positional(number, _precision);
        _next = place + 1;
        return _measured[place].Digits;
    }

    private (int Left, int Right, int ExponentDigits) AppendPositional(StringBuilder text, RealNumber number, DecimalDigits digits)
    {
        int start = text.Length;
        int right = DecimalText.AppendPositional(AppendSign(text, number), digits);
        return (text.Length - start - right - 1, right, 0);
    }

    /// <summary>Of a format that is not yet known, <paramref name="minDigits"/> is 1 and trailing zeros do not count.</summary>
    private (int Left, int Right, int ExponentDigits) AppendScientific(StringBuilder text, RealNumber number, int minDigits, int exponentDigits)
    {
        DecimalDigits digits = DecimalDigits.Scientific(number, Math.Min(_precision, int.MaxValue - 1) + 1, minDigits);
        int start = text.Length;
        DecimalText.AppendSignificand(AppendSign(text, number), digits, minDigits - 1);
        int right = text.Length - start - (number.IsNegative || _hasSign ? 1 : 0) - 2;
        if (minDigits == 1)
            right = digits.Digits.AsSpan(1).TrimEnd('0').Length;
        int end = text.Length;
        DecimalText.AppendExponent(text, digits.Exponent, exponentDigits);
        return ((number.IsNegative || _hasSign ? 1 : 0) + 1, right, text.Length - end - 2);
    }

    private StringBuilder AppendSign(StringBuilder text, RealNumber number) => text.Append(number.IsNegative ? "-" : _hasSign ? "+" : "");

    private RealNumber Read(long offset) => _type.Read(ref _elements.Memory.At(offset + _part));
}

/// <summary>Writes complex numbers: NumPy's <c>ComplexFloatingFormat</c>.</summary>
internal sealed class ComplexFormat(ShownElements elements, PrintOptions options) : ElementFormat
{
    private readonly FloatFormat _real = new(elements, 0, options);
    private readonly FloatFormat _imaginary = new(elements, elements.DType.ItemSize / 2, options, hasSign: true);

    internal override void Append(StringBuilder text, long offset)
    {
        _real.Append(text, offset);
        _imaginary.Append(text, offset);

        // Before the blanks that align the fraction.
        int end = text.Length;
        while (text[end - 1] == ' ')
            end--;
        text.Insert(end, 'j');
    }
}

/// <summary>Writes floating-point numbers each on its own: those in a single record.</summary>
internal sealed class PlainFloatFormat(ShownElements elements) : ElementFormat
{
    internal override void Append(StringBuilder text, long offset) => ScalarText.AppendFloat(text, ref elements.Memory.At(offset), elements.DType);
}

/// <summary>What printing depends on in a type of floating-point numbers.</summary>
internal sealed class FloatType
{
    private readonly int _size;
    private readonly bool _isSwapped;
    private readonly int _significandBits;

    private FloatType(int size, bool isSwapped)
    {
        _size = size;
        _isSwapped = isSwapped;
        (_significandBits, Large, Small) = size switch
        {
            2 => (11, RealNumber.Of(1e3), RealNumber.Of((Half)0.0001)),
            4 => (24, RealNumber.Of(1e6), RealNumber.Of(0.0001f)),
            8 => (53, RealNumber.Of(1e8), RealNumber.Of(0.0001)),
            _ => (LongDouble.SignificandBits, RealNumber.Of(1e8), RealNumber.Of(0.0001)),
        };
    }

    /// <summary>From here on, numbers are written with an exponent.</summary>
    internal RealNumber Large { get; }

    /// <summary>Below, numbers are written with an exponent.</summary>
    internal RealNumber Small { get; }

    /// <summary>The type of real numbers, or of the parts of complex ones.</summary>
    internal static FloatType Of(DType dtype) => new(dtype.Kind == DTypeKind.Complex ? dtype.ItemSize / 2 : dtype.ItemSize, !dtype.IsNative);

    internal RealNumber Read(ref byte source) => _size switch
    {
        2 => RealNumber.Of(ElementReader.ReadPlain<Half>(ref source, _isSwapped)),
        4 => RealNumber.Of(ElementReader.ReadPlain<float>(ref source, _isSwapped)),
        8 => RealNumber.Of(ElementReader.ReadPlain<double>(ref source, _isSwapped)),
        _ => RealNumber.Of(ElementReader.ReadPlain<LongDouble>(ref source, _isSwapped)),
    };

    /// <summary>Whether the quotient of two positive numbers, rounded to this type, is more than 1000: if it is beyond 1000 and half a unit in the last place.</summary>
    internal bool IsRatioBeyond1000(RealNumber max, RealNumber min)
    {
        int apart = max.Magnitude - min.Magnitude;
        if (apart is < 9 or > 10)
            return apart > 10;

        int shift = max.Exponent - min.Exponent;
        int halfUnit = _significandBits - 9;
        BigInteger left = (BigInteger)max.Significand << halfUnit, right = min.Significand * ((new BigInteger(1000) << halfUnit) + 1);
        return (shift > 0 ? left << shift : left) > (shift < 0 ? right << -shift : right);
    }
}
