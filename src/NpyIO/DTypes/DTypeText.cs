using System.Globalization;
using System.Text;
using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>Writes records and sub-arrays like <c>str(dtype)</c>: NumPy's <c>_struct_str</c> and <c>_subarray_str</c> in <c>_dtype.py</c>.</summary>
internal static class DTypeText
{
    internal static string Write(DType dtype)
    {
        var builder = new StringBuilder();
        if (dtype.IsStruct)
            AppendStruct(builder, dtype, showAligned: true);
        else
            Append(builder, dtype);
        return builder.ToString();
    }

    /// <summary>Writes any dtype like <c>repr(dtype)</c>.</summary>
    internal static string Repr(DType dtype)
    {
        if (dtype.Kind == DTypeKind.VariableString)
            return dtype.ToString();
        var builder = new StringBuilder("dtype(");
        bool hasName = dtype.IsNative && dtype.Kind is (DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger or DTypeKind.Float or DTypeKind.Complex);
        if (hasName)
            builder.Append('\'').Append(dtype.Name).Append('\'');
        else
            Append(builder, dtype);
        return builder.Append(dtype.IsAlignedStruct ? ", align=True)" : ")").ToString();
    }

    private static void Append(StringBuilder builder, DType dtype)
    {
        if (dtype.IsStruct)
            AppendStruct(builder, dtype, showAligned: false);
        else if (dtype.Base is not null)
            AppendSubArray(builder.Append('('), dtype).Append(')');
        else
            builder.Append('\'').Append(dtype.ShortText).Append('\'');
    }

    private static void AppendStruct(StringBuilder builder, DType dtype, bool showAligned)
    {
        if (!(showAligned && dtype.IsAlignedStruct) && IsPacked(dtype))
            AppendList(builder, dtype);
        else
            AppendDictionary(builder, dtype, showAligned);
    }

    private static void AppendList(StringBuilder builder, DType dtype)
    {
        string separator = "[";
        foreach (Field field in dtype.FieldSpan)
        {
            DescrWriter.AppendName(builder.Append(separator).Append('('), field).Append(", ");
            if (field.DType.Base is not null)
                AppendSubArray(builder, field.DType);
            else
                Append(builder, field.DType);
            builder.Append(')');
            separator = ", ";
        }

        builder.Append(dtype.FieldSpan.IsEmpty ? "[]" : "]");
    }

    private static void AppendDictionary(StringBuilder builder, DType dtype, bool showAligned)
    {
        AppendEntry(builder.Append('{'), "names", dtype, (field, b) => PythonText.AppendQuoted(b, field.Name));
        AppendEntry(builder.Append(", "), "formats", dtype, (field, b) => Append(b, field.DType));
        AppendEntry(builder.Append(", "), "offsets", dtype, (field, b) => b.Append(CultureInfo.InvariantCulture, $"{field.Offset}"));
        if (dtype.Fields.Any(field => field.Title is not null))
            AppendEntry(builder.Append(", "), "titles", dtype, (field, b) => AppendTitle(b, field.Title));
        builder.Append(CultureInfo.InvariantCulture, $", 'itemsize': {dtype.ItemSize}");
        builder.Append(showAligned && dtype.IsAlignedStruct ? ", 'aligned': True}" : "}");
    }

    private static void AppendEntry(StringBuilder builder, string key, DType dtype, Action<Field, StringBuilder> append)
    {
        builder.Append('\'').Append(key).Append("': [");
        string separator = "";
        foreach (Field field in dtype.FieldSpan)
        {
            append(field, builder.Append(separator));
            separator = ", ";
        }

        builder.Append(']');
    }

    private static void AppendTitle(StringBuilder builder, string? title)
    {
        if (title is null)
            builder.Append("None");
        else
            PythonText.AppendQuoted(builder, title);
    }

    private static StringBuilder AppendSubArray(StringBuilder builder, DType dtype)
    {
        Append(builder, dtype.Base!);
        return PythonText.AppendShape(builder.Append(", "), dtype.Shape);
    }

    /// <summary>NumPy's <c>_is_packed</c>: no padding other than for alignment.</summary>
    private static bool IsPacked(DType dtype)
    {
        long end = 0;
        int alignment = 1;
        foreach (Field field in dtype.FieldSpan)
        {
            int fieldAlignment = dtype.IsAlignedStruct ? field.DType.Alignment : 1;
            alignment = Math.Max(alignment, fieldAlignment);
            if (field.Offset != StructBuilder.AlignUp(end, fieldAlignment))
                return false;
            end = field.Offset + field.DType.ItemSize;
        }

        return StructBuilder.AlignUp(end, alignment) == dtype.ItemSize;
    }
}

/// <summary>Writes the descr of records: the <c>repr</c> of the result of <c>numpy._core._internal._array_descr</c>.</summary>
internal static class DescrWriter
{
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
