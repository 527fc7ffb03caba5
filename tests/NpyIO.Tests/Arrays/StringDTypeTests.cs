using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>NumPy 2's <c>StringDType</c>: the expected texts are those of NumPy 2.4.</summary>
public class StringDTypeTests
{
    public static TheoryData<DType, string> Texts => new()
    {
        { DType.StringDType(), "StringDType()" },
        { DType.StringDType(naObject: null), "StringDType(na_object=None)" },
        { DType.StringDType(double.NaN), "StringDType(na_object=nan)" },
        { DType.StringDType(1.0), "StringDType(na_object=1.0)" },
        { DType.StringDType(1.5), "StringDType(na_object=1.5)" },
        { DType.StringDType(-0.0), "StringDType(na_object=-0.0)" },
        { DType.StringDType(1e16), "StringDType(na_object=1e+16)" },
        { DType.StringDType(9999999999999998.0), "StringDType(na_object=9999999999999998.0)" },
        { DType.StringDType(double.NegativeInfinity), "StringDType(na_object=-inf)" },
        { DType.StringDType(1L), "StringDType(na_object=1)" },
        { DType.StringDType(-1L, coerce: false), "StringDType(na_object=-1, coerce=False)" },
        { DType.StringDType((object)true), "StringDType(na_object=True)" },
        { DType.StringDType(coerce: false), "StringDType(coerce=False)" },
        { DType.StringDType("x", coerce: false), "StringDType(na_object='x', coerce=False)" },
        { DType.SubArray(DType.StringDType(), 2L), "('T', (2,))" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void ToString_AsNumPy(DType dtype, string text) => Assert.Equal(text, dtype.ToString());

    [Fact]
    public void Facts_AreNumPys()
    {
        DType dtype = DType.StringDType();

        Assert.Equal(("StringDType128", "'|O'", 16, 8, 'T'), (dtype.Name, dtype.Descr, dtype.ItemSize, dtype.Alignment, (char)dtype.Kind));
        Assert.True(dtype.HasObject);
        Assert.Equal(typeof(string), dtype.ClrType);
    }

    [Fact]
    public void Equals_CountsNaObjectAndCoerce()
    {
        Assert.Equal(DType.StringDType(double.NaN), DType.StringDType(double.NaN));
        Assert.NotEqual(DType.StringDType(), DType.StringDType(naObject: null));
        Assert.NotEqual(DType.StringDType(), DType.StringDType(coerce: false));
        Assert.NotEqual(DType.StringDType(naObject: null), DType.StringDType("x"));
    }

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(true, "x", false)]
    [InlineData(true, 1.5, true)]
    public void Rules_OfAny_AreThoseGiven(bool hasNaObject, object? naObject, bool coerce)
    {
        DType dtype = hasNaObject ? DType.StringDType(naObject, coerce) : DType.StringDType(coerce), same = hasNaObject ? DType.StringDType(naObject, coerce) : DType.StringDType(coerce);

        Assert.Equal((hasNaObject, coerce), (dtype.HasNaObject, dtype.Coerces));
        Assert.Equal(naObject, dtype.NaObject);
        Assert.True(dtype == same && dtype.GetHashCode() == same.GetHashCode());
        Assert.False(DType.Object.HasNaObject || DType.Object.Coerces);
    }

    [Fact]
    public void Struct_FieldOfIt_IsRefusedAsInNumPy() =>
        Assert.Equal(
            "field 'a' is of StringDType(), which NumPy does not take for fields (Parameter 'fields')",
            Assert.Throws<ArgumentException>(() => DType.Struct(new Field("a", DType.StringDType()))).Message);

    [Fact]
    public void FromObjects_Texts_HoldsThem()
    {
        NdArray array = NdArray.FromObjects(new[] { "a", "", "long text" }, DType.StringDType());

        Assert.Equal(["a", "", "long text"], array.ToArray<string>());
        Assert.Equal("long text", array.Copy().GetValue(2));
    }

    [Fact]
    public void FromObjects_MissingTexts_AreNull()
    {
        NdArray array = NdArray.FromObjects(new object?[] { "a", double.NaN, null }, DType.StringDType(double.NaN));

        Assert.Equal(new[] { "a", null, null }, array.ToArray<string?>());
    }

    [Fact]
    public void FromObjects_MissingTextWhereNoneMayBe_IsRefused() =>
        Assert.Equal(
            "An element of StringDType() is text, not None.",
            Assert.Throws<ArgumentException>(() => NdArray.FromObjects(new[] { "a", null }, DType.StringDType())).Message);

    [Fact]
    public void Create_IsAllEmptyTexts() => Assert.Equal(["", ""], NdArray.Create(DType.StringDType(naObject: null), 2).ToArray<string>());

    [Fact]
    public void Set_TextAndMissing_AreKept()
    {
        NdArray array = NdArray.Create(DType.StringDType(naObject: null), 2);
        array.Set("x", 0);
        array.Set<string?>(null, 1);

        Assert.Equal(new[] { "x", null }, array.Reshape(2L, 1L).ToArray<string?>());
    }

    [Fact]
    public void Set_Number_IsRefused() =>
        Assert.Equal(
            "An element of StringDType(na_object=None) is text or null, not int.",
            Assert.Throws<ArgumentException>(() => NdArray.Create(DType.StringDType(naObject: null), 1).Set<object>(1, 0)).Message);

    [Fact]
    public void To_Text_AndBack_KeepsTheDType()
    {
        NdArray<string?> typed = NdArray.FromObjects(new[] { "a", null }, DType.StringDType(naObject: null)).To<string?>();

        Assert.Equal(DType.StringDType(naObject: null), typed.ToNdArray().DType);
        Assert.Equal(new[] { "a", null }, typed.ToNdArray().ToArray<string?>());
    }

    /// <summary>Both rules of the dtype survive a pickle, each with and without the other.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Pickle_Rules_SurviveIt(bool hasNaObject, bool coerces)
    {
        DType dtype = hasNaObject ? DType.StringDType(null, coerces) : DType.StringDType(coerces);
        var array = NdArray.Create(dtype, 2);
        array.Set<string?>("a", 0);

        DType loaded = Assert.IsType<NdArray>(Pickle.Load(Pickle.Save(array))).DType;

        Assert.Equal((hasNaObject, coerces), (loaded.HasNaObject, loaded.Coerces));
    }
}
