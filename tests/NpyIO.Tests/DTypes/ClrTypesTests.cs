using System.Numerics;
using Xunit;

namespace NpyIO.Tests.DTypes;

public class ClrTypesTests
{
    private enum Small : short
    {
        None,
    }

    public static readonly TheoryData<Type, string> Both = new()
    {
        { typeof(bool), "?" },
        { typeof(sbyte), "i1" },
        { typeof(byte), "u1" },
        { typeof(short), "i2" },
        { typeof(ushort), "u2" },
        { typeof(int), "i4" },
        { typeof(uint), "u4" },
        { typeof(long), "i8" },
        { typeof(ulong), "u8" },
        { typeof(Half), "f2" },
        { typeof(float), "f4" },
        { typeof(double), "f8" },
        { typeof(LongDouble), "f16" },
        { typeof(Complex64), "c8" },
        { typeof(Complex), "c16" },
        { typeof(ComplexLongDouble), "c32" },
        { typeof(object), "O" },
    };

    [Theory]
    [MemberData(nameof(Both))]
    public void Of_AType_IsItsDType(Type type, string dtype)
    {
        Assert.Equal(DType.Parse(dtype), DType.Of(type));
        Assert.Equal(type, DType.Parse(dtype).ClrType);
        Assert.Equal(type, DType.Parse(dtype).WithByteOrder(ByteOrder.BigEndian).ClrType);
    }

    [Fact]
    public void Of_GenericType_IsTheSame()
    {
        Assert.Same(DType.Float64, DType.Of<double>());
        Assert.Same(DType.Float32, DType.Of<float>());
        Assert.Same(DType.Int32, DType.Of<int>());
        Assert.Same(DType.Int64, DType.Of<long>());
        Assert.Same(DType.UInt8, DType.Of<byte>());
        Assert.Same(DType.Complex128, DType.Of<Complex>());
        Assert.Same(DType.Int64, DType.Of<nint>());
        Assert.Same(DType.UInt64, DType.Of<nuint>());
        Assert.Same(DType.Int16, DType.Of<Small>());
    }

    [Fact]
    public void Of_DatesAndTimes_AreInNanosecondsAndDays()
    {
        Assert.Equal("M8[ns] M8[ns] M8[D] m8[ns] m8[ns]", Names(typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan)));
        Assert.Equal("M8[ns] M8[ns] M8[D] m8[ns] m8[ns]", Names(typeof(DateTime?), typeof(DateTimeOffset?), typeof(DateOnly?), typeof(TimeOnly?), typeof(TimeSpan?)));
        Assert.Equal(DType.String(1), DType.Of<char>());

        static string Names(params Type[] types) => string.Join(" ", types.Select(type => DType.Of(type).Descr.Trim('\'', '<')));
    }

    [Theory]
    [InlineData(typeof(string), "A string has no fixed width: say DType.String(width), in code points, or DType.Bytes(width). (Parameter 'type')")]
    [InlineData(typeof(byte[]), "A byte[] has no fixed width: say DType.Bytes(width) or DType.Void(width). (Parameter 'type')")]
    [InlineData(typeof(Datetime64), "A Datetime64 carries its own unit: say DType.Datetime(unit). (Parameter 'type')")]
    [InlineData(typeof(Timedelta64), "A Timedelta64 carries its own unit: say DType.Timedelta(unit). (Parameter 'type')")]
    [InlineData(typeof(decimal), "The type decimal has no counterpart among NumPy's dtypes. (Parameter 'type')")]
    [InlineData(typeof(int?), "The type int? has no counterpart among NumPy's dtypes. (Parameter 'type')")]
    [InlineData(typeof(Int128), "The type Int128 has no counterpart among NumPy's dtypes. (Parameter 'type')")]
    public void Of_ATypeWithoutDType_SaysWhatToCall(Type type, string message)
    {
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => DType.Of(type)).Message);
        Assert.False(DType.TryOf(type, out _));
    }

    /// <summary>Names in C#'s words.</summary>
    [Fact]
    public void Of_OddTypes_NamesThemAsCSharpDoes()
    {
        Assert.Equal("int*", Named(typeof(int).MakePointerType()));
        Assert.Equal("int&", Named(typeof(int).MakeByRefType()));
        Assert.Equal("float**", Named(typeof(float).MakePointerType().MakePointerType()));
        Assert.Equal("ValueTuple<int>", Named(typeof(ValueTuple<int>)));
        Assert.Equal("(int, byte)", Named(typeof((int, byte))));
        Assert.Equal("(int, int, int, int, int, int, int)", Named(typeof((int, int, int, int, int, int, int))));
        Assert.Equal("ValueTuple<int, int, int, int, int, int, int, ValueTuple<byte>>", Named(typeof((int, int, int, int, int, int, int, byte))));

        static string Named(Type type)
        {
            string message = Assert.Throws<ArgumentException>(() => DType.Of(type)).Message;
            return message["The type ".Length..message.IndexOf(" has no counterpart", StringComparison.Ordinal)];
        }
    }

    [Theory]
    [InlineData("S5", typeof(byte[]))]
    [InlineData("V5", typeof(byte[]))]
    [InlineData("U5", typeof(string))]
    [InlineData("M8[s]", typeof(Datetime64))]
    [InlineData("m8[s]", typeof(Timedelta64))]
    [InlineData("[('a', '<f4')]", null)]
    [InlineData("2f4", null)]
    public void ClrType_OfOthers_IsItsValues(string dtype, Type? expected) => Assert.Equal(expected, DType.Parse(dtype).ClrType);

    [Fact]
    public void Complex64_Arithmetic_IsComplexRounded()
    {
        Complex64 a = new(1.5f, -2), b = new(3, 0.5f);

        Assert.Equal(new Complex64(4.5f, -1.5f), a + b);
        Assert.Equal(new Complex64(-1.5f, -2.5f), a - b);
        Assert.Equal(new Complex64(5.5f, -5.25f), a * b);
        Assert.Equal(a, a * b / b);
        Assert.Equal(new Complex(1.5, -2), (Complex)a);
        Assert.Equal("<1.5; -2>", a.ToString());
        Assert.False(new Complex64(float.NaN, 0) == new Complex64(float.NaN, 0));
        Assert.True(new Complex64(float.NaN, 0).Equals(new Complex64(float.NaN, 0)));
    }

    /// <summary>Both parts count, and of NaN the operator says what Equals does not.</summary>
    [Theory]
    [InlineData(1, 2, 1, 2, true, true)]
    [InlineData(1, 2, 3, 2, false, false)]
    [InlineData(1, 2, 1, 3, false, false)]
    [InlineData(1, 2, 2, 1, false, false)]
    [InlineData(0, -0.0, -0.0, 0, true, null)]
    [InlineData(double.NaN, 2, double.NaN, 2, false, true)]
    [InlineData(1, double.NaN, 1, double.NaN, false, true)]
    [InlineData(double.NaN, 1, 1, double.NaN, false, false)]
    public void Equality_OfComplexNumbers_LooksAtBothParts(double real, double imaginary, double otherReal, double otherImaginary, bool isSame, bool? equals)
    {
        Complex64 a = new((float)real, (float)imaginary), b = new((float)otherReal, (float)otherImaginary);
        ComplexLongDouble c = new(real, imaginary), d = new(otherReal, otherImaginary);

        Assert.Equal((isSame, !isSame, isSame, !isSame), (a == b, a != b, c == d, c != d));
        if (equals is { } expected)
        {
            Assert.Equal((expected, expected, expected, expected), (a.Equals(b), a.Equals((object)b), c.Equals(d), c.Equals((object)d)));
            Assert.True(!expected || (a.GetHashCode() == b.GetHashCode() && c.GetHashCode() == d.GetHashCode()));
        }

        Assert.Equal((-(float)real, -(float)imaginary), ((-a).Real, (-a).Imaginary));
        Assert.Equal(((float)real, 0f), (((Complex64)(float)real).Real, ((Complex64)(float)real).Imaginary));
    }

    [Fact]
    public void ComplexLongDouble_OfAComplex_KeepsItsParts()
    {
        ComplexLongDouble value = new Complex(1.5, -2);

        Assert.Equal(new Complex(1.5, -2), (Complex)value);
        Assert.Equal("<1.5; -2.0>", value.ToString());
    }

    [Fact]
    public void Equals_OfAnotherType_IsFalse()
    {
        Assert.False(new Complex64(1, 0).Equals((object)1f));
        Assert.False(new Complex64(1, 0).Equals((object)new Complex(1, 0)));
        Assert.False(new ComplexLongDouble(1, 0).Equals((object)new Complex(1, 0)));
        Assert.False(((LongDouble)1).Equals((object)1.0));
        Assert.False(((LongDouble)1).Equals(null));
        Assert.True(((LongDouble)1).Equals((object)(LongDouble)1));
        Assert.False(new Datetime64(1, DatetimeUnit.Day).Equals((object)new Timedelta64(1, DatetimeUnit.Day)));
        Assert.False(new Timedelta64(1, DatetimeUnit.Day).Equals((object)new Datetime64(1, DatetimeUnit.Day)));
    }
}
