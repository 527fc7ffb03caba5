using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Reads and writes the values of one field of all records, in C order. The JIT resolves the branches on T.</summary>
internal static class RecordValues
{
    /// <summary>Whether values of the dtype are read as T without a conversion of numbers.</summary>
    internal static bool CanRead<T>(DType dtype) =>
        typeof(T) == typeof(char) ? IsCharacter(dtype) : ElementReader.CanRead<T>(dtype) && (typeof(T) != typeof(long) || dtype.Kind is not (DTypeKind.Datetime or DTypeKind.Timedelta));

    /// <summary>Reads values one per record. The array can be longer, and is valid until the end of the block.</summary>
    internal static T[] ReadColumn<T>(NdArray values, string field)
    {
        bool isPlain = ElementType.Matches<T>(values.DType);
        bool isText = typeof(T) == typeof(string) && values.DType is { Kind: DTypeKind.String, ItemSize: > 0 };
        bool isTime = TimeType<T>.Row?.CanBe(values.DType) == true;
        if (!isPlain && !isText && !isTime)
            return Read<T>(values, field);

        T[] column = BlockColumns.Rent<T>((int)values.Count);
        Span<T> destination = column.AsSpan(0, (int)values.Count);
        if (isPlain)
            values.As<T>().CopyTo(destination);
        else if (isTime)
            TimeElements.ReadAll(values, Casting.Equivalent, destination);
        else
            ReadTexts(values, (string[])(object)column);
        return column;
    }

    internal static T[] Read<T>(NdArray values, string field)
    {
        if (typeof(T) == typeof(char))
            return (T[])(object)ReadCharacters(values, field);
        if (!ElementReader.CanRead<T>(values.DType))
            RecordThrow.WrongField<T>(field, values.DType);
        return values.ToArray<T>();
    }

    internal static void Write<T>(NdArray destination, string field, T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != destination.Count)
            RecordThrow.OtherCount(field, values.Length, destination.Count);

        if (ElementType.Matches<T>(destination.DType))
            WriteBytes(destination, values);
        else if (typeof(T) == typeof(char))
            WriteCharacters(destination, field, (char[])(object)values);
        else if (!ElementReader.CanRead<T>(destination.DType))
            RecordThrow.WrongField<T>(field, destination.DType);
        else if (destination.DType.IsReference)
            WriteObjects(destination, values);
        else if (TimeType<T>.Row is { } row)
            WriteTimes(destination, values, row);
        else
            WriteElements(destination, values);
    }

    /// <summary>Values that have the bytes of the dtype, in native order.</summary>
    private static void WriteBytes<T>(NdArray destination, T[] values)
    {
        int size = destination.DType.ItemSize;
        StridedCopy.Copy(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(values)),
            ArrayLayout.ContiguousStrides(destination.Shape, size, Order.C),
            ref destination.Memory.At(destination.Layout.Offset),
            destination.Strides,
            destination.Shape,
            size,
            SwapPlan.ToNative(destination.DType)!.UnitWidth);
        GC.KeepAlive(destination);
    }

    private static void WriteObjects<T>(NdArray destination, T[] values)
    {
        var places = new PlaceEnumerator(destination.Layout);
        for (int i = 0; places.MoveNext(); i++)
            ObjectElements.Write(destination.Memory, places.Current, destination.DType, values[i]);
    }

    /// <summary>By way of contiguous native code points.</summary>
    private static void ReadTexts(NdArray values, string[] texts)
    {
        DType dtype = values.DType;
        int count = (int)values.Count;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, checked(count * dtype.ItemSize)));
        ElementCopy.CopyNative(values.Memory, values.Layout, dtype, ref bytes[0]);
        int read = TextElements.Read(bytes.AsSpan(0, count * dtype.ItemSize), texts.AsSpan(0, count), dtype.ItemSize / sizeof(uint));

        if (read < count)
            RecordThrow.NoText(bytes.AsSpan(read * dtype.ItemSize, dtype.ItemSize), RecordOf(read, values));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static void WriteTimes<T>(NdArray destination, T[] values, TimeType<T> row)
    {
        long[] counts = new long[values.Length];
        int written = row.Write(values, counts, Casts.Native(destination.DType));
        if (written < values.Length)
            ArrayThrow.TimeNotWritten(values[written], destination.DType, [RecordOf(written, destination)], values, UnitChoice.ByMember);
        WriteBytes(destination, counts);
    }

    private static void WriteElements<T>(NdArray destination, T[] values)
    {
        DType dtype = destination.DType;
        var places = new PlaceEnumerator(destination.Layout);
        for (int i = 0; places.MoveNext(); i++)
        {
            if (typeof(T) == typeof(string) && TryWritePlainText((string?)(object?)values[i], ref destination.Memory.At(places.Current), dtype))
                continue;
            if (typeof(T) == typeof(string))
                CheckText((string?)(object?)values[i], dtype, RecordOf(i, destination));
            else if (typeof(T) == typeof(byte[]))
                CheckBytes((byte[]?)(object?)values[i], dtype, RecordOf(i, destination));
            ElementWriter.Write(values[i], ref destination.Memory.At(places.Current), dtype, [RecordOf(i, destination)]);
        }

        GC.KeepAlive(destination);
    }

    /// <summary>Writes a text of code units that are code points, which is nearly every one, if it fits.</summary>
    private static bool TryWritePlainText(string? text, ref byte place, DType dtype)
    {
        if (text is null || dtype is not { Kind: DTypeKind.String, IsNative: true } || text.Length > dtype.ItemSize / sizeof(uint))
            return false;
        Span<uint> codePoints = MemoryMarshal.Cast<byte, uint>(MemoryMarshal.CreateSpan(ref place, dtype.ItemSize));
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
                return false;
            codePoints[i] = text[i];
        }

        codePoints[text.Length..].Clear();
        return true;
    }

    private static void CheckText(string? text, DType dtype, long record)
    {
        if (text is null)
        {
            RecordThrow.NullText(record);
            return;
        }

        // No text has more code points than characters.
        int room = dtype.Kind == DTypeKind.String ? dtype.ItemSize / sizeof(uint) : dtype.ItemSize;
        if (text.Length > room && ElementWriter.LengthOf(text, dtype.Kind) is int length && length > room)
            RecordThrow.TextTooLong(length, dtype.Kind == DTypeKind.String ? "code points" : "characters", record, room);
        if (dtype.Kind == DTypeKind.Bytes && text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF') is int foreign and >= 0)
            RecordThrow.NotLatin1(text[foreign], record);
    }

    private static void CheckBytes(byte[]? bytes, DType dtype, long record)
    {
        if (bytes is null)
            RecordThrow.NullText(record);
        else if (bytes.Length > dtype.ItemSize)
            RecordThrow.TextTooLong(bytes.Length, "bytes", record, dtype.ItemSize);
    }

    private static long RecordOf(int value, NdArray field) => field.Rank <= 1 ? value : value / (field.Count / field.Shape[0]);

    /// <summary>A character is a text of one code point; a text without any is NUL.</summary>
    private static char[] ReadCharacters(NdArray values, string field)
    {
        CheckCharacters(values.DType, field);
        var characters = new char[values.Count];
        var places = new PlaceEnumerator(values.Layout);
        for (int i = 0; places.MoveNext(); i++)
        {
            ref byte place = ref values.Memory.At(places.Current);
            uint codePoint = values.DType.Kind == DTypeKind.Bytes ? place : ElementReader.ReadPlain<uint>(ref place, !values.DType.IsNative);
            if (codePoint > char.MaxValue)
                RecordThrow.NoCharacter(codePoint, RecordOf(i, values));
            characters[i] = (char)codePoint;
        }

        GC.KeepAlive(values);
        return characters;
    }

    private static void WriteCharacters(NdArray destination, string field, char[] values)
    {
        DType dtype = destination.DType;
        CheckCharacters(dtype, field);
        var places = new PlaceEnumerator(destination.Layout);
        for (int i = 0; places.MoveNext(); i++)
        {
            ref byte place = ref destination.Memory.At(places.Current);
            if (dtype.Kind == DTypeKind.String)
                ElementWriter.WritePlain((uint)values[i], ref place, !dtype.IsNative);
            else if (values[i] <= byte.MaxValue)
                place = (byte)values[i];
            else
                RecordThrow.NotLatin1(values[i], RecordOf(i, destination));
        }

        GC.KeepAlive(destination);
    }

    private static void CheckCharacters(DType dtype, string field)
    {
        if (!IsCharacter(dtype))
            RecordThrow.WrongField<char>(field, dtype);
    }

    private static bool IsCharacter(DType dtype) => dtype.Kind == DTypeKind.String ? dtype.ItemSize == sizeof(uint) : dtype.Kind == DTypeKind.Bytes && dtype.ItemSize == 1;
}
