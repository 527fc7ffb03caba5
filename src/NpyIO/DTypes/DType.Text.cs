using System.Globalization;
using NpyIO.DTypes;

namespace NpyIO;

public sealed partial class DType
{
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

    /// <summary>The type string without the byte order: <c>f8</c>, <c>U5</c>, <c>M8[ns]</c>.</summary>
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
}
