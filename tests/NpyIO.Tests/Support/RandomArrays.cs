using CsCheck;

namespace NpyIO.Tests.Support;

/// <summary>Random arrays of every dtype (records, nested ones and sub-arrays included), shape, order and byte order.</summary>
internal static class RandomArrays
{
    private static readonly string[] Numbers =
        ["b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32", "M8[D]", "M8[25s]", "m8[ns]", "M8", "S3", "S0", "U2", "U0", "V5", "V0"];

    private static readonly string[] FieldNames = ["x", "y z", "it's", "\"", "\\", "ü", "日本", "𝒳", "\n", "f0"];

    private static readonly Gen<DType> Simple =
        Gen.Select(Gen.OneOf(Numbers), Gen.OneOf("<", ">"), (text, order) => DType.Parse(order + text));

    private static readonly string[] Texts = ["", "a", "é\uFFFF", "𝒳", "𝒳b"];

    internal static readonly Gen<DType> DTypes = DTypesTo(depth: 2);

    private static readonly Gen<long[]> Shapes = Gen.OneOf(
        Gen.Long[0, 5].Array[0, 4], Gen.Long[1, 40].Array[1, 2], Gen.Long[1, 2].Array[0, 8], Gen.Const(new long[] { 1, 7 }));

    /// <summary>Contiguous arrays, in C or Fortran order.</summary>
    internal static readonly Gen<NdArray> Contiguous =
        from dtype in DTypes
        from shape in Shapes
        from order in Gen.OneOf(Order.C, Order.Fortran)
        from seed in Gen.Int
        select Filled(dtype, shape, order, seed);

    /// <summary>Arrays of any layout: contiguous ones, transposed ones, fields of records.</summary>
    internal static readonly Gen<NdArray> Any = Gen.OneOf(
        Contiguous,
        Contiguous.Select(array => array.Transpose()),
        Contiguous.Select(array => array.DType.IsStruct && array.DType.Fields.Count > 0 ? array[array.DType.Fields[^1].Name] : array));

    private static Gen<DType> DTypesTo(int depth) =>
        depth == 0 ? Simple : Gen.Frequency((4, Simple), (1, Records(DTypesTo(depth - 1))));

    private static Gen<DType> Records(Gen<DType> fieldTypes) =>
        from names in Gen.Shuffle(FieldNames, 1, 4)
        from dtypes in Gen.OneOf(fieldTypes, Gen.Select(fieldTypes, Gen.Long[0, 3].Array[1, 2], SubArray)).Array[names.Length]
        from gaps in Gen.OneOf(0, 0, 1, 4).Array[names.Length + 1]
        from title in Gen.OneOf(null, "a title")
        select Record(names, dtypes, gaps, title);

    // NumPy cannot load a sub-array of elements without a width: it takes the shape for one.
    private static DType SubArray(DType dtype, long[] shape) =>
        dtype.ItemSize == 0 && !dtype.IsStruct ? dtype : DType.SubArray(dtype, shape);

    private static DType Record(string[] names, DType[] dtypes, int[] gaps, string? title)
    {
        Field[] fields = new Field[names.Length];
        int offset = 0;
        for (int i = 0; i < names.Length; i++)
        {
            offset += gaps[i];
            fields[i] = new Field(names[i], dtypes[i], offset, i == 0 ? title : null);
            offset += dtypes[i].ItemSize;
        }

        return DType.Struct(fields, offset + gaps[^1]);
    }

    private static NdArray Filled(DType dtype, long[] shape, Order order, int seed)
    {
        byte[] bytes = new byte[dtype.ItemSize * shape.Aggregate(1L, (product, length) => product * length)];
        Random random = new(seed);
        random.NextBytes(bytes);
        NdArray array = new(dtype, shape, bytes, order: order);
        Tame(array, random);
        return array;
    }

    // Any bytes are a number, but not a code point, nor a bool that keeps its byte, nor a long double that x87 would print.
    private static void Tame(NdArray array, Random random)
    {
        if (array.DType.IsStruct)
        {
            foreach (Field field in array.DType.Fields)
                Tame(array[field.Name], random);
        }
        else if (array.Rank > 0)
        {
            for (long i = 0; i < array.Shape[0]; i++)
                Tame(array.At(i), random);
        }
        else
        {
            TameElement(array, random);
        }
    }

    private static void TameElement(NdArray element, Random random)
    {
        switch (element.DType.Kind)
        {
            case DTypeKind.Boolean: element.Set(random.Next(2) == 0); break;
            case DTypeKind.String: element.Set(element.DType.ItemSize == 0 ? "" : Texts[random.Next(Texts.Length)]); break;
            case DTypeKind.Float when element.DType.ItemSize == 16: element.Set((LongDouble)(random.NextDouble() * 1e300)); break;
            case DTypeKind.Complex when element.DType.ItemSize == 32: element.Set(new ComplexLongDouble((LongDouble)random.NextDouble(), (LongDouble)(-1.5))); break;
        }
    }
}
