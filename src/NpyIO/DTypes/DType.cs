using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

/// <summary>
/// What an array's elements are: kind, size, byte order, fields. Immutable; NumPy's <c>np.dtype</c>.
/// </summary>
public sealed partial class DType : IEquatable<DType>
{
    /// <summary>What its values are.</summary>
    public DTypeKind Kind => throw new NotImplementedException();

    /// <summary>The size of one element, in bytes; at most 2^31 − 1, as in NumPy.</summary>
    public int ItemSize => throw new NotImplementedException();

    /// <summary>The order of the bytes of its values.</summary>
    public ByteOrder ByteOrder => throw new NotImplementedException();

    /// <summary>Whether its bytes are in the machine's own order, or have none. A record is native when all its fields are.</summary>
    public bool IsNative => throw new NotImplementedException();

    /// <summary>Whether it is or contains Python objects.</summary>
    public bool HasObject => throw new NotImplementedException();

    /// <summary>The fields of a structured dtype in their order; empty for any other (see <see cref="IsStruct"/>).</summary>
    public IReadOnlyList<Field> Fields => throw new NotImplementedException();

    /// <summary>Whether it has fields (also: the empty struct, which has none).</summary>
    public bool IsStruct => throw new NotImplementedException();

    /// <summary>The element dtype of a sub-array; null for any other.</summary>
    public DType? Base => throw new NotImplementedException();

    /// <summary>The shape of a sub-array, in elements of <see cref="Base"/>; empty for any other.</summary>
    public ReadOnlySpan<long> Shape => throw new NotImplementedException();

    /// <summary>The unit of a datetime64 or timedelta64; generic for any other.</summary>
    public DatetimeUnit Unit => throw new NotImplementedException();

    /// <summary>How many units one count is: 25 in <c>M8[25s]</c>.</summary>
    public int UnitMultiple => throw new NotImplementedException();

    /// <summary>The Python <c>repr</c> of <c>numpy.lib.format.dtype_to_descr(dtype)</c>: <c>'&lt;f8'</c> with its quotes, or a list of fields.</summary>
    public string Descr => throw new NotImplementedException();

    /// <summary>NumPy's <c>dtype.name</c>: <c>float64</c>.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The CLR type whose values these are (<see cref="double"/> for <c>f8</c>, <see cref="string"/> for <c>U</c>), or null where there is none (records, sub-arrays, raw bytes are <c>byte[]</c>).</summary>
    public Type? ClrType => throw new NotImplementedException();

    /// <summary>Parses what <c>np.dtype(text)</c> takes: <c>&lt;f8</c>, <c>float64</c>, <c>i4,f8</c>; also the repr of a descr, <c>[('a', '&lt;f8')]</c>.</summary>
    public static DType Parse(string text) => throw new NotImplementedException();

    /// <summary>As <see cref="Parse"/>, with false for what is no dtype.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DType? dtype) => throw new NotImplementedException();

    /// <summary>The dtype of a CLR type: <c>Of&lt;float&gt;()</c> is <c>&lt;f4</c>.</summary>
    public static DType Of<T>() => throw new NotImplementedException();

    /// <summary>The dtype of a CLR type.</summary>
    public static DType Of(Type type) => throw new NotImplementedException();

    /// <summary>As <see cref="Of(Type)"/>, with false where there is none.</summary>
    public static bool TryOf(Type type, [NotNullWhen(true)] out DType? dtype) => throw new NotImplementedException();

    /// <summary>A structured dtype of fields; item size and unset offsets follow from the fields.</summary>
    public static DType Struct(params ReadOnlySpan<Field> fields) => throw new NotImplementedException();

    /// <summary>A structured dtype of fields with an item size in bytes, which may leave padding at its end.</summary>
    public static DType Struct(ReadOnlySpan<Field> fields, int itemSize) => throw new NotImplementedException();

    /// <summary>A sub-array: a fixed shape of another dtype, as a field's type.</summary>
    public static DType SubArray(DType dtype, params ReadOnlySpan<long> shape) => throw new NotImplementedException();

    /// <summary>The same dtype with its values in another byte order, fields included; as <c>dtype.newbyteorder</c>.</summary>
    public DType WithByteOrder(ByteOrder byteOrder) => throw new NotImplementedException();

    /// <summary>The field of that name (or title).</summary>
    public Field this[string name] => throw new NotImplementedException();

    /// <summary>The field of that name (or title), with false where there is none.</summary>
    public bool TryGetField(string name, [NotNullWhen(true)] out Field? field) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(DType? other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DType);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <summary>NumPy's <c>str(dtype)</c>.</summary>
    public override string ToString() => throw new NotImplementedException();

    /// <summary>Builds a dtype from the literal of a descr, as <c>numpy.lib.format.descr_to_dtype</c> does.</summary>
    internal static DType FromDescr(Literals.PythonLiteral descr) => throw new NotImplementedException();
}
