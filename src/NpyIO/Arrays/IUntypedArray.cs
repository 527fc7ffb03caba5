namespace NpyIO.Arrays;

/// <summary>An <see cref="NdArray{T}"/> whose T the caller does not know.</summary>
internal interface IUntypedArray
{
    NdArray ToNdArray();
}
