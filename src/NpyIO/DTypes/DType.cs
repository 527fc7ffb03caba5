using System.Collections.ObjectModel;

namespace NpyIO;

/// <summary>
/// What an array's elements are: kind, size, byte order, fields. Immutable; NumPy's <c>np.dtype</c>.
/// </summary>
/// <remarks>Safe to use from several threads. Dtypes of numbers are singletons; equal dtypes compare equal whether or not they are the same object.</remarks>
public sealed partial class DType : IEquatable<DType>
{
    /// <summary>How deep records and sub-arrays may nest, so that no walk over a dtype can exhaust the stack.</summary>
    internal const int MaxDepth = 64;

    /// <summary>The most axes an array or a sub-array may have: <c>NPY_MAXDIMS</c> of NumPy 2.</summary>
    internal const int MaxRank = 64;

    private readonly Field[]? _fields;
    private readonly long[] _shape = [];
    private readonly int _depth;
    private readonly int _hashCode;

    /// <summary>A dtype without parts.</summary>
    private DType(DTypeKind kind, int itemSize, ByteOrder byteOrder, int alignment, DatetimeUnit unit = DatetimeUnit.Generic, int unitMultiple = 1)
    {
        Kind = kind;
        ItemSize = itemSize;
        ByteOrder = byteOrder;
        Alignment = alignment;
        Unit = unit;
        UnitMultiple = unitMultiple;
        IsNative = byteOrder is ByteOrder.NotApplicable || byteOrder == NativeOrder;
        HasObject = IsReference;
        Fields = ReadOnlyCollection<Field>.Empty;
        _hashCode = HashCode.Combine(kind, itemSize, byteOrder, unit, unitMultiple);
    }

    /// <summary>A record; <see cref="DTypes.StructBuilder"/> has checked everything.</summary>
    internal DType(Field[] fields, int itemSize, int alignment, bool isAlignedStruct)
        : this(DTypeKind.Void, itemSize, ByteOrder.NotApplicable, alignment)
    {
        _fields = fields;
        Fields = fields.AsReadOnly();
        IsAlignedStruct = isAlignedStruct;
        var hash = new HashCode();
        hash.Add(_hashCode);
        foreach (Field field in fields)
        {
            IsNative &= field.DType.IsNative;
            HasObject |= field.DType.HasObject;
            _depth = Math.Max(_depth, field.DType._depth + 1);
            FieldCount = (int)Math.Min(1L + FieldCount + field.DType.FieldCount, int.MaxValue);
            hash.Add(field.Name);
            hash.Add(field.Offset);
            hash.Add(field.DType._hashCode);
        }

        _hashCode = hash.ToHashCode();
    }

    /// <summary>A sub-array; <see cref="DTypes.SubArrayBuilder"/> has checked everything.</summary>
    internal DType(DType dtype, long[] shape, int itemSize)
        : this(DTypeKind.Void, itemSize, ByteOrder.NotApplicable, dtype.Alignment)
    {
        Base = dtype;
        _shape = shape;
        IsNative = dtype.IsNative;
        HasObject = dtype.HasObject;
        _depth = dtype._depth + 1;
        FieldCount = dtype.FieldCount;
        var hash = new HashCode();
        hash.Add(_hashCode);
        hash.Add(dtype._hashCode);
        foreach (long length in shape)
            hash.Add(length);
        _hashCode = hash.ToHashCode();
    }

    /// <summary>What its values are.</summary>
    public DTypeKind Kind { get; }

    /// <summary>The size of one element, in bytes; at most 2^31 − 1, as in NumPy.</summary>
    public int ItemSize { get; }

    /// <summary>The order of the bytes of its values.</summary>
    public ByteOrder ByteOrder { get; }

    /// <summary>The alignment NumPy gives it, in bytes; 1 for records that are not aligned.</summary>
    public int Alignment { get; }

    /// <summary>Whether its bytes are in the machine's own order, or have none. A record is native when all its fields are, a sub-array when its base is.</summary>
    public bool IsNative { get; }

    /// <summary>Whether it is or contains Python objects, or texts of any length.</summary>
    public bool HasObject { get; }

    /// <summary>The fields of a structured dtype in their order; empty for any other (see <see cref="IsStruct"/>).</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Whether it has fields (also: the empty struct, which has none).</summary>
    public bool IsStruct => _fields is not null;

    /// <summary>Whether it is a record laid out with padding as a C compiler would: NumPy's <c>isalignedstruct</c>. Has no part in equality.</summary>
    public bool IsAlignedStruct { get; }

    /// <summary>The element dtype of a sub-array; null for any other.</summary>
    public DType? Base { get; }

    /// <summary>The shape of a sub-array, in elements of <see cref="Base"/>; empty for any other.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The unit of a datetime64 or timedelta64; generic for any other.</summary>
    public DatetimeUnit Unit { get; }

    /// <summary>How many units one count is: 25 in <c>M8[25s]</c>.</summary>
    public int UnitMultiple { get; }

    /// <summary>The order of bytes of the machine this runs on.</summary>
    internal static ByteOrder NativeOrder => BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    /// <summary>The fields without the cost of an interface.</summary>
    internal ReadOnlySpan<Field> FieldSpan => _fields;

    /// <summary>How deep records and sub-arrays nest in it; 0 for a dtype without parts.</summary>
    internal int Depth => _depth;

    /// <summary>How many fields a record has, with those in its fields: as many as there are to look at, however much of it is shared.</summary>
    internal int FieldCount { get; }
}
