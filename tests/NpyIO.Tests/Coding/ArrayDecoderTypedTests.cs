using System.Text;
using NpyIO.Arrays;
using NpyIO.Coding;
using Xunit;

namespace NpyIO.Tests.Coding;

public sealed class ArrayDecoderTypedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_CastWithSwap_GivesValuesInCOrder(bool fortran)
    {
        long[] shape = [70, 90];
        var payload = new byte[70 * 90 * 4];
        for (int i = 0; i < 70 * 90; i++)
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(i * 4), i - 3000);
        ArrayDecoder decoder = ArrayDecoder.Create<double>(DType.Parse(">i4"), shape, fortran, new NpyReadOptions { Casting = Casting.Safe }.Decoding);
        for (int at = 0; at < payload.Length; at += 4 * 37)
            decoder.Decode(at, payload.AsSpan(at, Math.Min(4 * 37, payload.Length - at)));
        NdArray<double> array = decoder.ToNdArray<double>();
        for (long row = 0; row < 70; row++)
        {
            for (long column = 0; column < 90; column++)
                Assert.Equal((fortran ? column * 70 + row : row * 90 + column) - 3000.0, array[row, column]);
        }
    }

    [Fact]
    public void Decode_Bool_BecomesZeroOrOne()
    {
        ArrayDecoder decoder = ArrayDecoder.Create<bool>(DType.Parse("|b1"), [4], false, NpyReadOptions.Default.Decoding);
        Assert.True(decoder.IsInPlace);
        Assert.False(decoder.IsRaw);
        decoder.Decode(0, [0, 1, 2, 255]);
        Assert.Equal([0, 1, 1, 1], System.Runtime.InteropServices.MemoryMarshal.AsBytes(decoder.ToNdArray<bool>().AsReadOnlySpan()).ToArray());
    }

    [Fact]
    public void Decode_UntypedBool_KeepsBytes()
    {
        ArrayDecoder decoder = ArrayDecoder.Create(DType.Parse("|b1"), [4], false, NpyReadOptions.Default.Decoding);
        decoder.Decode(0, [0, 1, 2, 255]);
        Assert.Equal([0, 1, 2, 255], decoder.ToNdArray().ToBytes());
    }

    [Theory]
    [InlineData("<U", false)]
    [InlineData(">U", false)]
    [InlineData("<U", true)]
    public void Decode_Text_GivesStrings(string kind, bool fortran)
    {
        string[] texts = ["", "a", "é\u4e2d", "0123456789abcdef", "tab\0le", "\U0001F600x", "\uD800", "0123456789abcdefg", "\U0010FFFF", "12345678", "1234567\u1234", "  "];
        const int Width = 20;
        var payload = new byte[texts.Length * Width * 4];
        for (int i = 0; i < texts.Length; i++)
        {
            int at = i * Width * 4;
            for (int c = 0; c < texts[i].Length; c++, at += 4)
            {
                uint codePoint = char.IsSurrogatePair(texts[i], Math.Min(c, Math.Max(0, texts[i].Length - 2))) && char.IsHighSurrogate(texts[i][c])
                    ? (uint)char.ConvertToUtf32(texts[i], c++)
                    : texts[i][c];
                BitConverter.TryWriteBytes(payload.AsSpan(at), kind[0] == '>' ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(codePoint) : codePoint);
            }
        }

        ArrayDecoder decoder = ArrayDecoder.Create<string>(DType.Parse($"{kind}{Width}"), [3, 4], fortran, NpyReadOptions.Default.Decoding);
        decoder.Decode(0, payload);
        NdArray<string> array = decoder.ToNdArray<string>();
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 4; column++)
                Assert.Equal(texts[fortran ? column * 3 + row : row * 4 + column], array[row, column]);
        }
    }

    [Fact]
    public void Decode_ByteStrings_AreLatin1()
    {
        ArrayDecoder decoder = ArrayDecoder.Create<string>(DType.Parse("|S3"), [3], false, NpyReadOptions.Default.Decoding);
        decoder.Decode(0, Encoding.Latin1.GetBytes("é\0\0a\0bxyz"));
        Assert.Equal(["é", "a\0b", "xyz"], decoder.ToNdArray<string>().ToArray());
    }

    [Fact]
    public void Decode_NumberThatIsNoCodePoint_TellsWhere()
    {
        ArrayDecoder decoder = ArrayDecoder.Create<string>(DType.Parse("<U1"), [3], false, NpyReadOptions.Default.Decoding);
        decoder.DataOffset = 128;
        var error = Assert.Throws<NpyFormatException>(() => decoder.Decode(0, [65, 0, 0, 0, 66, 0, 0, 0, 0, 0, 0x11, 0]));
        Assert.Equal("An element of dtype '<U1' holds a number that is not a Unicode code point; load the array untyped and see its numbers with View<uint>() (at byte 136)", error.Message);
    }

    [Fact]
    public void Decode_TextWithoutWidth_GivesEmptyStrings()
    {
        ArrayDecoder decoder = ArrayDecoder.Create<string>(DType.Parse("<U0"), [2, 2], true, NpyReadOptions.Default.Decoding);
        decoder.Allocate();
        Assert.Equal(["", "", "", ""], decoder.ToNdArray<string>().ToArray());
    }

    [Fact]
    public void Create_TooManyItemsWithoutBytes_Refuses()
    {
        var error = Assert.Throws<NpyFormatException>(() => ArrayDecoder.Create<string>(DType.Parse("<U0"), [1_000_000, 1_000_000], false, NpyReadOptions.Default.Decoding));
        Assert.Equal("The array has 1000000000000 elements of no bytes, more than the 16777216 that NpyReadOptions.MaxElements allows (at byte 0)", error.Message);
    }

    [Fact]
    public void Decode_Dates_CarryTheirUnit()
    {
        ArrayDecoder decoder = ArrayDecoder.Create<Datetime64>(DType.Parse(">M8[25s]"), [2], false, NpyReadOptions.Default.Decoding);
        decoder.Decode(0, [0, 0, 0, 0, 0, 0, 1, 2, 0x80, 0, 0, 0, 0, 0, 0, 0]);
        Datetime64[] dates = decoder.ToNdArray<Datetime64>().ToArray();
        Assert.Equal(new Datetime64(258, DatetimeUnit.Second, 25), dates[0]);
        Assert.True(dates[1].IsNaT);
    }

    [Fact]
    public void Decode_IntoGivenMemory_WritesItsStartAlone()
    {
        float[] destination = [9, 9, 9, 9, 9];
        ArrayDecoder decoder = ArrayDecoder.Create<float>(DType.Parse(">f4"), [2, 2], true, NpyReadOptions.AsStored.Decoding, ManagedMemory.Of(destination));
        decoder.Decode(0, [0x3F, 0x80, 0, 0, 0x40, 0, 0, 0, 0x40, 0x40, 0, 0, 0x40, 0x80, 0, 0]);
        Assert.Equal([1, 3, 2, 4, 9], destination);
    }

    [Fact]
    public void Create_DestinationTooShort_SaysByHowMuch()
    {
        var error = Assert.Throws<ArgumentException>(() => ArrayDecoder.Create<float>(DType.Parse("<f4"), [2, 2], false, NpyReadOptions.Default.Decoding, ManagedMemory.Of(new float[3])));
        Assert.Equal("The destination has room for 3 elements, but the array has 4. (Parameter 'destination')", error.Message);
    }

    [Fact]
    public void Create_OtherNumber_NamesCheckedFirst()
    {
        Refuses<double>("<f4", "The array's dtype is float32 ('<f4'), not double; load it as float, or set NpyReadOptions.Casting to Casting.Checked to convert it.");
        Refuses<float>(">f8", "The array's dtype is float64 ('>f8'), not float; load it as double, or set NpyReadOptions.Casting to Casting.Checked to convert it if no value is lost (Casting.SameKind would convert it as NumPy does).");
        Refuses<int>("<c8", "The array's dtype is complex64 ('<c8'), not int; load it as Complex64, or set NpyReadOptions.Casting to Casting.Checked to convert it if no value is lost (Casting.Unsafe would convert it as NumPy does).");
    }

    [Fact]
    public void Create_NoConversion_SaysWhatToLoad()
    {
        Refuses<long>("<M8[s]", "The array's dtype is datetime64[s] ('<M8[s]'), not long; load it as Datetime64, or untyped and see its counts with View<long>().");
        Refuses<long>("<m8[s]", "The array's dtype is timedelta64[s] ('<m8[s]'), not long; load it as Timedelta64, or untyped and see its counts with View<long>().");
        Refuses<double>("<U3", "The array's dtype is <U3, not double, and there is no conversion; load it as string.");
        Refuses<string>("<f8", "The array's dtype is float64 ('<f8'), not string, and there is no conversion; load it as double.");
        Refuses<int>("[('a', '<i4')]", "The array's dtype is [('a', '<i4')], not int, and there is no conversion; load it untyped and reach its fields by name.");
        Refuses<Guid>("{'names': ['a', 'b'], 'formats': ['<i4', '<i2'], 'offsets': [0, 2], 'itemsize': 4}", "The array's dtype is {'names': ['a', 'b'], 'formats': ['<i4', '<i2'], 'offsets': [0, 2], 'itemsize': 4}, not Guid, and there is no conversion; load it untyped and reach its fields by name.");
        Refuses<Guid>("V16", "The array's dtype is |V16, not Guid, and there is no conversion; load it untyped.");
        Refuses<decimal>("<f8", "The array's dtype is float64 ('<f8'), not decimal, and there is no conversion; load it as double.");
    }

    [Fact]
    public void Create_TimesWithoutLength_SaysWhy()
    {
        Refuses<DateTime>("<M8", "The array's dtype is datetime64 ('<M8'), not DateTime; without a unit, their counts have no meaning: load it as Datetime64.");
        Refuses<TimeSpan?>("<m8[M]", "The array's dtype is timedelta64[M] ('<m8[M]'), not TimeSpan?; years and months have no fixed length: load it as Timedelta64.");
        Refuses<DateTime>("<m8[s]", "The array's dtype is timedelta64[s] ('<m8[s]'), not DateTime, and there is no conversion; load it as Timedelta64.");
    }

    private static void Refuses<T>(string descr, string message)
    {
        var error = Assert.Throws<InvalidCastException>(() => ArrayDecoder.Create<T>(DType.Parse(descr), [3], false, NpyReadOptions.Default.Decoding));
        Assert.Equal(message, error.Message);
    }
}
