using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NpyIO.DTypes;
using NpyIO.Literals;

namespace NpyIO;

public sealed partial class DType
{
    // One dtype per unit: [kind, unit], native order, multiple 1. The race is benign: equal dtypes are interchangeable.
    private static readonly DType?[] Datetimes = new DType?[(int)DatetimeUnit.Generic + 1];
    private static readonly DType?[] Timedeltas = new DType?[(int)DatetimeUnit.Generic + 1];

    /// <summary>The Python <c>repr</c> of <c>numpy.lib.format.dtype_to_descr(dtype)</c>: <c>'&lt;f8'</c> with its quotes, or a list of fields.</summary>
    /// <remarks>Padding appears as unnamed raw bytes. A sub-array outside a record appears as raw bytes, and <c>StringDType</c> as <c>'|O'</c>, as in NumPy.</remarks>
    /// <exception cref="InvalidOperationException">Fields overlap or are out of order: such a record has no descr, and NumPy cannot save it either.</exception>
    public string Descr => IsStruct ? DescrWriter.Write(this) : $"'{TypeString}'";

    /// <summary>NumPy's <c>dtype.name</c>: <c>float64</c>.</summary>
    public string Name => Kind switch
    {
        DTypeKind.Boolean => "bool",
        DTypeKind.Object => "object",
        DTypeKind.VariableString => "StringDType128",
        DTypeKind.Datetime => "datetime64" + DatetimeUnits.Suffix(Unit, UnitMultiple),
        DTypeKind.Timedelta => "timedelta64" + DatetimeUnits.Suffix(Unit, UnitMultiple),
        DTypeKind.Bytes => WithBits("bytes"),
        DTypeKind.String => WithBits("str"),
        DTypeKind.Void => WithBits("void"),
        DTypeKind.SignedInteger => WithBits("int"),
        DTypeKind.UnsignedInteger => WithBits("uint"),
        DTypeKind.Float => WithBits("float"),
        _ => WithBits("complex"),
    };

    /// <summary>NumPy's <c>dtype.str</c>: <c>&lt;f8</c>.</summary>
    internal string TypeString => (char)ByteOrder + KindAndSize;

    private string KindAndSize => Kind switch
    {
        DTypeKind.Object or DTypeKind.VariableString => "O",
        DTypeKind.String => string.Create(CultureInfo.InvariantCulture, $"U{ItemSize / 4}"),
        DTypeKind.Datetime or DTypeKind.Timedelta => (char)Kind + "8" + DatetimeUnits.Suffix(Unit, UnitMultiple),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(char)Kind}{ItemSize}"),
    };

    /// <summary>NumPy's <c>str(dtype)</c>: a name for numbers in native order, a list or dictionary for records, a type string for others.</summary>
    public override string ToString()
    {
        if (IsStruct || Base is not null)
            return DTypeText.Write(this);
        if (_strings is not null)
            return _strings.ToString();
        return Kind is DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void || !IsNative ? TypeString : Name;
    }

    /// <summary>The dtype in the text of a record: NumPy's <c>_scalar_str(dtype, short=True)</c>, without quotes.</summary>
    internal string ShortText
    {
        get
        {
            string order = ByteOrder == ByteOrder.NotApplicable ? "" : ((char)ByteOrder).ToString();
            return Kind switch
            {
                DTypeKind.Boolean => "?",
                DTypeKind.VariableString => "T",
                DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void when ItemSize == 0 => order + (char)Kind,
                _ => order + KindAndSize,
            };
        }
    }

    // NumPy omits the bits if the width is not set yet, and counts them past 2^31.
    private string WithBits(string stem) =>
        ItemSize == 0 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}{ItemSize * 8L}");

    /// <summary>Parses what <c>np.dtype(text)</c> accepts: <c>&lt;f8</c>, <c>float64</c>, <c>i4,f8</c>; also the repr of a descr, <c>[('a', '&lt;f8')]</c>.</summary>
    /// <param name="text">A type string, a name, a comma string, or a Python literal: a list of fields, a tuple of dtype and shape, a dictionary, a quoted string.</param>
    /// <exception cref="NpyFormatException">The text is not a dtype (<see cref="NpyFormatReason.BadDescr"/>) or not a supported one; the offset is that in the text.</exception>
    public static DType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsLiteral(text)
            ? DescrReader.Read(PythonLiteralParser.Parse(text, baseOffset: 0, allowLongSuffix: false))
            : TypeStringParser.Parse(text, offset: 0);
    }

    /// <summary>Like <see cref="Parse"/>, but returns false if the text is not a dtype.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dtype">The dtype.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DType? dtype)
    {
        dtype = null;
        if (text is null)
            return false;
        try
        {
            dtype = Parse(text);
            return true;
        }
        catch (NpyFormatException)
        {
            return false;
        }
    }

    /// <summary>Like <c>numpy.lib.format.descr_to_dtype</c>, which does not accept the dictionaries of <c>np.dtype</c>.</summary>
    internal static DType FromDescr(PythonLiteral descr) => DescrReader.Read(descr, allowDictionaries: false);

    // A shape in a comma string starts with a digit, '(2,3)i4'; a tuple of dtype and shape starts with a dtype.
    private static bool IsLiteral(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
            return false;
        if (start[0] == '(')
            start = start[1..].TrimStart();
        return !start.IsEmpty && start[0] is '[' or '{' or '\'' or '"' || text[0] == '(' && !start.IsEmpty && start[0] == '(';
    }

    /// <summary>Returns null for text that NumPy would spell differently, which is left to <see cref="Parse"/>. Does not allocate for numbers.</summary>
    internal static DType? TryFromTypeString(ReadOnlySpan<byte> latin1)
    {
        if (latin1.Length == 3 && NumberTable.TryFind(latin1, out DType? number))
            return number;
        return TryOthers(latin1);
    }

    private static DType? TryOthers(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3)
            return text.SequenceEqual("|O"u8) ? Object : null;
        var order = (ByteOrder)text[0];
        if (order is not (ByteOrder.LittleEndian or ByteOrder.BigEndian or ByteOrder.NotApplicable))
            return null;
        byte kind = text[1];
        ReadOnlySpan<byte> rest = text[2..];
        bool hasOrder = order != ByteOrder.NotApplicable;
        if (kind is (byte)'M' or (byte)'m')
            return hasOrder ? TryTime((DTypeKind)kind, rest, order) : null;
        if (!TryWidth(rest, out int width))
            return null;
        return kind switch
        {
            (byte)'S' when !hasOrder => Bytes(width),
            (byte)'V' when !hasOrder => Void(width),
            (byte)'U' when hasOrder && width <= int.MaxValue / 4 => String(width, order),
            (byte)'c' or (byte)'f' when hasOrder => Number((DTypeKind)kind, width, order),
            _ => null,
        };
    }

    // As NumPy writes it: '8', or '8[ns]' with a unit but no multiple. Multiples are rare and left to the full parser.
    private static DType? TryTime(DTypeKind kind, ReadOnlySpan<byte> text, ByteOrder order)
    {
        if (text.SequenceEqual("8"u8))
            return TimeOf(kind, DatetimeUnit.Generic, order);
        if (text.Length is not (4 or 5) || text[0] != '8' || text[1] != '[' || text[^1] != ']')
            return null;
        Span<char> name = [(char)text[2], (char)text[3]];
        return DatetimeUnits.TryParse(name[..(text.Length - 3)], out DatetimeUnit unit) ? TimeOf(kind, unit, order) : null;
    }

    private static DType TimeOf(DTypeKind kind, DatetimeUnit unit, ByteOrder order)
    {
        if (order != NativeOrder)
            return Time(kind, unit, 1, order);
        return (kind == DTypeKind.Datetime ? Datetimes : Timedeltas)[(int)unit] ??= Time(kind, unit, 1, order);
    }

    // No sign, no leading zero, at most ten digits, as NumPy writes it.
    private static bool TryWidth(ReadOnlySpan<byte> digits, out int width)
    {
        long value = 0;
        width = 0;
        if (digits.Length > 10 || (digits[0] == '0' && digits.Length > 1))
            return false;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + (digit - '0');
        }

        width = (int)Math.Min(value, int.MaxValue);
        return value <= int.MaxValue;
    }

    /// <summary>The numbers with three-character type strings, in a perfect hash table, so that finding <c>&lt;f8</c> takes one probe.</summary>
    private static class NumberTable
    {
        private static readonly (int Key, DType? DType)[] Places = Fill();

        internal static bool TryFind(ReadOnlySpan<byte> three, [NotNullWhen(true)] out DType? dtype)
        {
            int key = (three[0] << 16) | (three[1] << 8) | three[2];
            ref readonly (int Key, DType? DType) place = ref Places[Place(key)];
            dtype = place.DType;
            return place.Key == key && dtype is not null;
        }

        // Ten bits, unique for each of the numbers: whether the order is '>', the letter, the digit.
        private static int Place(int key) => ((key >> 8) & 0x200) | ((key >> 4) & 0x1F0) | (key & 0xF);

        private static (int Key, DType? DType)[] Fill()
        {
            var places = new (int Key, DType? DType)[1024];
            DType[] numbers =
            [
                DType.Bool, DType.Int8, DType.Int16, DType.Int32, DType.Int64, DType.UInt8, DType.UInt16, DType.UInt32, DType.UInt64,
                DType.Float16, DType.Float32, DType.Float64, DType.Complex64,
            ];
            foreach (DType number in numbers)
            {
                Put(places, number.WithByteOrder(ByteOrder.LittleEndian));
                Put(places, number.WithByteOrder(ByteOrder.BigEndian));
            }

            return places;
        }

        private static void Put((int Key, DType? DType)[] places, DType dtype)
        {
            string text = dtype.TypeString;
            int key = (text[0] << 16) | (text[1] << 8) | text[2];
            places[Place(key)] = (key, dtype);
        }
    }
}
