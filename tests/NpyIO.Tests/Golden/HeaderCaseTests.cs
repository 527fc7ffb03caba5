using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Headers that no NumPy wrote: read where the newest NumPy reads them, refused where it does not.</summary>
public class HeaderCaseTests
{
    public static TheoryData<string> Legal => [.. GoldenCase.Headers.Where(name => !GoldenCase.Of(name).IsRefused && !GoldenCase.Of(name).IsObject)];

    public static TheoryData<string> Refused => [.. GoldenCase.Headers.Where(name => GoldenCase.Of(name).IsRefused)];

    [Theory]
    [MemberData(nameof(Legal))]
    public void Load_LegalHeader_HasNumPysValues(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        NpyHeader header = Npy.ReadHeader(golden.Path);
        NdArray array = Npy.Load(golden.Path, NpyReadOptions.AsStored);

        Assert.Equal(golden.Descr, header.DType.Descr);
        Assert.Equal(golden.FortranOrder, header.FortranOrder);
        Assert.Equal(golden.DataOffset, header.DataOffset);
        if (golden.Values is { } values)
            GoldenValues.AssertEqual(values, array);
        if (golden.ReencodedPath is { } path)
            Assert.Equal(File.ReadAllBytes(path), Npy.Save(array));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Load_HeaderThatNumPyRefuses_ThrowsFormatException(string name) =>
        Assert.Throws<NpyFormatException>(() => Npy.Load(GoldenCase.Of(name).Path));
}
