namespace NpyIO.Cli.Values;

/// <summary>The elements of a C-contiguous array in memory, in any order, without a copy.</summary>
internal sealed class ArrayItems : ItemBytes
{
    private readonly NdArray<byte>? _bytes;

    internal ArrayItems(NdArray array, IProgress<long>? progress)
        : base(array.DType, array.Shape, progress) =>
        _bytes = array.NBytes == 0 ? null : array.Reshape(array.Count).View<byte>();

    protected override ReadOnlySpan<byte> Take(long first, int count)
    {
        int length = checked(count * ItemSize);
        return _bytes!.Count <= int.MaxValue
            ? _bytes.AsReadOnlySpan().Slice((int)(first * ItemSize), length)
            : _bytes.AsReadOnlyTensorSpan().GetSpan([(nint)(first * ItemSize)], length);
    }
}
