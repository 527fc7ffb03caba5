using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Views of buffers, strided as NumPy strides them, saved as NumPy saves them.</summary>
public class ViewTests
{
    public static TheoryData<string> Views => [.. GoldenCase.Views];

    [Theory]
    [MemberData(nameof(Views))]
    public void Save_View_IsWhatNumPyWrites(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        NdArray view = new(DType.Parse(golden.Descr), golden.Shape, golden.Buffer, golden.Offset, golden.Strides);

        GoldenValues.AssertEqual(golden.Values!.Value, view);
        byte[] saved = Npy.Save(view);
        if (golden.HasStridedPadding)
            GoldenValues.AssertEqual(golden.Values!.Value, Npy.Load(saved));   // NumPy keeps the padding in a file and not in a stream; NpyIO writes zeros
        else
            Assert.Equal(golden.Bytes, saved);
    }
}
