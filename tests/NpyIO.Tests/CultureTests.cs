using System.Globalization;
using System.Numerics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>What is printed, and what is said of bad content, is the same whatever the culture.</summary>
public sealed class CultureTests
{
    private static readonly CultureInfo Odd = MakeOdd();

    public static TheoryData<object> Printed => new()
    {
        new PickleFraction(-7, 2),
        new PickleRange(-5, new BigInteger(-1), -2),
        new PickleRange(-5, 3, 1),
        new PickleSlice(-1L, -2.5, -3L),
        new Complex64(-1.5f, -2.5f),
        new Datetime64(-12345, DatetimeUnit.Day),
        new Timedelta64(-12345, DatetimeUnit.Day),
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void ToString_OddCulture_IsTheSame(object value) => Assert.Equal(In(CultureInfo.InvariantCulture, value.ToString), In(Odd, value.ToString));

    [Theory]
    [InlineData("(-5,)")]
    [InlineData("(2, -3)")]
    [InlineData("(-1.5,)")]
    public void Load_BadShapeInOddCulture_SaysTheSame(string shape)
    {
        byte[] content = NpyBytes.Of("'<i4'", shape, []);
        byte[] archive = ZipBytes.Of(false, ("a.npy", content));

        Assert.Equal(In(CultureInfo.InvariantCulture, () => Message(() => Npy.Load(content))), In(Odd, () => Message(() => Npy.Load(content))));
        Assert.Equal(In(CultureInfo.InvariantCulture, () => Message(() => Npz.Load(archive))), In(Odd, () => Message(() => Npz.Load(archive))));
    }

    private static string Message(Action load) => Assert.Throws<NpyFormatException>(load).Message;

    private static T In<T>(CultureInfo culture, Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo MakeOdd()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.DateTimeFormat.ShortDatePattern = "yy_MM_dd";
        culture.DateTimeFormat.DateSeparator = "|";
        culture.DateTimeFormat.TimeSeparator = ";";
        return culture;
    }
}
