using System.Numerics;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Single elements of every dtype. The bytes were written by NumPy, little-endian; the big-endian ones are their reversal by unit.</summary>
public class NdArrayElementTests
{
    public static TheoryData<string, string, object> Values => new()
    {
        { "?", "01", true },
        { "?", "00", false },
        { "?", "02", true },
        { "i1", "80", sbyte.MinValue },
        { "i2", "feff", (short)-2 },
        { "i4", "15cd5b07", 123456789 },
        { "i8", "0000000000000080", long.MinValue },
        { "u1", "ff", byte.MaxValue },
        { "u2", "feff", (ushort)65534 },
        { "u4", "ffffffff", uint.MaxValue },
        { "u8", "0000000000000080", 1UL << 63 },
        { "f2", "003e", (Half)1.5 },
        { "f4", "0000c03f", 1.5f },
        { "f8", "182d4454fb210940", Math.PI },
        { "c8", "0000c03f000000c0", new Complex64(1.5f, -2) },
        { "c16", "000000000000f83f00000000000000c0", new Complex(1.5, -2) },
        { "f16", "00000000000000c0ff3f000000000000", (LongDouble)1.5 },
        { "c32", "00000000000000c0ff3f000000000000000000000000008000c0000000000000", new ComplexLongDouble(1.5, -2.0) },
        { "U3", "41000000e9000000003d0100", "Aé\U00013d00" },
        { "U3", "41000000000000000000000000".Substring(0, 24), "A" },
        { "U3", "410000000000000042000000", "A\0B" },
        { "U1", "00d80000", "\ud800" },
        { "U0", "", "" },
        { "M8[D]", "0100000000000000", new Datetime64(1, DatetimeUnit.Day) },
        { "M8[25s]", "0000000000000080", new Datetime64(long.MinValue, DatetimeUnit.Second, 25) },
        { "m8[ns]", "ffffffffffffffff", new Timedelta64(-1, DatetimeUnit.Nanosecond) },
        { "S4", "41004200", new byte[] { 0x41, 0, 0x42 } },
        { "S0", "", Array.Empty<byte>() },
        { "V3", "010000", new byte[] { 1, 0, 0 } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void GetValue_EveryDType_BothByteOrdersAndUnaligned(string type, string hex, object expected)
    {
        foreach (char order in "<>")
        {
            foreach (int offset in (int[])[0, 1, 3])
            {
                DType dtype = DType.Parse(type is "?" or "S0" or "U0" ? type : order + type);
                byte[] buffer = new byte[offset + dtype.ItemSize];
                Stored(hex, dtype).CopyTo(buffer, offset);
                var array = new NdArray(dtype, [], buffer, offset);

                object value = array.GetValue()!;

                Assert.IsType(expected.GetType(), value);
                Assert.Equal(expected, value);
            }
        }
    }

    [Theory]
    [InlineData("<i4")]
    [InlineData(">i4")]
    public void Set_Number_IsReadBackAndStoredInItsOrder(string type)
    {
        var array = NdArray.Create(DType.Parse(type), 2, 2);

        array.Set(0x01020304, 1, 0);

        Assert.Equal(0x01020304, array.Get<int>(1, 0));
        Assert.Equal(0, array.Get<int>(0, 1));
        Assert.Equal(type[0] == '<' ? new byte[] { 4, 3, 2, 1 } : [1, 2, 3, 4], array.ToBytes()[8..12]);
    }

    [Fact]
    public void Get_TextBeyond16BitsAtAnyPlace_IsThatText()
    {
        for (int length = 1; length <= 20; length++)
        {
            for (int at = 0; at < length; at++)
            {
                string text = new string('a', at) + "\U0001F600" + new string('b', length - at - 1);
                NdArray array = NdArray.FromArray(new[] { text });

                Assert.Equal(text, array.Get<string>(0));
                Assert.Equal(text, array.To(array.DType.WithByteOrder(ByteOrder.BigEndian)).Get<string>(0));
                Assert.Equal([text], Npy.Load<string>(Npy.Save(array)).ToArray());
            }
        }
    }

    [Fact]
    public void GetSet_EveryNumber_BothByteOrders()
    {
        RoundTrip("?", true);
        RoundTrip("i1", (sbyte)-3);
        RoundTrip("i2", (short)-300);
        RoundTrip("i4", -70000);
        RoundTrip("i8", long.MinValue + 1);
        RoundTrip("u1", (byte)200);
        RoundTrip("u2", (ushort)40000);
        RoundTrip("u4", 4000000000u);
        RoundTrip("u8", ulong.MaxValue - 1);
        RoundTrip("f2", (Half)0.1);
        RoundTrip("f4", 0.1f);
        RoundTrip("f8", 0.1);
        RoundTrip("f16", (LongDouble)0.1);
        RoundTrip("c8", new Complex64(0.1f, 0.2f));
        RoundTrip("c16", new Complex(0.1, 0.2));
        RoundTrip("c32", new ComplexLongDouble(0.1, 0.2));
        RoundTrip("M8[us]", new Datetime64(-5, DatetimeUnit.Microsecond));
        RoundTrip("m8[3h]", new Timedelta64(7, DatetimeUnit.Hour, 3));
        RoundTrip("M8[us]", 17L);
        RoundTrip("m8[us]", long.MinValue);
        RoundTrip("U4", "aé\U0001F600\udc00");
        RoundTrip("S3", "a\u00ff");
        RoundTrip("S3", new byte[] { 1, 0, 2 });
        RoundTrip("V3", new byte[] { 1, 2, 0 });
    }

    [Fact]
    public void Set_ShorterText_ClearsTheRest()
    {
        var array = NdArray.Create(DType.Parse("<U3"), 1);

        array.Set("abc", 0);
        array.Set("x", 0);

        Assert.Equal("78000000" + "00000000" + "00000000", Convert.ToHexStringLower(array.ToBytes()));
    }

    [Fact]
    public void Get_BytesAsText_IsLatin1() =>
        Assert.Equal("\u00e9", NdArray.FromBuffer(new byte[] { 0xe9, 0, 0 }, DType.Parse("S3")).Get<string>(0));

    [Fact]
    public void Get_LongText_IsWhole()
    {
        string text = new string('x', 300) + "\U0001F600";
        var array = NdArray.Create(DType.Parse(">U400"), 1);

        array.Set(text, 0);

        Assert.Equal(text, array.Get<string>(0));
    }

    [Fact]
    public void Get_Record_GivesItsBytesAndItsFields()
    {
        var array = NdArray.FromBuffer(new byte[] { 1, 2, 0, 3, 4, 0 }, DType.Parse("[('a', 'u1'), ('b', '<u2')]"));

        Assert.Equal([3, 4, 0], array.Get<byte[]>(1));
        NdArray record = Assert.IsType<NdArray>(array.GetValue(1));
        Assert.Equal(0, record.Rank);
        Assert.Equal((ushort)4, record["b"].Get<ushort>());
        record["b"].Set((ushort)9);
        Assert.Equal((ushort)9, array["b"].Get<ushort>(1));
    }

    private static void RoundTrip<T>(string type, T value)
    {
        foreach (char order in "<>")
        {
            DType dtype = DType.Parse(order + type);
            byte[] buffer = new byte[1 + 3 * dtype.ItemSize];
            var array = new NdArray(dtype, [3], buffer.AsMemory(), offset: 1);

            array.Set(value, 1);

            Assert.Equal(value, array.Get<T>(1));
            Assert.True(buffer.AsSpan(1, dtype.ItemSize).IndexOfAnyExcept((byte)0) < 0);
            Assert.True(buffer.AsSpan(1 + 2 * dtype.ItemSize).IndexOfAnyExcept((byte)0) < 0);
        }
    }

    private static byte[] Stored(string hex, DType dtype)
    {
        byte[] bytes = Convert.FromHexString(hex);
        if (dtype.IsNative)
            return bytes;

        int unit = dtype.Kind switch
        {
            DTypeKind.String => 4,
            DTypeKind.Complex => dtype.ItemSize / 2,
            _ => dtype.ItemSize,
        };
        for (int start = 0; start < bytes.Length; start += unit)
            bytes.AsSpan(start, unit).Reverse();

        return bytes;
    }
}
