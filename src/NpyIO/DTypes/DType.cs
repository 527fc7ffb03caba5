using System.Collections.ObjectModel;
using System.Diagnostics;

namespace NpyIO;

/// <summary>
/// The type of an array's elements: kind, size, byte order, fields. Immutable; NumPy's <c>np.dtype</c>.
/// </summary>
/// <remarks>Thread-safe. Dtypes of numbers are singletons; other equal dtypes can be different objects.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView))]
public sealed partial class DType : IEquatable<DType>
{
    /// <summary>Maximum nesting of records and sub-arrays, so that recursion over a dtype cannot exhaust the stack.</summary>
    internal const int MaxDepth = 64;

    /// <summary>Maximum number of axes of an array or a sub-array: <c>NPY_MAXDIMS</c> of NumPy 2.</summary>
    internal const int MaxRank = 64;

    private readonly Field[]? _fields;
    private readonly long[] _shape = [];
    private readonly int _depth;
    private readonly int _hashCode;

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

    /// <summary>A record; <see cref="DTypes.StructBuilder"/> has checked the arguments.</summary>
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

    /// <summary>A sub-array; <see cref="DTypes.SubArrayBuilder"/> has checked the arguments.</summary>
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

    /// <summary>The kind of the values.</summary>
    public DTypeKind Kind { get; }

    /// <summary>The size of one element, in bytes; at most 2^31 − 1, as in NumPy.</summary>
    public int ItemSize { get; }

    /// <summary>The byte order of the values.</summary>
    public ByteOrder ByteOrder { get; }

    /// <summary>NumPy's alignment, in bytes; 1 for records that are not aligned.</summary>
    public int Alignment { get; }

    /// <summary>Whether the byte order is native or does not apply. A record is native if all its fields are, a sub-array if its base is.</summary>
    public bool IsNative { get; }

    /// <summary>Whether the dtype is or contains Python objects or variable-width strings.</summary>
    public bool HasObject { get; }

    /// <summary>The fields of a structured dtype in order; empty for other dtypes (see <see cref="IsStruct"/>).</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Whether the dtype is structured, which includes the empty record without fields.</summary>
    public bool IsStruct => _fields is not null;

    /// <summary>Whether the dtype is a record with a C compiler's padding: NumPy's <c>isalignedstruct</c>. Not part of equality.</summary>
    public bool IsAlignedStruct { get; }

    /// <summary>The element dtype of a sub-array; null for other dtypes.</summary>
    public DType? Base { get; }

    /// <summary>The shape of a sub-array, in elements of <see cref="Base"/>; empty for other dtypes.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The unit of a datetime64 or timedelta64; generic for other dtypes.</summary>
    public DatetimeUnit Unit { get; }

    /// <summary>The number of units per count: 25 in <c>M8[25s]</c>.</summary>
    public int UnitMultiple { get; }

    internal static ByteOrder NativeOrder => BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    /// <summary>The fields without the overhead of an interface.</summary>
    internal ReadOnlySpan<Field> FieldSpan => _fields;

    internal int Depth => _depth;

    /// <summary>The number of fields at all levels. Shared parts count every time they occur, because every walk visits them each time.</summary>
    internal int FieldCount { get; }

    /// <summary>Whether two dtypes are equal: NumPy's <c>==</c>.</summary>
    /// <remarks>
    /// Byte order matters. For records, names, titles, offsets and item size matter; whether they are aligned does not.
    /// In one respect this is stricter: NumPy 2.4 finds <c>M8[1000ms] == M8[s]</c> true and <c>M8[s] == M8[1000ms]</c> false; here both are false.
    /// </remarks>
    /// <param name="other">The other dtype.</param>
    public bool Equals(DType? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || _hashCode != other._hashCode)
            return false;
        return Kind == other.Kind && ItemSize == other.ItemSize && ByteOrder == other.ByteOrder
            && Unit == other.Unit && UnitMultiple == other.UnitMultiple && Equals(_strings, other._strings)
            && EqualSubArrays(other) && EqualFields(other);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DType);

    /// <inheritdoc/>
    public override int GetHashCode() => _hashCode;

    /// <summary>Whether two dtypes are equal.</summary>
    public static bool operator ==(DType? left, DType? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two dtypes differ.</summary>
    public static bool operator !=(DType? left, DType? right) => !(left == right);

    private bool EqualSubArrays(DType other)
    {
        if (Base is null || other.Base is null)
            return Base is null && other.Base is null;
        return _shape.AsSpan().SequenceEqual(other._shape) && Base.Equals(other.Base);
    }

    private bool EqualFields(DType other)
    {
        if (_fields is null || other._fields is null)
            return _fields is null && other._fields is null;
        if (_fields.Length != other._fields.Length)
            return false;
        for (int i = 0; i < _fields.Length; i++)
        {
            Field mine = _fields[i], theirs = other._fields[i];
            if (mine.Offset != theirs.Offset || mine.Name != theirs.Name || mine.Title != theirs.Title || !mine.DType.Equals(theirs.DType))
                return false;
        }

        return true;
    }

    /// <summary>What a debugger shows: the text, and what records and sub-arrays consist of.</summary>
    private sealed class DebugView(DType dtype)
    {
        public string Descr => dtype.Descr;

        public DTypeKind Kind => dtype.Kind;

        public int ItemSize => dtype.ItemSize;

        public ByteOrder ByteOrder => dtype.ByteOrder;

        public Field[] Fields => [.. dtype.Fields];

        public DType? Base => dtype.Base;

        public long[] Shape => dtype._shape;
    }
}
