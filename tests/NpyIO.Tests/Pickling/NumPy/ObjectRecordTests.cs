using System.Numerics;
using NpyIO.Tests.Support;
using Xunit;

using static NpyIO.Tests.Pickling.NumPy.NumPyCalls;

namespace NpyIO.Tests.Pickling.NumPy;

/// <summary>Records with objects, whose elements NumPy pickles as Python's values: fields of every dtype beside an object.</summary>
public sealed class ObjectRecordTests
{
    private static readonly string[] DTypes =
        ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32", "S3", "U3", "V3", "M8[s]", "M8[25us]", "M8[ns]", "M8[Y]", "m8[s]", "m8[7D]", "m8[as]", "(2,)i2", "(2,)f4"];

    /// <summary>The Python value, and what it is in an array; null if it does not fit.</summary>
    public static TheoryData<string, object?, object?> Values => new()
    {
        { "?", true, true },
        { "?", 1L, null },
        { "i1", -128L, (sbyte)-128 },
        { "i1", -129L, null },
        { "i1", 127L, (sbyte)127 },
        { "i1", 128L, null },
        { "u1", 255L, (byte)255 },
        { "u1", 256L, null },
        { "u1", -1L, null },
        { "i2", -32768L, short.MinValue },
        { "i2", 32768L, null },
        { "u2", 65535L, ushort.MaxValue },
        { "u2", 65536L, null },
        { "i4", 2147483647L, int.MaxValue },
        { "i4", 2147483648L, null },
        { "u4", 4294967295L, uint.MaxValue },
        { "u4", 4294967296L, null },
        { "i8", long.MinValue, long.MinValue },
        { "i8", new BigInteger(ulong.MaxValue), null },
        { "u8", long.MaxValue, (ulong)long.MaxValue },
        { "u8", new BigInteger(ulong.MaxValue), ulong.MaxValue },
        { "u8", new BigInteger(ulong.MaxValue) + 1, null },
        { "u8", BigInteger.MinusOne, null },
        { "u8", -1L, null },
        { "f2", -0.375, (Half)(-0.375) },
        { "f4", -0.375, -0.375f },
        { "f4", 0.1, 0.1f },
        { "f8", 0.1, 0.1 },
        { "f16", 0.1, (LongDouble)0.1 },
        { "f8", "0.1", null },
        { "c8", new Complex(1.5, -2), new Complex64(1.5f, -2) },
        { "c16", new Complex(0.1, -0.2), new Complex(0.1, -0.2) },
        { "c16", "1", null },
        { "U2", "ab", "ab" },
        { "U2", "abc", null },
        { "m8[25s]", TimeSpan.FromSeconds(-50), new Timedelta64(-2, DatetimeUnit.Second, 25) },
        { "m8[25s]", TimeSpan.FromSeconds(-51), null },
        { "m8[25s]", -3L, new Timedelta64(-3, DatetimeUnit.Second, 25) },
        { "m8[s]", TimeSpan.FromMilliseconds(1500), null },
        { "m8[Y]", TimeSpan.FromDays(365), null },
        { "m8[ns]", TimeSpan.FromSeconds(1), null },
        { "m8[s]", null, new Timedelta64(Timedelta64.NaTValue, DatetimeUnit.Second) },
        { "m8[s]", new DateTime(2000, 1, 1), null },
        { "M8[s]", new DateTime(1969, 12, 31, 23, 59, 59), new Datetime64(-1, DatetimeUnit.Second) },
        { "M8[s]", new DateTime(2000, 1, 1).AddTicks(1), null },
        { "M8[2D]", new DateOnly(1970, 1, 5), new Datetime64(2, DatetimeUnit.Day, 2) },
        { "M8[2D]", new DateOnly(1970, 1, 4), null },
        { "M8[s]", TimeSpan.FromSeconds(1), null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Load_ValueOfAField_IsTheElementOrRefused(string type, object? value, object? expected)
    {
        foreach (ByteOrder order in (ByteOrder[])[ByteOrder.LittleEndian, ByteOrder.BigEndian])
        {
            DType dtype = DType.Struct(new Field("f", DType.Parse(type).WithByteOrder(order)), new Field("o", DType.Object));
            List<object?> elements = [Tuple(value, "x")];
            if (expected is null)
            {
                var refused = Assert.Throws<NpyFormatException>(() => Array(1L, Tuple(1L), dtype, false, elements));
                Assert.StartsWith("An element does not fit ", refused.Message, StringComparison.Ordinal);
                Assert.Equal(NpyFormatReason.BadPickle, refused.Reason);
                continue;
            }

            NdArray array = Array(1L, Tuple(1L), dtype, false, elements);

            Assert.Equal(expected, array["f"][0].GetItem());
            Assert.Equal("x", array["o"][0].GetItem());
        }
    }

    /// <summary>Whatever the byte order in the file, and in memory.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_RecordsOfEveryDType_AreTheSameAgain(int protocol)
    {
        foreach (ByteOrder order in (ByteOrder[])[ByteOrder.LittleEndian, ByteOrder.BigEndian])
        {
            Field[] fields = [.. DTypes.Select((type, i) => new Field($"f{i}", DType.Parse(type).WithByteOrder(order))), new Field("o", DType.Object)];
            NdArray array = NdArray.Create(DType.Struct(fields), [3]);
            for (int i = 0; i < DTypes.Length; i++)
            {
                NdArray field = array[$"f{i}"];
                for (int row = 1; row < 3; row++)
                    field[row].CopyFrom(Some(field.DType, row), Casting.Unsafe);
            }

            byte[] pickle = Pickle.Save(array, new PickleWriteOptions { Protocol = protocol });
            NdArray read = Pickle.Load<NdArray>(pickle), kept = Pickle.Load<NdArray>(pickle, PickleReadOptions.AsStored);

            Assert.Equal(array.DType, kept.DType);
            for (int i = 0; i < DTypes.Length; i++)
            {
                NdArray saved = array[$"f{i}"];
                Assert.Equal(saved.ToBytes(), kept[$"f{i}"].ToBytes());
                Assert.Equal(Native(saved).ToBytes(), Native(read[$"f{i}"]).ToBytes());
            }
        }
    }

    private static NdArray Native(NdArray array) => array.To(array.DType.WithByteOrder(ByteOrder.LittleEndian), Casting.Unsafe);

    private static NdArray Some(DType dtype, int row) => dtype.Kind switch
    {
        DTypeKind.Float or DTypeKind.Complex => NdArray.FromArray(new[] { -0.375 * row }).To(dtype, Casting.Unsafe),
        DTypeKind.Boolean => Of(dtype, [1]),
        DTypeKind.Bytes => Of(dtype, "ab\0"u8),
        DTypeKind.String => Of(dtype, [(byte)row, 1, 0, 0, 0x61, 0, 0, 0, 0, 0, 0, 0]),
        DTypeKind.Void => Of(dtype, [1, 0, 2]),
        _ => Of(dtype, BitConverter.GetBytes(-5L * row).AsSpan(0, dtype.ItemSize)),
    };

    private static NdArray Of(DType dtype, ReadOnlySpan<byte> bytes) => Npy.Load(NpyBytes.Of(dtype.WithByteOrder(ByteOrder.LittleEndian).Descr, "(1,)", bytes));
}
