using NpyIO.Arrays;

namespace NpyIO;

// Equality by value.
public sealed partial class NdArray<T>
{
    /// <inheritdoc cref="NdArray.Equals(NdArray)"/>
    public bool Equals(NdArray<T>? other)
    {
        if (other is null || !_dtype.Equals(other._dtype) || !Shape.SequenceEqual(other.Shape))
            return ReferenceEquals(this, other);
        return IsHeld ? ValuesEqual(other) : ElementEquality.AreEqual(ToNdArray(), other.ToNdArray());
    }

    /// <inheritdoc cref="NdArray.Equals(NdArray)"/>
    public override bool Equals(object? obj) => Equals(obj as NdArray<T>);

    /// <inheritdoc cref="NdArray.GetHashCode"/>
    public override int GetHashCode() => ElementEquality.HashOf(_dtype, Shape);

    private bool ValuesEqual(NdArray<T> other)
    {
        bool areObjects = !typeof(T).IsValueType && typeof(T) != typeof(string);
        var mine = new PlaceEnumerator(_layout);
        var theirs = new PlaceEnumerator(other._layout);
        while (mine.MoveNext() && theirs.MoveNext())
        {
            T value = Read(mine.Current);
            T another = other.Read(theirs.Current);
            if (areObjects ? !ObjectEquality.AreEqual(value, another) : !EqualityComparer<T>.Default.Equals(value, another))
                return false;
        }

        return true;
    }
}
