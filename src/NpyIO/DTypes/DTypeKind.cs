namespace NpyIO;

/// <summary>The kind of a dtype's values: NumPy's <c>dtype.kind</c>, with its letter as value.</summary>
public enum DTypeKind
{
    /// <summary>Boolean, one byte.</summary>
    Boolean = 'b',

    /// <summary>Signed integer of 1, 2, 4 or 8 bytes.</summary>
    SignedInteger = 'i',

    /// <summary>Unsigned integer of 1, 2, 4 or 8 bytes.</summary>
    UnsignedInteger = 'u',

    /// <summary>IEEE 754 number of 2, 4 or 8 bytes, or x87's 80 bits in 16 bytes.</summary>
    Float = 'f',

    /// <summary>Complex number of 8, 16 or 32 bytes.</summary>
    Complex = 'c',

    /// <summary>Byte string of fixed width, zero-padded.</summary>
    Bytes = 'S',

    /// <summary>Text of fixed width, UTF-32, zero-padded.</summary>
    String = 'U',

    /// <summary>Raw bytes, a record with fields, or a sub-array.</summary>
    Void = 'V',

    /// <summary>A date and time, counted in a unit from 1970-01-01.</summary>
    Datetime = 'M',

    /// <summary>A time span, counted in a unit.</summary>
    Timedelta = 'm',

    /// <summary>A Python object.</summary>
    Object = 'O',

    /// <summary>Variable-width text: NumPy 2's <c>StringDType</c>.</summary>
    VariableString = 'T',
}
