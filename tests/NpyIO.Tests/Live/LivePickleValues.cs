using System.Numerics;
using System.Text;
using NpyIO.DTypes;

namespace NpyIO.Tests.Live;

/// <summary>The values that Python and NpyIO pickle for each other: those of tools/live_pickles.py.</summary>
internal static class LivePickleValues
{
    private const int Nesting = 200;

    private static readonly string[] Plain = ["b1", "i1", "u1"];
    private static readonly string[] Sized = ["S3", "V5"];

    private static readonly string[] Wide =
        ["i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32", "M8[D]", "M8[25s]", "M8[ns]", "M8", "m8[h]", "m8[7ms]", "m8"];

    internal static PickleDictionary Make() => new()
    {
        ["plain"] = PlainData(),
        ["graphs"] = Graphs(),
        ["arrays"] = Arrays(),
        ["dtypes"] = DTypes(),
        ["scalars"] = Scalars(),
    };

    private static PickleDictionary PlainData() => new()
    {
        ["constants"] = new List<object?> { null, true, false, PickleTuple.Empty },
        ["integers"] = new List<object?>
        {
            0L, 1L, -1L, 255L, 256L, 65535L, 65536L, (1L << 31) - 1, 1L << 31, -(1L << 31), -(1L << 31) - 1, long.MaxValue, BigInteger.Pow(2, 63), long.MinValue,
            -BigInteger.Pow(2, 63) - 1, BigInteger.Pow(2, 200), -BigInteger.Pow(2, 2100),
        },
        ["floats"] = new List<object?> { 0.0, -0.0, 0.1, 1e300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity },
        ["complex"] = new List<object?> { new Complex(1, -2), new Complex(-0.0, double.NaN) },
        ["texts"] = new List<object?> { "", "a\n\\u0041\\", "\u00e9\u20ac\U0001f600", "\ud800", "\udfff\ud800", "\0\u2028", new string('x', 300), new string('\u00e4', 40000) },
        ["bytes"] = new List<object?> { Array.Empty<byte>(), EveryByte(), Repeated('y') },
        ["bytearrays"] = new List<object?> { new List<byte>(), new List<byte>(EveryByte()), new List<byte>(Repeated('z')) },
        ["tuples"] = new List<object?> { new PickleTuple(1L), new PickleTuple(1L, "a"), new PickleTuple(1L, 2L, 3L), new PickleTuple(1L, 2L, 3L, 4L), new PickleTuple(PickleTuple.Empty) },
        ["many"] = new List<object?> { new List<object?>(Enumerable.Range(0, 2500).Select(i => (object)(long)i)), Negatives() },
        ["keys"] = new PickleDictionary
        {
            [null] = 1L,
            [7L] = 2L,
            [1.5] = 3L,
            ["text"] = 4L,
            ["bytes"u8.ToArray()] = 5L,
            [new PickleTuple(1L, "k", new PickleTuple((object?)null))] = 6L,
            [new PickleSet([1L, 2L]) { IsFrozen = true }] = 7L,
            [new DateOnly(2020, 2, 29)] = 8L,
        },
        ["sets"] = new List<object?>
        {
            new PickleSet(), new PickleSet(["a"]), new PickleSet([1L, 2L, 3L]), new PickleSet { IsFrozen = true }, new PickleSet(["b", null]) { IsFrozen = true },
        },
        ["dates"] = new List<object?> { DateOnly.MinValue, DateOnly.MaxValue },
        ["datetimes"] = new List<object?>
        {
            new DateTime(2021, 3, 4, 5, 6, 7).AddMicroseconds(8), DateTime.MinValue, new DateTime(9999, 12, 31, 23, 59, 59).AddMicroseconds(999_999),
        },
        ["zones"] = new List<object?>
        {
            new DateTimeOffset(2021, 3, 4, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromMinutes(-330)).AddMicroseconds(8),
            new DateTimeOffset(2021, 3, 4, 0, 0, 0, TimeSpan.FromHours(14)),
        },
        ["times"] = new List<object?> { TimeOnly.MinValue, new TimeOnly(1, 2, 3).Add(TimeSpan.FromMicroseconds(4)), new TimeOnly(23, 59, 59).Add(TimeSpan.FromMicroseconds(999_999)) },
        ["spans"] = new List<object?> { TimeSpan.Zero, TimeSpan.FromMicroseconds(-1), TimeSpan.FromDays(10_000_000) + TimeSpan.FromSeconds(1) + TimeSpan.FromMicroseconds(2) },
        ["decimals"] = new List<object?>(new[] { "1.10", "-Infinity", "NaN", "1E+1000", "0E-10", "-0" }.Select(text => (object)new PickleDecimal(text))),
        ["fractions"] = new List<object?> { new PickleFraction(-1, 3), new PickleFraction(BigInteger.Pow(2, 100), 3) },
        ["ranges"] = new List<object?> { new PickleRange(0, 3, 1), new PickleRange(10, 0, -3), new PickleRange(BigInteger.Pow(2, 70), BigInteger.Pow(2, 71), 1) },
        ["slices"] = new List<object?> { new PickleSlice(null, null, null), new PickleSlice(1L, "x", new PickleTuple(2L)) },
        ["dictionaries"] = new List<object?>
        {
            new PickleDictionary(),
            new PickleDictionary { Kind = PickleDictionaryKind.Ordered, ["b"] = 1L, ["a"] = 2L },
            new PickleDictionary { Kind = PickleDictionaryKind.Default, DefaultFactory = new PickleObject("builtins", "list"), [1L] = new List<object?> { 2L } },
            new PickleDictionary { Kind = PickleDictionaryKind.Default },
        },
    };

    private static PickleDictionary Graphs()
    {
        var shared = new List<object?> { 1L };
        var loop = new List<object?> { "loop" };
        loop.Add(loop);
        var ring = new PickleDictionary();
        ring["self"] = ring;
        var inner = new List<object?>();
        var inside = new PickleTuple(inner);
        inner.Add(inside);
        NdArray array = NdArray.FromArray(new[] { 0, 1, 2 });
        NdArray around = NdArray.FromObjects(new object?[] { "around", null });
        around.Set<object?>(new List<object?> { around }, 1);
        var deep = new List<object?>();
        for (int i = 0; i < Nesting; i++)
            deep = [deep, new PickleTuple(deep)];
        return new PickleDictionary
        {
            ["shared"] = new List<object?> { shared, new PickleTuple(shared, shared), new PickleDictionary { ["k"] = shared } },
            ["loop"] = loop,
            ["ring"] = ring,
            ["inside"] = inside,
            ["arrays"] = new List<object?> { array, array, array.Reshape(3, 1).Copy() },
            ["around"] = around,
            ["deep"] = deep,
        };
    }

    private static PickleDictionary Arrays()
    {
        var arrays = new PickleDictionary();
        foreach (string code in (string[])[.. Plain, .. Sized, .. Wide.SelectMany(code => new[] { "<" + code, ">" + code })])
            arrays["of " + code] = OfBytes(code, 2, 3);

        NdArray grid = NdArray.FromArray(new[,] { { 0.0, 1, 2 }, { 3, 4, 5 } });
        arrays["<U2"] = NdArray.FromArray((Array)new[,] { { "\u00e4", "bc", "" } });
        arrays[">U3"] = Filled(NdArray.Create(DType.Parse(">U3"), 1, 3), "\U0001f600", "bc", "def");
        arrays["fortran"] = grid.Copy(Order.Fortran);
        arrays["steps"] = NdArray.FromArray((Array)new[] { 0L, 3, 6, 9 });
        arrays["empty"] = NdArray.Create(DType.Float32, 0, 3);
        arrays["no axes"] = NdArray.FromArray((Array)new[] { 7.5 }).Reshape(ReadOnlySpan<long>.Empty);
        arrays["long"] = NdArray.FromArray(Enumerable.Range(0, 20_000).Select(i => (uint)i).ToArray()).To(DType.Parse(">u4"));
        arrays["record"] = OfBytes("[('a', '<i4'), ('b', '>f8'), ('c', 'S3')]", 3);
        arrays["nested"] = OfBytes("[('x', [('y', '<i2', (2, 3)), ('z', '>c8')]), ('m', '<M8[25s]', (2,))]", 2);
        arrays["titles"] = OfBytes("[(('Title', 'n'), '<i2'), ('m', '>f4')]", 2);
        arrays["aligned"] = NdArray.Create(Aligned(), 2);
        arrays["padded"] = NdArray.Create(DType.Parse("{'names': ['a', 'b'], 'formats': ['<i4', '<f8'], 'offsets': [4, 16], 'itemsize': 32}"), 2);
        arrays["objects"] = NdArray.FromArray((Array)new object?[,]
        {
            { "text", new PickleDictionary { ["k"] = NdArray.FromArray((Array)new[] { 0L, 1, 2 }) } },
            { null, new List<object?> { NdArray.FromObjects(new object?[] { null, "inner", NdArray.FromObjects(new object?[] { 1.5, null }) }) } },
        });
        arrays["fortran objects"] = NdArray.FromObjects(new object?[,] { { "a", 1L, null }, { 2.5, "b", "c"u8.ToArray() } }).Copy(Order.Fortran);
        arrays["object without axes"] = NdArray.FromItem(new PickleDictionary { ["k"] = 1L });
        arrays["no objects"] = NdArray.Create(DType.Object, 2, 0);
        arrays["object records"] = Mixed();
        arrays["matrix"] = NdArray.FromArray(new[,] { { 1L, 2 }, { 3, 4 } }).ToNdArray().WithClass(PythonArrayClass.Matrix);
        arrays["recarray"] = Records().WithClass(PythonArrayClass.RecordArray);
        arrays["masked"] = new MaskedArray(NdArray.FromArray(new[] { 1.5, 2.5 }), NdArray.FromArray(new[] { false, true }), NdArray.FromArray(new[] { 9.5 }).Reshape(ReadOnlySpan<long>.Empty));
        arrays["masked without fill"] = new MaskedArray(NdArray.FromArray(new[,] { { 1L, 2 }, { 3, 4 } }), NdArray.FromArray(new[,] { { false, true }, { true, false } }));
        return arrays;
    }

    private static List<object?> DTypes() =>
    [
        .. new[] { "?", "<f4", ">i2", "<c32", "S3", "<U3", ">U3", "V7", "O", "<M8[25s]", ">m8[ns]", "<M8" }.Select(DType.Parse),
        DType.Parse("[('a', '<i2'), ('b', [('c', 'S1')])]"), Aligned(), DType.SubArray(DType.Parse(">i4"), 2, 3), DType.Parse("[(('Title', 'n'), '<i2')]"),
    ];

    private static List<object?> Scalars() =>
    [
        .. new NdArray[]
        {
            new[] { true }, new sbyte[] { -3 }, new[] { 1UL << 63 }, new[] { (Half)0.5 }, new[] { 1.5f }, new[] { -0.0 }, new[] { (LongDouble)0.25 }, new[] { new Complex64(0, 1) },
            new[] { new Complex(1, -2) }, new[] { "q\u00e4" }, NdArray.FromBuffer("w"u8.ToArray(), DType.Bytes(1)),
        }.Select(Scalar),
        Scalar(Filled(NdArray.Create(DType.Parse("<M8[D]"), 1), new Datetime64(18321, DatetimeUnit.Day))),
        Scalar(NdArray.FromBuffer(BitConverter.GetBytes(long.MinValue), DType.Parse("<M8[25s]"))),
        Scalar(NdArray.FromBuffer(BitConverter.GetBytes(-7L), DType.Parse("<m8[ns]"))),
        Scalar(NdArray.FromBuffer("abc"u8.ToArray(), DType.Void(3))),
        Scalar(Records(bigEndian: true)),
    ];

    private static NdArray Mixed()
    {
        NdArray array = NdArray.Create(DType.Parse("[('n', '>i4'), ('o', 'O'), ('t', '<M8[us]'), ('p', 'O', (2,))]"), 2);
        Filled(array["n"], 5, -6);
        Filled<object?>(array["o"], "a", new List<object?> { null });
        Filled(array["t"], Datetime64.FromDateTime(new DateTime(2020, 2, 29, 1, 2, 3).AddMicroseconds(4), DatetimeUnit.Microsecond), new Datetime64(Datetime64.NaTValue, DatetimeUnit.Microsecond));
        array["p"].Set<object?>(0L, 0, 0);
        array["p"].Set<object?>(7L, 0, 1);
        array["p"].Set<object?>(0L, 1, 0);
        array["p"].Set<object?>(0L, 1, 1);
        return array;
    }

    private static NdArray Records(bool bigEndian = false)
    {
        NdArray records = NdArray.Create(DType.Parse($"[('x', '<i4'), ('y', '{(bigEndian ? '>' : '<')}f8')]"), bigEndian ? 1 : 2);
        records["x"].Set(1, 0);
        records["y"].Set(2.5, 0);
        if (bigEndian)
            return records;
        records["x"].Set(3, 1);
        records["y"].Set(-0.5, 1);
        return records;
    }

    private static DType Aligned() => StructBuilder.TryBuild([new Field("a", DType.Int8), new Field("b", DType.Float64)], itemSize: null, align: true, out _)!;

    /// <summary>Elements whose bytes count up to 4 over and over; of booleans, up to 1.</summary>
    private static NdArray OfBytes(string code, params long[] shape)
    {
        DType dtype = DType.Parse(code);
        int below = dtype.Kind == DTypeKind.Boolean ? 2 : 5;
        long count = shape.Aggregate(1L, (product, length) => product * length) * dtype.ItemSize;
        return new NdArray(dtype, shape, Enumerable.Range(0, (int)count).Select(i => (byte)(i % below)).ToArray());
    }

    private static NdArray Scalar(NdArray single) => single.At(0).Copy().WithClass(PythonArrayClass.Scalar);

    private static NdArray Filled<T>(NdArray array, params T[] values)
    {
        NdArray flat = array.Rank == 1 ? array : array.At(0);
        for (int i = 0; i < values.Length; i++)
            flat.Set(values[i], i);
        return array;
    }

    private static PickleDictionary Negatives()
    {
        var numbers = new PickleDictionary();
        for (long i = 0; i < 2500; i++)
            numbers[i] = -i;
        return numbers;
    }

    private static byte[] EveryByte() => [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    private static byte[] Repeated(char letter) => Encoding.ASCII.GetBytes(new string(letter, 70_000));
}
