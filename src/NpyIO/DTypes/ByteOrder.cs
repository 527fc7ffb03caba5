namespace NpyIO;

/// <summary>The order of a number's bytes in memory: NumPy's <c>dtype.byteorder</c>, with its character as value.</summary>
public enum ByteOrder
{
    /// <summary>Byte order does not apply to this dtype: one-byte numbers, byte strings, raw bytes, records.</summary>
    NotApplicable = '|',

    /// <summary>Least significant byte first.</summary>
    LittleEndian = '<',

    /// <summary>Most significant byte first.</summary>
    BigEndian = '>',
}

/// <summary>The byte order of loaded values.</summary>
public enum ByteOrderMode
{
    /// <summary>Values are in native order, swapped if the file's order differs.</summary>
    Native,

    /// <summary>Values stay in the file's order.</summary>
    Keep,
}
