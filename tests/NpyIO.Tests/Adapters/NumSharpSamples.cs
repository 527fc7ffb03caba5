using System.Numerics;
using NumSharp;
using Xunit;

namespace NpyIO.Tests.Adapters;

/// <summary>A few values of every element type that NumSharp 0.70 and NumPy share, the extreme ones among them.</summary>
internal static class NumSharpSamples
{
    internal static IReadOnlyDictionary<NPTypeCode, Array> Values { get; } = new Dictionary<NPTypeCode, Array>
    {
        [NPTypeCode.Boolean] = new[] { true, false, true, true, false, false },
        [NPTypeCode.SByte] = new sbyte[] { sbyte.MinValue, -1, 0, 1, 2, sbyte.MaxValue },
        [NPTypeCode.Byte] = new byte[] { 0, 1, 2, 127, 128, byte.MaxValue },
        [NPTypeCode.Int16] = new short[] { short.MinValue, -1, 0, 1, 256, short.MaxValue },
        [NPTypeCode.UInt16] = new ushort[] { 0, 1, 2, 256, 32768, ushort.MaxValue },
        [NPTypeCode.Int32] = new[] { int.MinValue, -1, 0, 1, 65536, int.MaxValue },
        [NPTypeCode.UInt32] = new uint[] { 0, 1, 2, 65536, 1u << 31, uint.MaxValue },
        [NPTypeCode.Int64] = new[] { long.MinValue, -1, 0, 1, 1L << 32, long.MaxValue },
        [NPTypeCode.UInt64] = new ulong[] { 0, 1, 2, 1UL << 32, 1UL << 63, ulong.MaxValue },
        [NPTypeCode.Half] = new[] { Half.MinValue, Half.NegativeZero, Half.Epsilon, Half.One, Half.NaN, Half.PositiveInfinity },
        [NPTypeCode.Single] = new[] { float.MinValue, -0f, float.Epsilon, 1.5f, float.NaN, float.PositiveInfinity },
        [NPTypeCode.Double] = new[] { double.MinValue, -0d, double.Epsilon, 1.5, double.NaN, double.PositiveInfinity },
        [NPTypeCode.Complex] = new[] { new Complex(1, -2), Complex.Zero, new(double.NaN, 0), new(0, double.PositiveInfinity), Complex.ImaginaryOne, -Complex.One },
    };

    /// <summary>The names of the types, one theory row each.</summary>
    public static TheoryData<NPTypeCode> Codes => [.. Values.Keys];

    /// <summary>The sample as NumSharp's array of two rows and three columns, in memory of NumSharp's own.</summary>
    internal static NDArray Matrix(NPTypeCode code) => new NDArray(Values[code]).reshape(2, 3).copy();

    /// <summary>The descr of the type in a .npy file.</summary>
    internal static string DescrOf(NPTypeCode code) => NumSharp.IO.NpyFormat.DtypeToDescr(code);

    /// <summary>The elements of an array in C order, whatever their type; NaN equals NaN.</summary>
    internal static object[] Elements(NDArray array)
    {
        var elements = new object[array.size];
        for (long i = 0; i < elements.Length; i++)
            elements[i] = array.GetAtIndex(i);

        return elements;
    }

    /// <inheritdoc cref="Elements(NDArray)"/>
    internal static object[] Elements(NdArray array)
    {
        NdArray flat = array.Reshape(-1);
        var elements = new object[array.Count];
        for (long i = 0; i < elements.Length; i++)
            elements[i] = flat.GetValue(i)!;

        return elements;
    }
}
