using CsCheck;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>What is saved and loaded again is what it was, for random arrays of every dtype, shape, order and layout.</summary>
public class RoundTripTests
{
    [Fact]
    public void Load_AsStored_OfSaved_HasTheSameDTypeAndBytes() => RandomArrays.Any.Sample(array =>
    {
        NdArray loaded = Npy.Load(Npy.Save(array), NpyReadOptions.AsStored);

        Assert.Equal(array.DType, loaded.DType);
        Assert.Equal(array.Shape.ToArray(), loaded.Shape.ToArray());
        Assert.Equal(array.ToBytes(), loaded.ToBytes());
    });

    [Fact]
    public void Load_OfSaved_IsNativeInCOrderAndHasTheSameValues() => RandomArrays.Any.Sample(array =>
    {
        NdArray loaded = Npy.Load(Npy.Save(array));

        Assert.True(loaded.IsCContiguous && loaded.DType.IsNative);
        ArrayAssert.Equal(array, loaded);
    });

    [Fact]
    public void Save_OfLoadedAsStored_HasTheSameBytes() => RandomArrays.Contiguous.Sample(array =>
    {
        byte[] saved = Npy.Save(array);

        Assert.Equal(saved, Npy.Save(Npy.Load(saved, NpyReadOptions.AsStored)));
    });

    [Fact]
    public void FromBuffer_OfToBytes_IsTheArray() => RandomArrays.Any.Where(array => array.DType.ItemSize > 0).Sample(array =>
        ArrayAssert.Equal(array, NdArray.FromBuffer(array.ToBytes(), array.DType).Reshape(array.Shape)));
}
