using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.DTypes;

namespace NpyIO;

public sealed partial class DType
{
    private Dictionary<string, Field>? _fieldsByName;

    /// <summary>Returns the field with a name or title.</summary>
    /// <param name="name">The name or title.</param>
    /// <exception cref="KeyNotFoundException">There is no such field; the message lists the fields.</exception>
    public Field this[string name]
    {
        get
        {
            if (!TryGetField(name, out Field? field))
                DTypeThrow.NoSuchField(this, name);
            return field;
        }
    }

    /// <summary>Gets the field with a name or title, or returns false if there is none.</summary>
    /// <param name="name">The name or title.</param>
    /// <param name="field">The field.</param>
    public bool TryGetField(string name, [NotNullWhen(true)] out Field? field)
    {
        ArgumentNullException.ThrowIfNull(name);
        field = null;
        return _fields is { Length: > 0 } && (_fieldsByName ??= IndexFields(_fields)).TryGetValue(name, out field);
    }

    /// <summary>Creates a structured dtype; item size and unset offsets follow from the fields.</summary>
    /// <param name="fields">The fields in order. An offset of −1 places a field directly after the previous one.</param>
    /// <exception cref="ArgumentException">Names or titles are not unique, objects overlap, or the record is larger than 2^31 − 1 bytes.</exception>
    public static DType Struct(params ReadOnlySpan<Field> fields) => Build(fields, itemSize: null);

    /// <summary>Creates a structured dtype with an item size in bytes, which may leave padding at the end.</summary>
    /// <param name="fields">The fields in order. An offset of −1 places a field directly after the previous one.</param>
    /// <param name="itemSize">The size of a record, in bytes.</param>
    /// <exception cref="ArgumentException">Names or titles are not unique, objects overlap, or the item size is too small.</exception>
    public static DType Struct(ReadOnlySpan<Field> fields, int itemSize) => Build(fields, itemSize);

    /// <summary>Creates a sub-array: a fixed shape of another dtype, as the type of a field.</summary>
    /// <param name="dtype">The dtype of the elements.</param>
    /// <param name="shape">The shape, in elements; at most 64 axes.</param>
    /// <exception cref="ArgumentException">A length is negative, or the size is more than 2^31 − 1 bytes.</exception>
    public static DType SubArray(DType dtype, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        return SubArrayBuilder.TryBuild(dtype, shape, out string? problem) ?? DTypeThrow.InvalidDType(problem!, nameof(shape));
    }

    /// <inheritdoc cref="SubArray(DType, ReadOnlySpan{long})"/>
    [OverloadResolutionPriority(-1)]
    public static DType SubArray(DType dtype, ReadOnlySpan<int> shape) => SubArray(dtype, ShapeArgument.Widen(shape));

    /// <summary>Returns the dtype with another byte order, fields included: <c>dtype.newbyteorder</c>.</summary>
    /// <param name="byteOrder">The order; <see cref="ByteOrder.NotApplicable"/> changes nothing.</param>
    public DType WithByteOrder(ByteOrder byteOrder)
    {
        if (byteOrder == ByteOrder.NotApplicable || byteOrder == ByteOrder)
            return this;
        if (Base is not null)
        {
            DType swapped = Base.WithByteOrder(byteOrder);
            return ReferenceEquals(swapped, Base) ? this : new DType(swapped, _shape, ItemSize);
        }

        if (_fields is not null)
            return new DType(Array.ConvertAll(_fields, field => new Field(field.Name, field.DType.WithByteOrder(byteOrder), field.Offset, field.Title)), ItemSize, Alignment, IsAlignedStruct);
        if (ByteOrder == ByteOrder.NotApplicable)
            return this;
        return Number(Kind, ItemSize, byteOrder) ?? new DType(Kind, ItemSize, byteOrder, Alignment, Unit, UnitMultiple);
    }

    private static DType Build(ReadOnlySpan<Field> fields, int? itemSize)
    {
        foreach (Field field in fields)
            ArgumentNullException.ThrowIfNull(field, nameof(fields));
        return StructBuilder.TryBuild(fields, itemSize, align: false, out string? problem) ?? DTypeThrow.InvalidDType(problem!, nameof(fields));
    }

    // A title is a second key of its field, as in NumPy's dtype.fields.
    private static Dictionary<string, Field> IndexFields(Field[] fields)
    {
        var index = new Dictionary<string, Field>(fields.Length);
        foreach (Field field in fields)
        {
            index[field.Name] = field;
            if (field.Title is not null)
                index[field.Title] = field;
        }

        return index;
    }
}
