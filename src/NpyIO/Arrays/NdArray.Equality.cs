using NpyIO.Arrays;

namespace NpyIO;

// Equality by value.
public sealed partial class NdArray
{
    /// <summary>Returns whether another array has the same dtype, shape and elements. NaN equals NaN and NaT equals NaT; padding of records does not count. <c>==</c> compares references.</summary>
    /// <param name="other">The other array.</param>
    public bool Equals(NdArray? other) =>
        ReferenceEquals(this, other) || (other is not null && _dtype.Equals(other._dtype) && Shape.SequenceEqual(other.Shape) && ElementEquality.AreEqual(this, other));

    /// <inheritdoc cref="Equals(NdArray)"/>
    public override bool Equals(object? obj) => Equals(obj as NdArray);

    /// <summary>Returns a hash code of dtype and shape: elements can change.</summary>
    public override int GetHashCode() => ElementEquality.HashOf(_dtype, Shape);
}
