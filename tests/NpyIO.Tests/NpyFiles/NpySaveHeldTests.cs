using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Arrays of values that are not a dtype's bytes: text, dates and time spans with their unit.</summary>
public sealed class NpySaveHeldTests
{
    [Theory]
    [InlineData("'<U3'", "a", "bcd")]
    [InlineData("'<U1'", "")]
    [InlineData("'<U1'")]
    [InlineData("'<U2'", "\U0001F600b", "c")]
    public void Save_Texts_AreAsWideAsTheLongest(string descr, params string[] texts)
    {
        NdArray loaded = Npy.Load(Npy.Save(texts));

        Assert.Equal(descr, loaded.DType.Descr);
        Assert.Equal(texts, loaded.ToArray<string>());
    }

    [Fact]
    public void Save_TextsInAMatrix_KeepTheirShape()
    {
        NdArray loaded = Npy.Load(Npy.Save(new[,] { { "a", "bcd" }, { "", "ef" }, { "g", "h" } }));

        Assert.Equal("NdArray(<U3, (3, 2))", loaded.Summary);
        Assert.Equal(["a", "bcd", "", "ef", "g", "h"], loaded.ToArray<string>());
    }

    [Fact]
    public void Save_TypedTexts_AreThoseOfTheArray()
    {
        string[] texts = ["a", "bcd"];
        NdArray<string> array = texts;
        Assert.Equal("NdArray<string>(<U3, (2,))", array.Summary);
        Assert.Equal(Npy.Save(texts), Npy.Save(array));

        array[0] = "longer";
        Assert.Equal("longer", texts[0]);
        Assert.Equal("'<U6'", array.ToNdArray().DType.Descr);
    }

    [Fact]
    public void Save_Dates_HaveTheirUnit()
    {
        Datetime64[] dates = [new(long.MinValue, DatetimeUnit.Generic), new(1, DatetimeUnit.Second, 25), new(-2, DatetimeUnit.Second, 25)];

        NdArray loaded = Npy.Load(Npy.Save(dates));

        Assert.Equal("'<M8[25s]'", loaded.DType.Descr);
        Assert.Equal([long.MinValue, 1, -2], loaded.View<long>().ToArray());
        Assert.Equal("'<M8[25s]'", ((NdArray<Datetime64>)dates).DType.Descr);
    }

    [Fact]
    public void Save_TimeSpans_HaveTheirUnit()
    {
        NdArray loaded = Npy.Load(Npy.Save(new Timedelta64[,] { { new(3, DatetimeUnit.Day), new(4, DatetimeUnit.Day) } }));

        Assert.Equal("NdArray(timedelta64[D], (1, 2))", loaded.Summary);
        Assert.Equal([3, 4], loaded.View<long>().ToArray());
    }

    [Fact]
    public void Save_NoDates_AreGeneric()
    {
        Assert.Equal("'<M8'", Npy.Load(Npy.Save(Array.Empty<Datetime64>())).DType.Descr);
        Assert.Equal("'<m8'", Npy.Load(Npy.Save(Array.Empty<Timedelta64>())).DType.Descr);
        Assert.Equal("'<M8[D]'", Npy.Load(Npy.Save(new[] { new Datetime64(long.MinValue, DatetimeUnit.Day) })).DType.Descr);
    }

    [Fact]
    public void Save_DatesOfDifferentUnits_AreRefused()
    {
        Datetime64[] dates = [new(1, DatetimeUnit.Day), new(2, DatetimeUnit.Second)];
        Timedelta64[] spans = [new(1, DatetimeUnit.Day), new(2, DatetimeUnit.Day), new(2, DatetimeUnit.Day, 7)];

        Assert.Equal(
            "The values before index 1 are datetime64[D], the one there is datetime64[s]; the elements of an array share one unit, so convert them to one first.",
            Assert.Throws<ArgumentException>(() => Npy.Save(dates)).Message);
        Assert.Equal(
            "The values before index 2 are timedelta64[D], the one there is timedelta64[7D]; the elements of an array share one unit, so convert them to one first.",
            Assert.Throws<ArgumentException>(() => (NdArray<Timedelta64>)spans).Message);
    }

    [Fact]
    public void Save_TypeWithoutDType_SaysWhatToUse()
    {
        Refuses("There is no NumPy dtype for double[]; use a rectangular array such as double[,], NdArray.FromJagged for rows of equal lengths, or NdArray.FromObjects for an array of arrays.", new double[2][]);
        Refuses("There is no NumPy dtype for decimal; convert to double, or let NdArray.FromObjects keep every digit.", new decimal[2, 2]);
        Refuses("There is no NumPy dtype for Guid; View<Guid>() sees the elements of an array as structs, such as (n, 3) floats as (n,) of Vector3.", new Guid[2]);
    }

    private static void Refuses(string message, Array array) =>
        Assert.Equal(message, Assert.Throws<InvalidCastException>(() => Npy.Save(array)).Message);
}
