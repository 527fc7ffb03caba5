using System.Globalization;
using System.Text;
using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>Writes the descr of records: the <c>repr</c> of the result of <c>numpy._core._internal._array_descr</c>.</summary>
internal static class DescrWriter
{
    /// <summary>Writes a record. The depth is limited by <see cref="DType.MaxDepth"/>.</summary>
    internal static string Write(DType dtype)
    {
        var builder = new StringBuilder();
        Append(builder, dtype);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, DType dtype)
    {
        if (dtype.IsStruct)
            AppendFields(builder, dtype);
        else if (dtype.Base is not null)
            AppendSubArray(builder.Append('('), dtype).Append(')');
        else
            builder.Append('\'').Append(dtype.TypeString).Append('\'');
    }

    private static void AppendFields(StringBuilder builder, DType dtype)
    {
        builder.Append('[');
        string separator = "";
        long offset = 0;
        foreach (Field field in dtype.FieldSpan)
        {
            if (field.Offset < offset)
                DTypeThrow.NoDescr(field, offset);
            AppendPadding(builder, ref separator, field.Offset - offset);
            builder.Append(separator).Append('(');
            AppendName(builder, field).Append(", ");
            if (field.DType.Base is not null)
                AppendSubArray(builder, field.DType);
            else
                Append(builder, field.DType);
            builder.Append(')');
            separator = ", ";
            offset = field.Offset + field.DType.ItemSize;
        }

        AppendPadding(builder, ref separator, dtype.ItemSize - offset);
        builder.Append(']');
    }

    /// <summary>Appends a name, or a tuple of title and name, in Python syntax.</summary>
    internal static StringBuilder AppendName(StringBuilder builder, Field field)
    {
        if (field.Title is null)
            return PythonText.AppendQuoted(builder, field.Name);
        PythonText.AppendQuoted(builder.Append('('), field.Title).Append(", ");
        return PythonText.AppendQuoted(builder, field.Name).Append(')');
    }

    private static StringBuilder AppendSubArray(StringBuilder builder, DType dtype)
    {
        Append(builder, dtype.Base!);
        return PythonText.AppendShape(builder.Append(", "), dtype.Shape);
    }

    private static void AppendPadding(StringBuilder builder, ref string separator, long size)
    {
        if (size == 0)
            return;
        builder.Append(separator).Append(CultureInfo.InvariantCulture, $"('', '|V{size}')");
        separator = ", ";
    }
}
