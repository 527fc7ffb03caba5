using System.Numerics;

namespace NpyIO.Cli.Objects;

/// <summary>Estimates the written length of values, in short values: a long text counts as several.</summary>
internal static class ObjectLength
{
    /// <summary>Maximum digits of an integer: Python's own limit (<c>sys.get_int_max_str_digits()</c>).</summary>
    internal const int MaxDigits = 4300;

    /// <summary>How many characters count as one value.</summary>
    private const double PerValue = 16;

    /// <summary>Returns the length of a value without parts.</summary>
    /// <exception cref="ToolException">It is an integer with more than <see cref="MaxDigits"/> digits.</exception>
    internal static double Of(object? value) => value switch
    {
        string text => Of(text.Length),
        byte[] bytes => Of(bytes.Length),
        List<byte> bytes => Of(bytes.Count),
        BigInteger number => Of(number),
        PickleDecimal number => Of(number.Text.Length),
        PickleFraction number => Of(number.Numerator) + Of(number.Denominator),
        PickleRange range => Of(range.Start) + Of(range.Stop) + Of(range.Step),
        DType dtype => Of(dtype.Descr.Length),
        _ => 1,
    };

    /// <summary>Returns the length of one element of a dtype, without field names.</summary>
    internal static double OfElement(DType dtype)
    {
        if (dtype.Base is { } inner)
            return Math.Max(1, Product(dtype.Shape) * OfElement(inner));
        return dtype.IsStruct ? Math.Max(1, dtype.Fields.Sum(field => OfElement(field.DType))) : Of(dtype.ItemSize);
    }

    /// <summary>Returns the length of the field names written with one element of a dtype.</summary>
    internal static double OfNames(DType dtype)
    {
        if (dtype.Base is { } inner)
            return Product(dtype.Shape) * OfNames(inner);
        return dtype.Fields.Sum(field => field.Name.Length / PerValue + OfNames(field.DType));
    }

    private static double Of(int characters) => Math.Max(1, characters / PerValue);

    private static double Of(BigInteger number)
    {
        double digits = number.GetBitLength() * Math.Log10(2);
        if (digits > MaxDigits)
            throw new ToolException($"holds an integer of {Math.Ceiling(digits):0} digits, more than the {MaxDigits} that are written out");
        return Math.Max(1, digits / PerValue);
    }

    private static double Product(ReadOnlySpan<long> shape)
    {
        double product = 1;
        foreach (long length in shape)
            product *= length;
        return product;
    }
}
