namespace NpyIO;

public sealed partial class DType
{
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
}
