using System.Globalization;
using System.Text;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO;

public sealed partial class DType
{
    /// <summary>NumPy's <c>bool</c>, one byte.</summary>
    public static readonly DType Bool = new(DTypeKind.Boolean, 1, ByteOrder.NotApplicable, 1);

    /// <summary>NumPy's <c>int8</c>.</summary>
    public static readonly DType Int8 = new(DTypeKind.SignedInteger, 1, ByteOrder.NotApplicable, 1);

    /// <summary>NumPy's <c>uint8</c>.</summary>
    public static readonly DType UInt8 = new(DTypeKind.UnsignedInteger, 1, ByteOrder.NotApplicable, 1);

    /// <summary>NumPy's <c>int16</c> in native order.</summary>
    public static readonly DType Int16 = Native(DTypeKind.SignedInteger, 2);

    /// <summary>NumPy's <c>int32</c> in native order.</summary>
    public static readonly DType Int32 = Native(DTypeKind.SignedInteger, 4);

    /// <summary>NumPy's <c>int64</c> in native order.</summary>
    public static readonly DType Int64 = Native(DTypeKind.SignedInteger, 8);

    /// <summary>NumPy's <c>uint16</c> in native order.</summary>
    public static readonly DType UInt16 = Native(DTypeKind.UnsignedInteger, 2);

    /// <summary>NumPy's <c>uint32</c> in native order.</summary>
    public static readonly DType UInt32 = Native(DTypeKind.UnsignedInteger, 4);

    /// <summary>NumPy's <c>uint64</c> in native order.</summary>
    public static readonly DType UInt64 = Native(DTypeKind.UnsignedInteger, 8);

    /// <summary>NumPy's <c>float16</c> in native order.</summary>
    public static readonly DType Float16 = Native(DTypeKind.Float, 2);

    /// <summary>NumPy's <c>float32</c> in native order.</summary>
    public static readonly DType Float32 = Native(DTypeKind.Float, 4);

    /// <summary>NumPy's <c>float64</c> in native order.</summary>
    public static readonly DType Float64 = Native(DTypeKind.Float, 8);

    /// <summary>NumPy's <c>longdouble</c> on x86-64: 80 bits of x87 in 16 bytes, in native order.</summary>
    public static readonly DType LongDouble = Native(DTypeKind.Float, 16);

    /// <summary>NumPy's <c>complex64</c>, two <c>float32</c>, in native order.</summary>
    public static readonly DType Complex64 = Native(DTypeKind.Complex, 8);

    /// <summary>NumPy's <c>complex128</c>, two <c>float64</c>, in native order.</summary>
    public static readonly DType Complex128 = Native(DTypeKind.Complex, 16);

    /// <summary>NumPy's <c>clongdouble</c> on x86-64, two <see cref="LongDouble"/>, in native order.</summary>
    public static readonly DType Complex256 = Native(DTypeKind.Complex, 32);

    /// <summary>NumPy's <c>object</c>: references to Python objects.</summary>
    public static readonly DType Object = new(DTypeKind.Object, 8, ByteOrder.NotApplicable, 8);

    private static readonly DType Int16Swapped = Swapped(Int16);
    private static readonly DType Int32Swapped = Swapped(Int32);
    private static readonly DType Int64Swapped = Swapped(Int64);
    private static readonly DType UInt16Swapped = Swapped(UInt16);
    private static readonly DType UInt32Swapped = Swapped(UInt32);
    private static readonly DType UInt64Swapped = Swapped(UInt64);
    private static readonly DType Float16Swapped = Swapped(Float16);
    private static readonly DType Float32Swapped = Swapped(Float32);
    private static readonly DType Float64Swapped = Swapped(Float64);
    private static readonly DType LongDoubleSwapped = Swapped(LongDouble);
    private static readonly DType Complex64Swapped = Swapped(Complex64);
    private static readonly DType Complex128Swapped = Swapped(Complex128);
    private static readonly DType Complex256Swapped = Swapped(Complex256);

    private static readonly DType Strings = new(new StringRules(Coerce: true, HasNaObject: false, NaObject: null));
    private readonly StringRules? _strings;

    /// <summary>Creates a dtype of fixed-width byte strings: NumPy's <c>S5</c>.</summary>
    /// <param name="width">The width in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative.</exception>
    public static DType Bytes(int width)
    {
        Throw.IfNegative(width);
        return new DType(DTypeKind.Bytes, width, ByteOrder.NotApplicable, 1);
    }

    /// <summary>Creates a dtype of fixed-width text: NumPy's <c>U5</c>, in native order.</summary>
    /// <param name="width">The width in code points, four bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative, or takes more than 2^31 − 1 bytes.</exception>
    public static DType String(int width) => String(width, NativeOrder);

    /// <summary>Creates a dtype of raw bytes: NumPy's <c>V5</c>.</summary>
    /// <param name="itemSize">The size in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public static DType Void(int itemSize)
    {
        Throw.IfNegative(itemSize);
        return new DType(DTypeKind.Void, itemSize, ByteOrder.NotApplicable, 1);
    }

    /// <summary>Creates a dtype of dates and times counted in a unit: NumPy's <c>M8[25s]</c>, in native order.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="multiple">The number of units per count.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit, or the multiple is less than 1.</exception>
    public static DType Datetime(DatetimeUnit unit, int multiple = 1) => Time(DTypeKind.Datetime, unit, multiple, NativeOrder);

    /// <summary>Creates a dtype of time spans counted in a unit: NumPy's <c>m8[25s]</c>, in native order.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="multiple">The number of units per count.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit, or the multiple is less than 1.</exception>
    public static DType Timedelta(DatetimeUnit unit, int multiple = 1) => Time(DTypeKind.Timedelta, unit, multiple, NativeOrder);

    /// <summary>Returns null if NumPy has no number of that size.</summary>
    internal static DType? Number(DTypeKind kind, int itemSize, ByteOrder byteOrder)
    {
        bool native = byteOrder == NativeOrder || byteOrder == ByteOrder.NotApplicable;
        return (kind, itemSize) switch
        {
            (DTypeKind.Boolean, 1) => Bool,
            (DTypeKind.SignedInteger, 1) => Int8,
            (DTypeKind.SignedInteger, 2) => native ? Int16 : Int16Swapped,
            (DTypeKind.SignedInteger, 4) => native ? Int32 : Int32Swapped,
            (DTypeKind.SignedInteger, 8) => native ? Int64 : Int64Swapped,
            (DTypeKind.UnsignedInteger, 1) => UInt8,
            (DTypeKind.UnsignedInteger, 2) => native ? UInt16 : UInt16Swapped,
            (DTypeKind.UnsignedInteger, 4) => native ? UInt32 : UInt32Swapped,
            (DTypeKind.UnsignedInteger, 8) => native ? UInt64 : UInt64Swapped,
            (DTypeKind.Float, 2) => native ? Float16 : Float16Swapped,
            (DTypeKind.Float, 4) => native ? Float32 : Float32Swapped,
            (DTypeKind.Float, 8) => native ? Float64 : Float64Swapped,
            (DTypeKind.Float, 16) => native ? LongDouble : LongDoubleSwapped,
            (DTypeKind.Complex, 8) => native ? Complex64 : Complex64Swapped,
            (DTypeKind.Complex, 16) => native ? Complex128 : Complex128Swapped,
            (DTypeKind.Complex, 32) => native ? Complex256 : Complex256Swapped,
            _ => null,
        };
    }

    /// <summary>The width is in code points.</summary>
    internal static DType String(int width, ByteOrder byteOrder)
    {
        Throw.IfNegative(width);
        Throw.IfGreater(width, int.MaxValue / 4);
        return new DType(DTypeKind.String, width * 4, byteOrder, 4);
    }

    internal static DType Time(DTypeKind kind, DatetimeUnit unit, int multiple, ByteOrder byteOrder)
    {
        if (!DatetimeUnits.IsDefined(unit))
            DTypeThrow.NoSuchUnit(unit);
        Throw.IfLess(multiple, 1);
        // NumPy drops the multiple of a generic dtype.
        return new DType(kind, 8, byteOrder, 8, unit, unit == DatetimeUnit.Generic ? 1 : multiple);
    }

    private static DType Native(DTypeKind kind, int itemSize) =>
        new(kind, itemSize, NativeOrder, kind == DTypeKind.Complex ? itemSize / 2 : itemSize);

    private static DType Swapped(DType dtype) => new(
        dtype.Kind,
        dtype.ItemSize,
        NativeOrder == ByteOrder.LittleEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
        dtype.Alignment);

    // Variable-width text: NumPy 2's StringDType.
    private DType(StringRules rules)
        : this(DTypeKind.VariableString, 16, ByteOrder.NotApplicable, 8)
    {
        _strings = rules;
        _hashCode = HashCode.Combine(_hashCode, rules);
    }

    /// <summary>The Python value of a missing string; null for None, or if there is none (see <see cref="HasNaObject"/>). Only for <see cref="DTypeKind.VariableString"/>.</summary>
    public object? NaObject => _strings?.NaObject;

    /// <summary>Whether strings can be missing; a missing string is null in .NET. Only for <see cref="DTypeKind.VariableString"/>.</summary>
    public bool HasNaObject => _strings?.HasNaObject == true;

    /// <summary>Whether NumPy converts other values to strings (<c>coerce</c>). Only for <see cref="DTypeKind.VariableString"/>.</summary>
    public bool Coerces => _strings?.Coerce == true;

    internal bool IsReference => Kind is DTypeKind.Object or DTypeKind.VariableString;

    /// <summary>Returns the dtype of variable-width strings, none of them missing: NumPy 2's <c>StringDType()</c>.</summary>
    /// <param name="coerce">Whether NumPy converts other values to strings.</param>
    public static DType StringDType(bool coerce = true) => coerce ? Strings : new(new StringRules(coerce, HasNaObject: false, NaObject: null));

    /// <summary>Creates a dtype of variable-width strings that can be missing: NumPy 2's <c>StringDType(na_object=…)</c>. In .NET a missing string is always null.</summary>
    /// <param name="naObject">The Python value of a missing string: null for None, <see cref="double.NaN"/>, a text, …</param>
    /// <param name="coerce">Whether NumPy converts other values to strings.</param>
    public static DType StringDType(object? naObject, bool coerce = true) => new(new StringRules(coerce, HasNaObject: true, naObject));

    internal bool IsNa(object? value) => _strings?.IsNa(value) == true;

    /// <summary>The parameters of NumPy 2's <c>StringDType</c>.</summary>
    private sealed record StringRules(bool Coerce, bool HasNaObject, object? NaObject)
    {
        public override string ToString()
        {
            string missing = HasNaObject ? $"na_object={Shown(NaObject)}" : "";
            string coerce = Coerce ? "" : "coerce=False";
            return $"StringDType({missing}{(missing.Length > 0 && coerce.Length > 0 ? ", " : "")}{coerce})";
        }

        internal bool IsNa(object? value) => HasNaObject && (value is null || Equals(value, NaObject));

        private static string Shown(object? value) => value switch
        {
            null => "None",
            string text => PythonText.Quote(text),
            double number => DecimalText.AppendFloat(new StringBuilder(), number).ToString(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
    }
}
