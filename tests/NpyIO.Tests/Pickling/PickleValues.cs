using System.Numerics;

namespace NpyIO.Tests.Pickling;

/// <summary>Values of every kind.</summary>
internal static class PickleValues
{
    /// <summary>One of each, in a dictionary.</summary>
    internal static PickleDictionary All()
    {
        var shared = new List<object?> { 1L, 2L };
        NdArray records = NdArray.Create(DType.Parse("[('a','<i4'),('b','O'),('c','<M8[us]')]"), 2);
        records["b"].Set<object?>("x", 0);
        return new PickleDictionary
        {
            ["none"] = null,
            ["integers"] = new List<object?> { true, false, 0L, -1L, 255L, 65536L, 1L << 40, BigInteger.Pow(2, 100), -BigInteger.Pow(2, 70) },
            ["float"] = 1.5,
            ["text"] = "ä😀\ud800",
            ["bytes"] = new byte[] { 1, 2, 255 },
            ["bytearray"] = new List<byte> { 1, 2 },
            ["complex"] = new Complex(1, -2),
            ["tuples"] = new PickleTuple(PickleTuple.Empty, new PickleTuple(1L), new PickleTuple(1L, "x"), new PickleTuple(1L, 2L, 3L), new PickleTuple(1L, 2L, 3L, 4L)),
            ["sets"] = new List<object?> { new PickleSet([1L, "a"]), new PickleSet([1L]) { IsFrozen = true } },
            [new PickleTuple(1L, "key")] = new PickleDictionary { Kind = PickleDictionaryKind.Ordered },
            [7L] = new PickleDictionary { Kind = PickleDictionaryKind.Default, DefaultFactory = new PickleObject("builtins", "list") },
            [null!] = new DateTime(2021, 3, 4, 5, 6, 7, 8).AddMicroseconds(9),
            ["zone"] = new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromMinutes(-150)),
            ["times"] = new List<object?> { new DateOnly(2020, 2, 29), new TimeOnly(1, 2, 3), TimeSpan.FromSeconds(-1.5) },
            ["exact"] = new List<object?> { new PickleDecimal("1.10"), new PickleFraction(-1, 3), new PickleRange(1, 10, 2), new PickleSlice(null, 5L, null) },
            ["object"] = new PickleObject("module", "Class") { IsNew = true, Arguments = new PickleTuple(1L) },
            ["array"] = NdArray.FromArray((Array)new[,] { { 0L, 1 }, { 2, 3 } }),
            ["fortran"] = NdArray.FromArray((Array)new[,] { { 0.5, 1, 2 }, { 3, 4, 5 } }).Transpose(),
            ["dates"] = NdArray.Create(DType.Parse("M8[25s]"), 2),
            ["texts"] = NdArray.FromArray((Array)new[] { "a", "bcd" }),
            ["aligned"] = NdArray.Create(DType.Parse("{'names':['a','b'],'formats':['<i4','>f8'],'offsets':[0,8],'itemsize':16}"), 3),
            ["titled"] = NdArray.Create(DType.Parse("[('q','<i2',(2,3)),(('Title','n'),'S3')]"), 2),
            ["objects"] = NdArray.FromObjects(new object?[] { "a", null, 1L, shared }),
            ["records"] = records,
            ["strings"] = NdArray.FromObjects(new string?[] { "a", null }, DType.StringDType(naObject: null)),
            ["masked"] = new MaskedArray(NdArray.FromArray((Array)new[] { 1L, 2 }), NdArray.FromArray((Array)new[] { true, false })),
            ["dtype"] = DType.Parse(">f4"),
            ["shared"] = shared,
        };
    }
}
