namespace NpyIO.Cli.Values;

/// <summary>The bytes of a loaded array's elements, one behind another in C order; also beyond what one span can hold.</summary>
internal sealed class ItemBytes
{
    private readonly NdArray<byte>? _bytes;

    /// <summary>Sees a C-contiguous array as its bytes; nothing is copied.</summary>
    internal ItemBytes(NdArray array)
    {
        ItemSize = array.DType.ItemSize;
        _bytes = array.NBytes == 0 ? null : array.Reshape(array.Count).View<byte>();
    }

    /// <summary>The size of an element, in bytes.</summary>
    internal int ItemSize { get; }

    /// <summary>Some neighbouring elements, by their places in C order; together less than 2 GiB.</summary>
    internal ReadOnlySpan<byte> Items(long first, int count)
    {
        if (_bytes is null)
            return default;
        int length = checked(count * ItemSize);
        return _bytes.Count <= int.MaxValue
            ? _bytes.AsReadOnlySpan().Slice((int)(first * ItemSize), length)
            : _bytes.AsReadOnlyTensorSpan().GetSpan([(nint)(first * ItemSize)], length);
    }
}
