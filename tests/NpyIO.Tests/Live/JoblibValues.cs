using System.Numerics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>The values that joblib and NpyIO save for each other: those of tools/live_joblib.py.</summary>
internal static class JoblibValues
{
    internal static PickleDictionary Make()
    {
        NdArray grid = NdArray.FromArray((Array)new[,] { { 0.0, 0.25, 0.5, 0.75 }, { 1.0, 1.25, 1.5, 1.75 }, { 2.0, 2.25, 2.5, 2.75 } });
        return new PickleDictionary
        {
            ["grid"] = grid,
            ["fortran"] = grid.Copy(Order.Fortran),
            ["big"] = Of(">i2", [5], [0, 0, 0, 1, 0, 2, 0, 3, 0, 4]),
            ["booleans"] = NdArray.FromArray((Array)new[] { true, false, true }),
            ["complex"] = NdArray.FromArray((Array)new[] { new Complex(1, 2), new Complex(-0.0, -0.5) }),
            ["text"] = NdArray.FromArray((Array)new[] { "a", "bcd" }),
            ["bytes"] = Of("|S2", [2], "x\0yz"u8),
            ["dates"] = Of("<M8[D]", [2], [.. BitConverter.GetBytes(18321L), .. BitConverter.GetBytes(long.MinValue)]),
            ["records"] = Of(
                "[('a', '<i4'), ('b', '<f8')]", [2], [.. BitConverter.GetBytes(1), .. BitConverter.GetBytes(2.5), .. BitConverter.GetBytes(3), .. BitConverter.GetBytes(-0.5)]),
            ["scalar"] = Of("<f8", [], BitConverter.GetBytes(7.5)),
            ["empty"] = Of("<f4", [0, 3], []),
            ["long"] = NdArray.FromArray((Array)Enumerable.Range(0, 100_000).ToArray()),
            ["objects"] = NdArray.FromArray((Array)new object?[] { 1L, "abc", null, Integers(2) }),
            ["matrix"] = Matrix(),
            ["nested"] = new List<object?> { 1L, new PickleTuple(2L, Integers(3)), new PickleDictionary { ["k"] = Integers(2) } },
            ["plain"] = new List<object?> { null, true, BigInteger.Pow(2, 70), 1.5, "déjà", new byte[] { 0, 0xFF } },
        };
    }

    /// <summary>Compares two values: types, dtypes but for the byte order, elements.</summary>
    internal static void AssertSame(object? expected, object? actual, string place)
    {
        switch (expected)
        {
            case NdArray array:
                NdArray found = Assert.IsType<NdArray>(actual);
                Assert.True(array.PythonClass == found.PythonClass && DescrOf(array) == DescrOf(found), $"{place}: {found}, not {array}");
                if (array.DType.HasObject)
                    AssertSame(array.To<object?>().ToArray().ToList(), found.To<object?>().ToArray().ToList(), place);
                else
                    ArrayAssert.Equal(array, found);
                break;
            case PickleDictionary dictionary:
                PickleDictionary entries = Assert.IsType<PickleDictionary>(actual);
                Assert.Equal(dictionary.Keys, entries.Keys);
                foreach ((object? key, object? value) in dictionary)
                    AssertSame(value, entries[key], $"{place}[{key}]");
                break;
            case IReadOnlyList<object?> list:
                Assert.IsType(expected.GetType(), actual);
                IReadOnlyList<object?> items = (IReadOnlyList<object?>)actual!;
                Assert.Equal(list.Count, items.Count);
                for (int i = 0; i < list.Count; i++)
                    AssertSame(list[i], items[i], $"{place}[{i}]");
                break;
            default:
                Assert.Equal(expected, actual);
                break;
        }
    }

    private static NdArray Integers(int count) => NdArray.FromArray(Enumerable.Range(0, count).Select(i => (long)i).ToArray());

    private static NdArray Matrix()
    {
        NdArray array = NdArray.FromArray((Array)new[,] { { 1L, 2 }, { 3, 4 } });
        return new NdArray(array.DType, array.Memory, array.Layout) { PythonClass = PythonArrayClass.Matrix };
    }

    private static NdArray Of(string descr, ReadOnlySpan<long> shape, ReadOnlySpan<byte> data) => NdArray.FromBuffer(data.ToArray(), DType.Parse(descr)).Reshape(shape);

    private static string DescrOf(NdArray array) => array.DType.Descr.Replace('>', '<');
}
