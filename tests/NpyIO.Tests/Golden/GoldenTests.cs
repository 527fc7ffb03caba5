using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Every file of every NumPy generation: read, and written again as the newest NumPy writes it.</summary>
public class GoldenTests
{
    public static TheoryData<string> Arrays => [.. GoldenCase.Saved.Where(name => !GoldenCase.Of(name).IsObject)];

    public static TheoryData<string> ObjectArrays => [.. GoldenCase.Saved.Where(name => GoldenCase.Of(name).IsObject)];

    [Fact]
    public void Saved_ByFourGenerations_AreThere()
    {
        string[] generations = [.. GoldenCase.Saved.Select(name => name[..name.IndexOf('/')]).Distinct()];

        Assert.Equal(Manifest.Generations, generations);
        Assert.All(generations, generation => Assert.True(GoldenCase.Saved.Count(name => name.StartsWith(generation, StringComparison.Ordinal)) > 500));
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void ReadHeader_Golden_IsWhatNumPySays(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        NpyHeader header = Npy.ReadHeader(golden.Path);

        Assert.Equal(golden.Version, header.Version.ToString());
        Assert.Equal(golden.Descr, header.DType.Descr);
        Assert.Equal(golden.Shape, header.Shape.ToArray());
        Assert.Equal(golden.FortranOrder, header.FortranOrder);
        Assert.Equal(golden.DataOffset, header.DataOffset);
        Assert.Equal(golden.NBytes, header.NBytes);
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Load_Golden_HasNumPysValues(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        NdArray native = Npy.Load(golden.Path);
        NdArray asStored = Npy.Load(golden.Path, NpyReadOptions.AsStored);

        Assert.Equal(golden.Shape, native.Shape.ToArray());
        Assert.Equal(golden.Shape, asStored.Shape.ToArray());
        Assert.True(native.IsCContiguous && native.DType.IsNative);
        if (golden.Values is { } values)
        {
            GoldenValues.AssertEqual(values, native);
            GoldenValues.AssertEqual(values, asStored);
        }
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Save_Golden_IsWhatTheNewestNumPyWrites(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);
        Assert.NotNull(golden.ReencodedPath);

        byte[] saved = Npy.Save(Npy.Load(golden.Path, NpyReadOptions.AsStored));

        Assert.Equal(File.ReadAllBytes(golden.ReencodedPath), saved);
    }

    [Theory]
    [MemberData(nameof(ObjectArrays))]
    public void ReadHeader_ObjectArray_IsWhatNumPySays(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        NpyHeader header = Npy.ReadHeader(golden.Path);

        Assert.Equal(golden.Descr, header.DType.Descr);
        Assert.Equal(golden.Shape, header.Shape.ToArray());
        Assert.True(header.DType.HasObject);
    }

    [Theory]
    [MemberData(nameof(ObjectArrays))]
    public void Load_ObjectArray_HasTheShapeThatNumPySays(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        NdArray array = Npy.Load(golden.Path, NpyReadOptions.AsStored);

        Assert.Equal(golden.Descr, array.DType.Descr);
        Assert.Equal(golden.Shape, array.Shape.ToArray());
    }
}
