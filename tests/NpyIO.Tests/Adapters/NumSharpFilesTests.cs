using NpyIO.Tests.Support;
using NumSharp;
using Xunit;

namespace NpyIO.Tests.Adapters;

/// <summary>What NumSharp writes NpyIO reads, and the other way round.</summary>
public sealed class NumSharpFilesTests
{
    public static TheoryData<NPTypeCode> Codes => NumSharpSamples.Codes;

    [Theory]
    [MemberData(nameof(Codes))]
    public void Load_WhatNumSharpSaved_IsEqual(NPTypeCode code)
    {
        using NDArray source = NumSharpSamples.Matrix(code);

        NdArray array = Npy.Load(np.save(source));

        Assert.Equal($"'{NumSharpSamples.DescrOf(code)}'", array.DType.Descr);
        Assert.Equal([2, 3], array.Shape.ToArray());
        Assert.Equal(NumSharpSamples.Values[code].Cast<object>(), NumSharpSamples.Elements(array));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Save_LoadedByNumSharp_IsEqual(NPTypeCode code)
    {
        NdArray source = NdArray.FromArray(NumSharpSamples.Values[code]).Reshape(2, 3);

        using NDArray array = np.load_npy(Npy.Save(source));

        Assert.Equal(code, array.typecode);
        Assert.Equal([2, 3], array.shape);
        Assert.Equal(NumSharpSamples.Values[code].Cast<object>(), NumSharpSamples.Elements(array));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Save_OfNumSharpsArray_HasTheBytesThatNumSharpSaves(NPTypeCode code)
    {
        using NDArray source = NumSharpSamples.Matrix(code);

        Assert.Equal(np.save(source), Npy.Save(source.ToNdArray()));
    }

    [Theory]
    [InlineData("::-1, ::2")]
    [InlineData(":, 1")]
    [InlineData("1, 2")]
    [InlineData("1:1")]
    public void Save_OfNumSharpsView_HasTheBytesThatNumSharpSaves(string slice)
    {
        using NDArray source = np.arange(12).reshape(3, 4).copy();
        using NDArray view = source[slice];

        Assert.Equal(np.save(view), Npy.Save(view.ToNdArray()));
    }

    [Fact]
    public void Save_OfNumSharpsTransposedArray_HasTheBytesThatNumSharpSaves()
    {
        using NDArray source = NumSharpSamples.Matrix(NPTypeCode.Int16);
        using NDArray view = source.T;

        Assert.Equal(np.save(view), Npy.Save(view.ToNdArray()));
    }

    [Fact]
    public void Save_OfChars_HasTheBytesThatNumSharpSaves()
    {
        using NDArray source = new NDArray(new[] { 'a', '\0', 'é', '漢' }).reshape(2, 2);

        Assert.Equal(np.save(source), Npy.Save(source.ToNdArray()));
    }

    [Fact]
    public void Load_ThroughAPath_IsEqualBothWays()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("x.npy");
        using NDArray source = NumSharpSamples.Matrix(NPTypeCode.Single);
        np.save(path, source);
        NdArray<float> array = Npy.Load<float>(path);
        Npy.Save(path, array);
        using NDArray back = np.load_npy(path);

        Assert.Equal(NumSharpSamples.Elements(source), NumSharpSamples.Elements(back));
    }
}
