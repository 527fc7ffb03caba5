using NumSharp;
using Xunit;

namespace NpyIO.Tests.Adapters;

public sealed class FromNumSharpTests
{
    public static TheoryData<NPTypeCode> Codes => NumSharpSamples.Codes;

    [Theory]
    [MemberData(nameof(Codes))]
    public void ToNdArray_EveryDType_HasDTypeShapeAndElements(NPTypeCode code)
    {
        using NDArray source = NumSharpSamples.Matrix(code);

        NdArray array = source.ToNdArray();

        Assert.Equal($"'{NumSharpSamples.DescrOf(code)}'", array.DType.Descr);
        Assert.Equal([2, 3], array.Shape.ToArray());
        Assert.Equal(NumSharpSamples.Values[code].Cast<object>(), NumSharpSamples.Elements(array));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void ToNdArray_EveryDType_SharesTheMemory(NPTypeCode code)
    {
        using NDArray source = NumSharpSamples.Matrix(code);
        NdArray array = source.ToNdArray();
        NdArray bytes = array.View(DType.Of<byte>());

        bytes.Set((byte)(bytes.Get<byte>(1, 0) ^ 1), 1, 0);

        Assert.Equal(NumSharpSamples.Elements(array), NumSharpSamples.Elements(source));
        Assert.NotEqual(NumSharpSamples.Values[code].Cast<object>(), NumSharpSamples.Elements(source));
    }

    [Fact]
    public void ToNdArray_NumSharpWrites_IsSeen()
    {
        using NDArray source = NumSharpSamples.Matrix(NPTypeCode.Double);
        NdArray<double> array = source.ToNdArray<double>();

        source.SetDouble(42, 1, 2);

        Assert.Equal(42, array[1, 2]);
    }

    [Theory]
    [InlineData("1:")]
    [InlineData(":, 1:")]
    [InlineData(":, ::2")]
    [InlineData("::-1, ::-1")]
    [InlineData("1, :")]
    [InlineData(":, 1")]
    [InlineData("1, 2")]
    [InlineData("1:1")]
    public void ToNdArray_Slice_IsTheSameView(string slice)
    {
        using NDArray source = np.arange(12).reshape(3, 4).copy();
        using NDArray view = source[slice];

        NdArray array = view.ToNdArray();

        Assert.Equal(view.shape, array.Shape.ToArray());
        Assert.Equal(NumSharpSamples.Elements(view), NumSharpSamples.Elements(array));
    }

    [Fact]
    public void ToNdArray_SliceWrittenTo_ChangesTheWhole()
    {
        using NDArray source = np.arange(12).reshape(3, 4).copy();
        using NDArray view = source["::-1, ::2"];

        view.ToNdArray<long>()[0, 1] = 99;

        Assert.Equal(99, source.GetInt64(2, 2));
    }

    [Fact]
    public void ToNdArray_Transposed_HasItsStrides()
    {
        using NDArray source = NumSharpSamples.Matrix(NPTypeCode.Int32);

        NdArray array = source.T.ToNdArray();

        Assert.Equal([3, 2], array.Shape.ToArray());
        Assert.Equal([4, 12], array.Strides.ToArray());
        Assert.True(array.IsFortranContiguous);
        Assert.Equal(int.MaxValue, array.Get<int>(2, 1));
    }

    [Fact]
    public void ToNdArray_Broadcast_IsReadOnlyWithStrideZero()
    {
        using NDArray row = np.arange(3);
        using NDArray source = np.broadcast_to(row, new Shape(2, 3));

        NdArray array = source.ToNdArray();

        Assert.True(array.IsReadOnly);
        Assert.Equal([0, 8], array.Strides.ToArray());
        Assert.Equal([0L, 1L, 2L, 0L, 1L, 2L], array.ToArray<long>());
    }

    [Fact]
    public void ToNdArray_Scalar_IsZeroDimensional()
    {
        using NDArray source = NDArray.Scalar(1.5);

        NdArray array = source.ToNdArray();

        Assert.Equal(0, array.Rank);
        Assert.Equal(1.5, array.Get<double>());
    }

    [Fact]
    public void ToNdArray_Empty_KeepsItsShape()
    {
        using NDArray source = np.zeros(new Shape(0, 3), NPTypeCode.Single);

        NdArray array = source.ToNdArray();

        Assert.Equal([0, 3], array.Shape.ToArray());
        Assert.Equal("'<f4'", array.DType.Descr);
    }

    [Fact]
    public void ToNdArray_Char_IsTextOfOneCharacter()
    {
        using NDArray source = new NDArray(new[] { 'a', '\0', 'é', '漢', '\uffff', ' ' }).reshape(2, 3);

        NdArray array = source.ToNdArray();

        Assert.Equal("'<U1'", array.DType.Descr);
        Assert.Equal([2, 3], array.Shape.ToArray());
        Assert.Equal(["a", "", "é", "漢", "\uffff", " "], NumSharpSamples.Elements(array));
    }

    [Theory]
    [InlineData("1:")]
    [InlineData("::-1, ::2")]
    [InlineData(":, 1")]
    [InlineData("1, 2")]
    [InlineData("1:1")]
    public void ToNdArray_SliceOfChars_IsItsText(string slice)
    {
        using NDArray source = new NDArray("abcdefghijkl".ToCharArray()).reshape(3, 4);
        using NDArray view = source[slice];

        NdArray array = view.ToNdArray();

        Assert.Equal(view.shape, array.Shape.ToArray());
        Assert.Equal(NumSharpSamples.Elements(view).Select(element => $"{element}"), NumSharpSamples.Elements(array));
    }

    [Theory]
    [InlineData('\ud7ff', true)]
    [InlineData('\ud800', false)]
    [InlineData('\udbff', false)]
    [InlineData('\udc00', false)]
    [InlineData('\udfff', false)]
    [InlineData('\ue000', true)]
    [InlineData('\uffff', true)]
    public void ToNdArray_CharAroundTheSurrogates_IsTextOrRefused(char unit, bool isText)
    {
        using NDArray source = new NDArray(new[] { 'a', 'b', 'c', 'd', 'e', unit }).reshape(2, 3);
        using NDArray view = source["1:, 1:"];

        if (isText)
            Assert.Equal(["e", $"{unit}"], NumSharpSamples.Elements(view.ToNdArray()));
        else
            Assert.StartsWith($"element 1 is U+{(int)unit:X4}, ", Assert.Throws<NotSupportedException>(() => view.ToNdArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToNdArray_LoneSurrogate_IsRefused()
    {
        using NDArray source = new(new[] { 'a', '\ud83d' });

        var error = Assert.Throws<NotSupportedException>(() => source.ToNdArray());

        Assert.Equal("element 1 is U+D83D, which is not one char: NumSharp's Char and NumPy's U1 agree only up to U+FFFF, surrogates excepted", error.Message);
    }

    [Fact]
    public void ToNdArray_Decimal_IsRefused()
    {
        using NDArray source = new(new[] { 1.5m });

        var error = Assert.Throws<NotSupportedException>(() => source.ToNdArray());

        Assert.Equal("NumPy has no dtype for NumSharp's Decimal: convert it first, with astype(NPTypeCode.Double)", error.Message);
    }

    [Fact]
    public void ToNdArray_OtherType_IsRefused()
    {
        using NDArray source = NumSharpSamples.Matrix(NPTypeCode.Single);

        Assert.Throws<InvalidCastException>(() => source.ToNdArray<double>());
    }

    [Fact]
    public void ToNdArray_Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>("array", () => ((NDArray)null!).ToNdArray());
        Assert.Throws<ArgumentNullException>("array", () => ((NDArray)null!).ToNdArray<double>());
    }
}
