using NpyIO.Tests.Kernels;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

public class NdArrayCastTests
{
    [Theory]
    [InlineData("<f4")]
    [InlineData(">f4")]
    public void As_ExactType_SharesTheElements(string type)
    {
        var array = NdArray.Create(DType.Parse(type), 2, 3);

        array.As<float>()[1, 2] = 1.5f;

        Assert.Equal(1.5f, array.Get<float>(1, 2));
        Assert.Equal(type, array.As<float>().DType.Descr.Trim('\''));
    }

    [Fact]
    public void As_OtherType_SaysWhatWouldConvert()
    {
        Assert.Equal("An array of '<f4' cannot be seen as one of double: its elements are float, To<double>() converts them.", Refusal<double>("<f4"));
        Assert.Equal("An array of '<f8' cannot be seen as one of float: its elements are double, To<float>(Casting.Checked) converts them if no value is lost.", Refusal<float>("<f8"));
        Assert.Equal("An array of '<f8' cannot be seen as one of int: its elements are double, To<int>(Casting.Checked) converts them if no value is lost.", Refusal<int>("<f8"));
        Assert.Equal("An array of '<U3' cannot be seen as one of string: To<string>() reads them.", Refusal<string>("<U3"));
        Assert.Equal("An array of '<M8[s]' cannot be seen as one of Datetime64: To<Datetime64>() reads them.", Refusal<Datetime64>("<M8[s]"));
        Assert.Equal("An array of '<M8[s]' cannot be seen as one of long: View<long>() gives the counts.", Refusal<long>("<M8[s]"));
        Assert.Equal("An array of '<f8' cannot be seen as one of string: its elements are double.", Refusal<string>("<f8"));
        Assert.Equal("An array of [('f0', '<i4'), ('f1', '<f8')] cannot be seen as one of int: its elements are a record, reached by its fields.", Refusal<int>("i4,f8"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void To_Number_ConvertsInCOrder(bool transposed)
    {
        NdArray array = NdArray.FromArray(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).To(DType.Parse(">f4"), Casting.Equivalent);
        array = transposed ? array.Transpose() : array;

        NdArray<double> converted = array.To<double>();

        Assert.Equal(transposed ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6], converted.AsSpan());
        Assert.Equal(array.Shape, converted.Shape);
        Assert.Equal(transposed ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6], array.ToArray<float>());
    }

    [Fact]
    public void To_ManyElements_ConvertsAll()
    {
        int[] numbers = [.. Enumerable.Range(0, 100_000)];

        Assert.Equal(numbers.Select(i => (double)i), NdArray.FromArray(numbers).To<double>().ToArray());
    }

    /// <summary>Conversions that swap bytes go in pieces: all of them are converted, from and to every byte order.</summary>
    [Theory]
    [InlineData("?")]
    [InlineData("i2")]
    [InlineData("i4")]
    [InlineData("u8")]
    [InlineData("f2")]
    [InlineData("f4")]
    [InlineData("f8")]
    [InlineData("f16")]
    [InlineData("c8")]
    [InlineData("c32")]
    public void To_LongArraysInAnyByteOrder_AreThoseInTheNativeOne(string from)
    {
        int most = from == "?" ? 2 : 100;
        int[] numbers = [.. Enumerable.Range(0, 20_001).Select(i => i * 7 % most)];
        foreach (string to in (string[])["?", "u1", "i4", "f2", "f8", "f16", "c16"])
        {
            if (to == "?" && from != "?")
                continue;
            byte[] expected = NdArray.FromArray(numbers).To(DType.Parse(to), Casting.Unsafe).ToBytes();
            foreach (ByteOrder order in (ByteOrder[])[ByteOrder.LittleEndian, ByteOrder.BigEndian])
            {
                NdArray array = NdArray.FromArray(numbers).To(DType.Parse(from).WithByteOrder(order), Casting.Unsafe);
                foreach (ByteOrder other in (ByteOrder[])[ByteOrder.LittleEndian, ByteOrder.BigEndian])
                {
                    foreach (Casting casting in (Casting[])[Casting.Unsafe, Casting.Checked])
                    {
                        NdArray converted = array.To(DType.Parse(to).WithByteOrder(other), casting);
                        Assert.Equal(DType.Parse(to).WithByteOrder(other), converted.DType);
                        Assert.True(expected.AsSpan().SequenceEqual(converted.To(DType.Parse(to)).ToBytes()), $"{array} to {converted}, {casting}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(">i2")]
    [InlineData(">u8")]
    [InlineData(">f2")]
    [InlineData(">f8")]
    [InlineData(">f16")]
    [InlineData(">c8")]
    public void Load_LongArrayAsAnotherType_IsConvertedWhole(string from)
    {
        float[] numbers = [.. Enumerable.Range(0, 70_001).Select(i => (float)(i * 7 % 1009))];
        byte[] content = Npy.Save(NdArray.FromArray(numbers).To(DType.Parse(from), Casting.Unsafe));

        foreach (Casting casting in (Casting[])[Casting.Unsafe, Casting.Checked])
        {
            var options = new NpyReadOptions { Casting = casting };
            Assert.True(numbers.AsSpan().SequenceEqual(Npy.Load<float>(content, options).AsSpan()));
            Assert.True(numbers.AsSpan().SequenceEqual(Npy.Load<float>(new PartialStream(content, 5003), options).AsSpan()));
        }
    }

    /// <summary>Records longer than a piece, whose fields are swapped one by one.</summary>
    [Fact]
    public void To_LongRecordsInAnotherByteOrder_SwapsEveryField()
    {
        DType record = DType.Parse("[('a', '>f4', (9000,)), ('b', 'u1'), ('c', '>i2', (3,))]");
        byte[] bytes = new byte[10 * record.ItemSize];
        new Random(3).NextBytes(bytes);
        byte[] expected = [.. bytes];
        for (int start = 0; start < bytes.Length; start += record.ItemSize)
            Reference.Swap(expected.AsSpan(start, record.ItemSize), record);
        NdArray array = NdArray.FromBuffer(bytes, record);

        Assert.True(expected.AsSpan().SequenceEqual(array.To(record.WithByteOrder(ByteOrder.LittleEndian)).ToBytes()));
        Assert.True(expected.AsSpan().SequenceEqual(array.Reshape(2, 5).Transpose().To(record.WithByteOrder(ByteOrder.LittleEndian)).Transpose().ToBytes()));
    }

    [Fact]
    public void To_NotAllowed_SaysWhatIs()
    {
        NdArray array = NdArray.FromArray(new[] { 1.5 });

        Assert.Equal("Casting.Safe does not allow to convert float64 ('<f8') to float32 ('<f4'); Casting.Checked does if no value is lost, Casting.SameKind as NumPy does.", Assert.Throws<InvalidCastException>(() => array.To<float>()).Message);
        Assert.Equal([1], array.To<int>(Casting.Unsafe).ToArray());
        Assert.Equal("Elements of '<f8' cannot be converted to string; they are double.", Assert.Throws<InvalidCastException>(() => array.To<string>()).Message);
    }

    [Fact]
    public void To_SameDType_IsACopy()
    {
        double[] numbers = [1.5];
        NdArray<double> copy = NdArray.FromArray(numbers).To<double>(Casting.Equivalent);

        copy[0] = 2;

        Assert.Equal(1.5, numbers[0]);
    }

    [Fact]
    public void To_RecordsThatCannotBeSwapped_AreRefusedInAnotherOrderAlone()
    {
        DType record = DType.Struct([new Field("rgba", DType.Parse(">u4"), 0), new Field("r", DType.UInt8, 0)], 4);
        NdArray array = NdArray.FromBuffer(new byte[] { 1, 2, 3, 4 }, record);

        Assert.Equal([1, 2, 3, 4], array.To(record).ToBytes());
        foreach (Casting casting in Enum.GetValues<Casting>())
            Assert.StartsWith("There is no conversion from ", Assert.Throws<InvalidCastException>(() => array.To(record.WithByteOrder(ByteOrder.LittleEndian), casting)).Message, StringComparison.Ordinal);
    }

    /// <summary>A copy in a native order or another, from any layout, has its own elements.</summary>
    [Fact]
    public void Copy_Typed_IsNativeInCOrderAndApart()
    {
        NdArray<int> swapped = NdArray.FromArray(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).To(DType.Parse(">i4")).Transpose().As<int>();
        NdArray<string> texts = new[] { "a", "b" };

        NdArray<int> copy = swapped.Copy();
        NdArray<string> copied = texts.Copy();
        copy[0, 1] = 9;
        copied[0] = "z";

        Assert.Equal([1, 9, 2, 5, 3, 6], copy.AsSpan());
        Assert.Equal([3L, 2], copy.Shape);
        Assert.Equal(4, swapped[0, 1]);
        Assert.Equal(["a", "b"], texts.ToArray());
    }

    [Fact]
    public void To_String_HoldsTheTexts()
    {
        var array = NdArray.Create(DType.Parse(">U3"), 2, 2);
        array.Set("abc", 0, 1);
        array.Set("é", 1, 0);

        NdArray<string> texts = array.To<string>();
        Assert.Equal(["", "abc", "é", ""], texts.ToArray());
        Assert.Equal(["", "é", "abc", ""], texts.Transpose().ToArray());
        Assert.Equal("abc", texts[0, 1]);
        texts[1, 1] = "longer";

        Assert.Equal("", array.Get<string>(1, 1));
        Assert.Equal(["", "é", "abc", "longer"], texts.Transpose().ToNdArray().ToArray<string>());
        Assert.Equal("'<U6'", texts.ToNdArray().DType.Descr);
        Assert.Equal(["", "abc", "é", "longer"], texts.AsSpan());
    }

    [Fact]
    public void To_BytesAndDates_HoldTheValues()
    {
        NdArray bytes = NdArray.FromBuffer("ab\0\0c\0"u8.ToArray(), DType.Parse("S3"));
        NdArray dates = NdArray.FromBuffer(new byte[] { 0, 0, 0, 0, 0, 0, 0, 7 }, DType.Parse(">M8[D]"));

        Assert.Equal(["ab"u8.ToArray(), "\0c"u8.ToArray()], bytes.To<byte[]>().ToArray());
        Assert.Equal(["ab", "\0c"], bytes.ToArray<string>());
        Assert.Equal([new Datetime64(7, DatetimeUnit.Day)], dates.To<Datetime64>().ToArray());
        Assert.Equal(dates.ToBytes(), dates.To<Datetime64>().ToNdArray().To(dates.DType).ToBytes());
    }

    [Fact]
    public void ToArray_Bool_IsNormalised()
    {
        NdArray array = NdArray.FromBuffer(new byte[] { 0, 1, 2, 255 }, DType.Parse("?"));

        bool[] values = array.ToArray<bool>();

        Assert.Equal([0, 1, 1, 1], values.Select(value => System.Runtime.CompilerServices.Unsafe.BitCast<bool, byte>(value)));
        Assert.Equal([0, 1, 2, 255], array.ToBytes());
        Assert.True(array.As<bool>()[3]);
    }

    [Fact]
    public void Create_TWithoutDType_IsRefused() => Assert.Equal(
        "There is no NumPy dtype for decimal; convert to double, or let NdArray.FromObjects keep every digit.",
        Assert.Throws<InvalidCastException>(() => NdArray.Create<decimal>(1)).Message);

    [Fact]
    public void As_PlatformsDates_NamesTheConversion()
    {
        Assert.Equal("An array of '<M8[s]' cannot be seen as one of DateTime: To<DateTime>() reads them.", Refusal<DateTime>("<M8[s]"));
        Assert.Equal("An array of '<M8' cannot be seen as one of DateTime: its elements are Datetime64; without a unit, their counts have no meaning.", Refusal<DateTime>("<M8"));
        Assert.Equal(
            "Elements of '<m8[Y]' cannot be converted to TimeSpan; they are Timedelta64; years and months have no fixed length.",
            Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Parse("<m8[Y]"), 1).To<TimeSpan>()).Message);
    }

    private static string Refusal<T>(string type) => Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Parse(type), 1).As<T>()).Message;
}
