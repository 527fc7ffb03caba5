using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using Xunit;

namespace NpyIO.Tests.DTypes;

public class LongDoubleTests
{
    internal static LongDouble Of(ulong significand, int signExponent)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Fill(0xA5);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, significand);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], (ushort)signExponent);
        return MemoryMarshal.Read<LongDouble>(bytes);
    }

    [Fact]
    public void Layout_OfTheValueTypes_IsNumPys()
    {
        Assert.Equal(16, Unsafe.SizeOf<LongDouble>());
        Assert.Equal(32, Unsafe.SizeOf<ComplexLongDouble>());
        Assert.Equal(8, Unsafe.SizeOf<Complex64>());
    }

    [Fact]
    public void Bytes_OfACopy_KeepTheirPadding()
    {
        LongDouble copy = Of(1UL << 63, 16383);

        Assert.Equal("0000000000000080FF3FA5A5A5A5A5A5", Convert.ToHexString(MemoryMarshal.AsBytes([copy])));
    }

    [Fact]
    public void Equals_WithOtherPadding_IsTrue()
    {
        Assert.Equal((LongDouble)1.0, Of(1UL << 63, 16383));
        Assert.Equal(((LongDouble)1.0).GetHashCode(), Of(1UL << 63, 16383).GetHashCode());
    }

    [Theory]
    [InlineData(0xC000000000000000UL, 0x7FFF, "NaN")]
    [InlineData(0x8000000000000001UL, 0xFFFF, "NaN")]
    [InlineData(0x4000000000000000UL, 0x3FFF, "NaN")]
    [InlineData(0x0000000000000000UL, 0x7FFF, "NaN")]
    [InlineData(0x8000000000000000UL, 0x7FFF, "Infinity")]
    [InlineData(0x8000000000000000UL, 0xFFFF, "-Infinity")]
    [InlineData(0x0000000000000000UL, 0x8000, "-0.0")]
    [InlineData(0x8000000000000000UL, 0x0000, "3.3621031431120935063e-4932")]
    public void ToString_OfWhatIsSpecial_NamesIt(ulong significand, int signExponent, string expected) =>
        Assert.Equal(expected, Of(significand, signExponent).ToString());

    [Fact]
    public void Double_ThereAndBack_IsTheSameBits() => Gen.Double.Sample(value =>
    {
        double back = (double)(LongDouble)value;
        Assert.True(BitConverter.DoubleToUInt64Bits(value) == BitConverter.DoubleToUInt64Bits(back) || double.IsNaN(value) && double.IsNaN(back));
    });

    [Fact]
    public void Int64_ThereAndBack_IsTheSame() => Gen.Long.Sample(value => Assert.Equal(value, (long)(LongDouble)value));

    [Fact]
    public void UInt64_ThereAndBack_IsTheSame() => Gen.ULong.Sample(value => Assert.Equal(value, (ulong)(LongDouble)value));

    [Fact]
    public void Comparison_OfDoubles_IsTheirs() => Gen.Select(Gen.Double, Gen.Double).Sample((left, right) =>
    {
        LongDouble a = left, b = right;
        Assert.Equal(left < right, a < b);
        Assert.Equal(left <= right, a <= b);
        Assert.Equal(left == right, a == b);
        Assert.Equal(Math.Sign(left.CompareTo(right)), Math.Sign(a.CompareTo(b)));
        Assert.Equal(left.Equals(right), a.Equals(b));
    });

    [Fact]
    public void ToString_OfAnyFinite_ReadsBackAndIsShortest() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 0x7FFE]).Sample((bits, exponent) =>
        {
            LongDouble value = Of(bits | (1UL << 63), exponent);
            string text = value.ToString();

            // Read back exactly: |digits × 10^k − value| is at most half of the gap to a neighbour.
            (BigInteger digits, int power) = ReadDecimal(text);
            BigInteger scale = BigInteger.Pow(10, Math.Abs(power));
            int binary = exponent - 16383 - 63;
            BigInteger left = (power > 0 ? digits * scale : digits) << Math.Max(-binary, 0);
            BigInteger unit = (power < 0 ? scale : 1) << Math.Max(binary, 0);
            Assert.True(BigInteger.Abs(left - ((bits | (1UL << 63)) * unit)) * 2 <= unit, text);
            Assert.True(digits.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0').Length <= 21, text);
        }, iter: 500);

    /// <summary>Numbers in order, each with what else is equal to it: they differ in what no double holds.</summary>
    private static readonly LongDouble[][] Ascending =
    [
        [LongDouble.NegativeInfinity],
        [Of(ulong.MaxValue, 0xFFFE)],
        [Of(1UL << 63, 0xFFFE)],
        [Of((1UL << 63) + 1, 0xBFFF)],
        [-1],
        [Of(ulong.MaxValue, 0xBFFE)],
        [Of((1UL << 63) + 1, 0x8001)],
        [Of(1UL << 63, 0x8001), Of(1UL << 63, 0x8000)],
        [Of(ulong.MaxValue >> 1, 0x8000)],
        [Of(1, 0x8000)],
        [0, -0.0, Of(0, 0), Of(0, 0x8000)],
        [Of(1, 0)],
        [Of(2, 0)],
        [Of(ulong.MaxValue >> 1, 0)],
        [Of(1UL << 63, 1), Of(1UL << 63, 0)],
        [Of((1UL << 63) + 1, 1), Of((1UL << 63) + 1, 0)],
        [Of(1UL << 63, 2)],
        [Of(ulong.MaxValue, 0x3FFE)],
        [1, 1UL, 1L, 1.0],
        [Of((1UL << 63) + 1, 0x3FFF)],
        [2],
        [long.MaxValue],
        [1UL << 63],
        [ulong.MaxValue],
        [Of(1UL << 63, 0x7FFE)],
        [Of(ulong.MaxValue, 0x7FFE)],
        [LongDouble.PositiveInfinity],
    ];

    [Fact]
    public void Comparison_BeyondDoubles_IsThatOfTheNumbers()
    {
        (int Rank, LongDouble Value)[] all = [.. Ascending.SelectMany((equal, rank) => equal.Select(value => (rank, value)))];
        foreach ((int rank, LongDouble a) in all)
        {
            foreach ((int other, LongDouble b) in all)
            {
                Assert.Equal(Math.Sign(rank - other), Math.Sign(a.CompareTo(b)));
                Assert.Equal((rank < other, rank <= other, rank > other, rank >= other), (a < b, a <= b, a > b, a >= b));
                Assert.Equal((rank == other, rank != other, rank == other), (a == b, a != b, a.Equals(b)));
                Assert.True(rank != other || a.GetHashCode() == b.GetHashCode());
            }

            foreach (LongDouble nan in (LongDouble[])[LongDouble.NaN, -LongDouble.NaN, Of(1, 0x7FFF), Of(1UL << 62, 0x3FFF)])
            {
                Assert.Equal((1, -1), (Math.Sign(a.CompareTo(nan)), Math.Sign(nan.CompareTo(a))));
                Assert.False(a < nan || a <= nan || a > nan || a >= nan || a == nan || nan < a || nan <= a || nan > a || nan >= a || a.Equals(nan));
                Assert.True(a != nan && nan.Equals(LongDouble.NaN) && nan.GetHashCode() == LongDouble.NaN.GetHashCode());
            }
        }
    }

    [Fact]
    public void Minus_OfAny_TurnsTheSignAlone()
    {
        foreach (LongDouble value in (LongDouble[])[.. Ascending.SelectMany(equal => equal), LongDouble.NaN])
        {
            LongDouble turned = -value;

            Assert.Equal((!LongDouble.IsNegative(value), value.Significand, value.BiasedExponent), (LongDouble.IsNegative(turned), turned.Significand, turned.BiasedExponent));
            Assert.Equal((LongDouble.IsNaN(value), LongDouble.IsInfinity(value), LongDouble.IsFinite(value)), (LongDouble.IsNaN(turned), LongDouble.IsInfinity(turned), LongDouble.IsFinite(turned)));
        }
    }

    /// <summary>As <c>fld</c> and <c>fstp</c> do: a NaN keeps its sign and its payload.</summary>
    [Theory]
    [InlineData(0x7FF8_0000_0000_0000UL)]
    [InlineData(0xFFF8_0000_0000_0000UL)]
    [InlineData(0x7FF8_0000_0000_0001UL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFFUL)]
    [InlineData(0xFFFC_1234_5678_9ABCUL)]
    public void Double_NaNThereAndBack_KeepsSignAndPayload(ulong bits)
    {
        LongDouble wide = BitConverter.UInt64BitsToDouble(bits);

        Assert.True(LongDouble.IsNaN(wide));
        Assert.Equal(bits >> 63 != 0, LongDouble.IsNegative(wide));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits((double)wide));
        Assert.Equal(bits >> 63 != 0, float.IsNegative((float)wide));
        Assert.True(float.IsNaN((float)wide));
    }

    [Fact]
    public void ToInt64AndUInt64_AtTheLimits_FitOrOverflow()
    {
        Assert.Equal(long.MaxValue, (long)(LongDouble)long.MaxValue);
        Assert.Equal(long.MinValue, (long)(LongDouble)long.MinValue);
        Assert.Equal(long.MaxValue, (long)Of(ulong.MaxValue, 0x3FFF + 62));   // 2^63 - 1/2
        Assert.Equal((-1L, 0L, 1L), ((long)(LongDouble)(-1.75), (long)(LongDouble)(-0.75), (long)(LongDouble)1.75));
        Refuses(() => (long)(LongDouble)(1UL << 63), "9.223372036854775808e+18 is outside of the range of Int64.");
        Refuses(() => (long)(-(LongDouble)((1UL << 63) + 1)), "-9.223372036854775809e+18 is outside of the range of Int64.");
        Refuses(() => (long)LongDouble.NegativeInfinity, "-Infinity is outside of the range of 64-bit integers.");

        Assert.Equal(ulong.MaxValue, (ulong)(LongDouble)ulong.MaxValue);
        Assert.Equal((0UL, 0UL, 1UL), ((ulong)(LongDouble)(-0.75), (ulong)(LongDouble)(-0.0), (ulong)(LongDouble)1.75));
        Refuses(() => (long)(ulong)(LongDouble)(-1.0), "-1.0 is outside of the range of UInt64.");
        Refuses(() => (long)(ulong)Of(1UL << 63, 0x3FFF + 64), "1.8446744073709551616e+19 is outside of the range of 64-bit integers.");

        static void Refuses(Func<long> convert, string message) => Assert.Equal(message, Assert.Throws<OverflowException>(() => convert()).Message);
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(double.NaN)]
    public void ToInt64_OutOfRange_Overflows(double value) =>
        Assert.Equal(
            value is double.NaN ? "NaN is outside of the range of 64-bit integers." : "1.0000000000000000525e+300 is outside of the range of 64-bit integers.",
            Assert.Throws<OverflowException>(() => (long)(LongDouble)value).Message);

    private static (BigInteger Digits, int Power) ReadDecimal(string text)
    {
        string[] parts = text.Split('e');
        int power = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            power -= parts[0].Length - point - 1;
        return (BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture), power);
    }
}
