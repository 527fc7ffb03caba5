namespace NpyIO.Arrays;

/// <summary>An <see cref="NdArray{T}"/> whose T the caller does not know.</summary>
internal interface IUntypedArray
{
    ReadOnlySpan<long> Shape { get; }

    /// <summary>Whether the elements are objects, which can contain others and the array itself.</summary>
    bool HoldsObjects { get; }

    NdArray ToNdArray();
}
