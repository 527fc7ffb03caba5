using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Errors;

namespace NpyIO.Arrays.Printing;

/// <summary>Writes text of fixed width as Python's <c>repr</c>.</summary>
internal sealed class TextFormat(ShownElements elements) : ElementFormat
{
    internal override void Append(StringBuilder text, long offset) =>
        PythonText.AppendQuoted(text, CodePoints(ref elements.Memory.At(offset), elements.DType));

    /// <summary>The code points in native order, without trailing NULs; they may be surrogates, or beyond U+10FFFF.</summary>
    internal static ReadOnlySpan<uint> CodePoints(ref byte source, DType dtype)
    {
        ReadOnlySpan<uint> stored = MemoryMarshal.Cast<byte, uint>(MemoryMarshal.CreateReadOnlySpan(ref source, dtype.ItemSize));
        uint[] codePoints = new uint[stored.Length];
        if (dtype.IsNative)
            stored.CopyTo(codePoints);
        else
            BinaryPrimitives.ReverseEndianness(stored, codePoints);
        return codePoints.AsSpan().TrimEnd(0u);
    }
}

/// <summary>Writes byte strings as Python's <c>repr</c>.</summary>
internal sealed class BytesFormat(ShownElements elements) : ElementFormat
{
    internal override void Append(StringBuilder text, long offset) =>
        PythonText.AppendQuoted(text, ElementReader.ReadBytes(ref elements.Memory.At(offset), elements.DType));
}

/// <summary>Writes raw bytes, all of them escaped: <c>b'\x61\x00'</c>.</summary>
internal sealed class VoidFormat(ShownElements elements) : ElementFormat
{
    internal override void Append(StringBuilder text, long offset) =>
        AppendBytes(text, MemoryMarshal.CreateReadOnlySpan(ref elements.Memory.At(offset), elements.DType.ItemSize));

    internal static StringBuilder AppendBytes(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append("b'");
        foreach (byte value in bytes)
            text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
        return text.Append('\'');
    }
}

/// <summary>Writes variable-width text, and the value of missing ones.</summary>
internal sealed class VariableTextFormat(ShownElements elements, PrintState state) : ElementFormat
{
    internal override void Append(StringBuilder text, long offset) =>
        state.Objects.Append(text, ScalarText.ReadObject(elements.Memory, offset, elements.DType));
}

/// <summary>Writes Python objects as Python's <c>repr</c>; a list is marked, because it could be taken for an axis.</summary>
internal sealed class ObjectFormat(ShownElements elements, PrintState state) : ElementFormat
{
    internal override void Append(StringBuilder text, long offset)
    {
        object? value = ObjectElements.Read(elements.Memory, offset, elements.DType);
        bool isList = PythonRepr.IsList(value);
        state.Objects.Append(text.Append(isList ? "list(" : ""), value);
        text.Append(isList ? ")" : "");
    }
}
