using System.Globalization;
using System.Text;
using NpyIO.Arrays.Printing;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Arrays.Comparing;

/// <summary>Writes what differs as NumPy's assertions do: <c>assert_array_compare</c>, in numpy/testing/_private/utils.py.</summary>
internal static class DifferenceText
{
    private const int PercentDigits = 3;
    private const int ToleranceDigits = 6;
    private const int MaxListed = 5;

    internal static string OfRefused(ComparedSides sides, CompareOptions options, ArrayTexts texts)
    {
        string reason = sides.Fit(options)
            ? $"dtypes {sides.ActualDType}, {sides.DesiredDType}"
            : $"shapes {PythonText.Shape(sides.ActualShape)}, {PythonText.Shape(sides.DesiredShape)}";
        return $"{Header(options)}\n\n({reason} mismatch)\n{texts.Write()}";
    }

    internal static string Of(ElementComparer comparer, ComparedSides sides, CompareOptions options, ArrayTexts texts)
    {
        var text = new StringBuilder(Header(options)).Append("\n\n");
        AppendRemarks(text, comparer, sides.ActualDType, sides.Shape);
        return text.Append('\n').Append(texts.Write()).ToString();
    }

    private static string Header(CompareOptions options) => options.IsExact
        ? "Arrays are not equal"
        : $"Not equal to tolerance rtol={Short(options.Rtol, ToleranceDigits)}, atol={Short(options.Atol, ToleranceDigits)}";

    /// <summary>The remarks alone: the arrays are printed as records.</summary>
    internal static string OfField(ComparedField field, long[] shape)
    {
        var text = new StringBuilder();
        AppendRemarks(text, field.Comparer, ComparedField.ElementOf(field.Actual.DType), shape);
        return text.ToString();
    }

    /// <summary>Whether the message prints only the infinities of both arrays.</summary>
    internal static bool OnlyNamesInfinities(ElementComparer comparer) =>
        comparer.Fields.Count == 0 && (comparer.Findings.Kinds & (DifferenceKinds.NaN | DifferenceKinds.Infinity)) == DifferenceKinds.Infinity && !comparer.Findings.HasMovedInfinity;

    // NumPy compares records without tolerance, and finds NaN equal to nothing.
    private static bool IsByField(ElementComparer comparer) =>
        comparer.Fields.Count > 0 && (!comparer.Rule.Options.IsExact || (comparer.Findings.Kinds & DifferenceKinds.NaN) != 0);

    private static void AppendRemarks(StringBuilder text, ElementComparer comparer, DType actual, long[] shape)
    {
        Findings findings = comparer.Findings;
        if (IsByField(comparer))
            AppendFields(text, comparer, shape);
        else if (comparer.Fields.Count > 0)
            AppendMismatches(text, comparer, actual, shape);
        else if ((findings.Kinds & DifferenceKinds.NaN) != 0)
            text.Append(comparer.NaNWord).Append(" location mismatch:");
        else if ((findings.Kinds & DifferenceKinds.Infinity) != 0)
            text.Append(findings.HasMovedInfinity ? "inf location mismatch:" : "inf values mismatch:");
        else
            AppendMismatches(text, comparer, actual, shape);
    }

    private static void AppendFields(StringBuilder text, ElementComparer comparer, long[] shape)
    {
        string before = "";
        foreach (ComparedField field in comparer.Fields)
        {
            if (field.Comparer.Findings.Mismatches == 0)
                continue;
            text.Append(before).Append("Field ").Append(PythonText.Quote(field.Actual.Name)).Append(":\n");
            AppendRemarks(text, field.Comparer, ComparedField.ElementOf(field.Actual.DType), [.. shape, .. field.SubShape]);
            before = "\n";
        }
    }

    private static void AppendMismatches(StringBuilder text, ElementComparer comparer, DType actual, long[] shape)
    {
        Findings findings = comparer.Findings;
        long count = ArrayLayout.CountOf(shape, 0);
        text.Append(CultureInfo.InvariantCulture, $"Mismatched elements: {findings.Mismatches} / {count} ({Short(100.0 * findings.Mismatches / count, PercentDigits)}%)");
        if (shape.Length > 0)
        {
            text.Append(findings.Mismatches == 1 ? "\nMismatch at index:" : findings.Mismatches <= MaxListed ? "\nMismatch at indices:" : "\nFirst 5 mismatches are at indices:");
            foreach (FoundElement found in findings.First)
                text.Append("\n ").Append(new ElementDifference(ArrayLayout.IndexOf(found.Place, shape, Order.C), found).ToString());
        }

        // NumPy wants to write the lesser difference of two unsigned numbers into the other, which fails for scalars.
        if (shape.Length == 0 && actual.Kind == DTypeKind.UnsignedInteger)
            return;
        Append(text, "absolute", comparer.MaxAbsolute);
        Append(text, "relative", comparer.MaxRelative);
    }

    private static void Append(StringBuilder text, string kind, NdArray? difference)
    {
        if (difference is null)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\nMax {kind} difference among violations: ");
        PrintOptions options = PrintOptions.Default;
        var state = new PrintState(options, new PythonRepr(options));
        if (difference.DType.Kind == DTypeKind.Object)
            text.Append(ScalarText.Str(difference, state));
        else
            ElementFormat.Create(ShownElements.Of(difference, [], options), state).Append(text, difference.Layout.Offset);
    }

    /// <summary>Python's format <c>g</c>: at most so many digits.</summary>
    private static string Short(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
            return value == 0 ? "0" : double.IsNaN(value) ? "nan" : "inf";
        DecimalDigits number = DecimalDigits.Scientific(RealNumber.Of(value), digits, 1);
        // Fewer digits distinguish the least numbers.
        if (number.Exponent < -4)
            number = DecimalDigits.Scientific(RealNumber.Of(value), digits, digits);
        var text = new StringBuilder();
        string significant = number.Digits.TrimEnd('0');
        if (number.Exponent < -4 || number.Exponent >= digits)
        {
            text.Append(significant[0]).Append(significant.Length > 1 ? "." : "").Append(significant, 1, significant.Length - 1);
            return DecimalText.AppendExponent(text, number.Exponent).ToString();
        }

        if (DecimalText.AppendPositional(text, number) == 0)
            text.Length--;
        return text.ToString();
    }
}
