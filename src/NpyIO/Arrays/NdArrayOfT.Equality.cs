using NpyIO.Arrays;

namespace NpyIO;

// Equality by value.
public sealed partial class NdArray<T>
{
    /// <summary>
    /// Returns whether another array has the same dtype, shape and elements. NaN equals NaN and NaT equals NaT; padding of records does not count. <c>==</c> compares references.
    /// If T does not have a dtype's bytes (text, dates with their unit), the values count, and not the width or unit of the dtype that they were read from.
    /// </summary>
    /// <param name="other">The other array.</param>
    public bool Equals(NdArray<T>? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || IsHeld != other.IsHeld || !Shape.SequenceEqual(other.Shape))
            return false;
        return IsHeld ? _dtype.Kind == other._dtype.Kind && ValuesEqual(other) : ToNdArray().Equals(other.ToNdArray());
    }

    /// <inheritdoc cref="NdArray.Equals(NdArray)"/>
    public override bool Equals(object? obj) => Equals(obj as NdArray<T>);

    /// <inheritdoc cref="NdArray.GetHashCode"/>
    public override int GetHashCode() => IsHeld ? ElementEquality.HashOf(_dtype.Kind, Shape) : ElementEquality.HashOf(_dtype, Shape);

    private bool ValuesEqual(NdArray<T> other)
    {
        if (default(T) is INpyRecord)
            return RecordEquality.AreEqual(ToNdArray(), other.ToNdArray());
        if (((IUntypedArray)this).HoldsObjects)
            return ObjectEquality.AreEqual(this, other);
        var mine = new PlaceEnumerator(_layout);
        var theirs = new PlaceEnumerator(other._layout);
        while (mine.MoveNext() && theirs.MoveNext())
        {
            if (!AreEqual(Read(mine.Current), other.Read(theirs.Current)))
                return false;
        }

        return true;
    }

    // NaT of another unit is NaT.
    private static bool AreEqual(T value, T another) =>
        EqualityComparer<T>.Default.Equals(value, another)
        || (value, another) is (Datetime64 { IsNaT: true }, Datetime64 { IsNaT: true }) or (Timedelta64 { IsNaT: true }, Timedelta64 { IsNaT: true });
}
