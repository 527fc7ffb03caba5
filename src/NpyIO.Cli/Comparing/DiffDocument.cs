using System.Numerics;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;
using NpyIO.Cli.Views;

namespace NpyIO.Cli.Comparing;

/// <summary>Writes the line of <c>diff --json</c>.</summary>
internal static class DiffDocument
{
    internal static void Write(Utf8Writer output, FileComparison comparison, FoundDifferences found)
    {
        output.Write("{\"actual\":"u8);
        JsonText.Write(output, comparison.Actual);
        output.Write(",\"desired\":"u8);
        JsonText.Write(output, comparison.Desired);
        output.Write(found.Count == 0 ? ",\"equal\":true,\"differences\":"u8 : ",\"equal\":false,\"differences\":"u8);
        WriteList(output, found.Kept, Write);
        if (found.More > 0)
            output.Write($",\"more\":{found.More}");
        output.Write("}\n"u8);
    }

    private static void Write(Utf8Writer output, FoundDifference difference)
    {
        output.Write("{\"name\":"u8);
        if (difference.Name is { } name)
            JsonText.Write(output, name);
        else
            output.Write("null"u8);
        output.Write((byte)',');
        if (difference.Array is { } array)
            WriteMembers(output, array);
        else
            WriteKinds(output, [KindOf(difference.Kind)]);
        output.Write(",\"message\":"u8);
        JsonText.Write(output, difference.Text);
        output.Write((byte)'}');
    }

    private static string KindOf(FoundKind kind) => kind switch
    {
        FoundKind.OnlyInActual => "only_in_actual",
        FoundKind.OnlyInDesired => "only_in_desired",
        _ => "value",
    };

    private static void WriteMembers(Utf8Writer output, ArrayDifference difference)
    {
        WriteKinds(output, Enum.GetValues<DifferenceKinds>().Where(kind => kind != DifferenceKinds.None && difference.Kinds.HasFlag(kind)).Select(kind => kind.ToString().ToLowerInvariant()));
        output.Write(",\"actual\":"u8);
        WriteSide(output, difference.ActualDType, difference.ActualShape);
        output.Write(",\"desired\":"u8);
        WriteSide(output, difference.DesiredDType, difference.DesiredShape);
        output.Write($",\"count\":{difference.Count},\"mismatches\":{difference.MismatchCount},\"max_absolute_difference\":");
        WriteNumber(output, difference.MaxAbsoluteDifference);
        output.Write(",\"max_relative_difference\":"u8);
        WriteNumber(output, difference.MaxRelativeDifference);
        output.Write(",\"first\":"u8);
        WriteList(output, difference.FirstMismatches, (output, element) => WriteElement(output, element, difference));
        if (difference.Fields.Count > 0)
            WriteFields(output, difference.Fields);
    }

    private static void WriteFields(Utf8Writer output, IReadOnlyList<KeyValuePair<string, ArrayDifference>> fields)
    {
        output.Write(",\"fields\":{"u8);
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            JsonText.Write(output, fields[i].Key);
            output.Write(":{"u8);
            WriteMembers(output, fields[i].Value);
            output.Write((byte)'}');
        }

        output.Write((byte)'}');
    }

    private static void WriteElement(Utf8Writer output, ElementDifference element, ArrayDifference difference)
    {
        output.Write("{\"index\":"u8);
        WriteList(output, element.Index, (output, position) => output.WriteFormatted(position));
        output.Write(",\"actual\":"u8);
        WriteValue(output, difference.ActualDType, element.Actual);
        output.Write(",\"desired\":"u8);
        WriteValue(output, difference.DesiredDType, element.Desired);
        output.Write(",\"text\":"u8);
        JsonText.Write(output, element.ToString());
        output.Write((byte)'}');
    }

    /// <summary>As <c>cat --json</c>; null if the value has no form in JSON.</summary>
    private static void WriteValue(Utf8Writer output, DType dtype, object? value)
    {
        JsonValueWriter? writer = null;
        try
        {
            if (ArrayOf(dtype, value) is { } array)
                writer = new JsonValueWriter(ItemBytes.Of(array));
        }
        catch (ToolException)
        {
            // A list in itself, an integer of a million digits.
        }

        if (writer is null)
            output.Write("null"u8);
        else
            writer.Write(output);
    }

    private static NdArray? ArrayOf(DType dtype, object? value) => dtype.IsStruct ? value as NdArray : dtype.Kind switch
    {
        DTypeKind.Object or DTypeKind.VariableString => NdArray.FromItem(value),
        _ => value switch
        {
            bool flag => Of(dtype, flag),
            sbyte number => Of(dtype, number),
            short number => Of(dtype, number),
            int number => Of(dtype, number),
            long number => Of(dtype, number),
            byte number => Of(dtype, number),
            ushort number => Of(dtype, number),
            uint number => Of(dtype, number),
            ulong number => Of(dtype, number),
            Half number => Of(dtype, number),
            float number => Of(dtype, number),
            double number => Of(dtype, number),
            LongDouble number => Of(dtype, number),
            Complex64 number => Of(dtype, number),
            Complex number => Of(dtype, number),
            ComplexLongDouble number => Of(dtype, number),
            Datetime64 moment => Of(dtype, moment),
            Timedelta64 span => Of(dtype, span),
            byte[] bytes => Of(dtype, bytes),
            string text => NdArray.FromItem(text),
            _ => null,
        },
    };

    private static NdArray Of<T>(DType dtype, T value)
    {
        NdArray array = NdArray.Create(dtype, default(ReadOnlySpan<long>));
        array.Set(value);
        return array;
    }

    private static void WriteKinds(Utf8Writer output, IEnumerable<string> kinds)
    {
        output.Write("\"kinds\":"u8);
        WriteList(output, kinds, (output, kind) => JsonText.Write(output, kind));
    }

    private static void WriteSide(Utf8Writer output, DType dtype, ReadOnlySpan<long> shape)
    {
        output.Write("{\"descr\":"u8);
        JsonText.Write(output, DescrOf(dtype));
        output.Write(",\"shape\":"u8);
        WriteList(output, shape.ToArray(), (output, length) => output.WriteFormatted(length));
        output.Write((byte)'}');
    }

    private static string DescrOf(DType dtype)
    {
        try
        {
            return dtype.Descr;
        }
        catch (InvalidOperationException)
        {
            return dtype.ToString();   // fields that overlap, which only pickles can hold
        }
    }

    // As in cat --json: JSON has no other numbers.
    private static void WriteNumber(Utf8Writer output, double? number)
    {
        if (number is not { } value)
            output.Write("null"u8);
        else if (double.IsFinite(value))
            output.WriteReal(value);
        else
            output.Write(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
    }

    private static void WriteList<T>(Utf8Writer output, IEnumerable<T> items, Action<Utf8Writer, T> write)
    {
        output.Write((byte)'[');
        bool isFirst = true;
        foreach (T item in items)
        {
            if (!isFirst)
                output.Write((byte)',');
            isFirst = false;
            write(output, item);
        }

        output.Write((byte)']');
    }
}
