using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Decodes records to structs.</summary>
internal sealed class RecordDecoder<T> : RunDecoder<T>
{
    private readonly RecordReader<T> _reader;

    private RecordDecoder(RecordReader<T> reader, ReadOnlySpan<long> shape, bool fortranOrder, Order targetOrder, IDecoderTarget target)
        : base(reader.Match.Stored!, shape, fortranOrder, targetOrder, target)
    {
        _reader = reader;
    }

    internal override bool IsInPlace => false;

    /// <summary>Larger runs would put the columns of values on the large object heap.</summary>
    private protected override int MaxRun => RecordType<T>.IsConverted ? Math.Min(base.MaxRun, RecordArrays.Piece) : base.MaxRun;

    internal override DType ResultDType => _reader.Match.Target;

    internal override void DecodeInPlace(long payloadOffset, long length)
    {
    }

    internal static ArrayDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, Order order, DecoderSettings settings, IDecoderTarget target)
    {
        if (!stored.IsStruct)
            CodingThrow.CannotLoadAs(typeof(T), stored, null);
        RecordReader<T> reader = RecordType<T>.Reader(stored, settings.Casting, settings.Records);
        RecordMatch match = reader.Match;

        // The struct's own bytes are read in place, and swapped there.
        return match.IsOwnOrder && SwapPlan.ToNative(stored) is { } swap
            ? new ByteDecoder(stored, shape, fortranOrder, order, match.Target, new ElementTransform(stored.ItemSize, stored.ItemSize, swap, null, SwapPlan.None), target)
            : new RecordDecoder<T>(reader, shape, fortranOrder, order, target);
    }

    private protected override unsafe void ReadRun(ReadOnlySpan<byte> stored, Span<T> values, long first)
    {
        // The array is used only while the block is pinned.
        fixed (byte* start = &MemoryMarshal.GetReference(stored))
        {
            var memory = new PointerMemory(start, stored.Length, isReadOnly: true);
            var block = new NdArray(Stored, memory, ArrayLayout.Contiguous([values.Length], Stored.ItemSize));
            try
            {
                _reader.Read(block, values, first, IndexOf);
            }
            catch (InvalidOperationException) when (FindNoText(Stored, stored) is { } found)
            {
                long offset = first * Stored.ItemSize + found.Offset;
                CodingThrow.NotUnicode(found.DType, PlaceOf?.Invoke(offset) ?? DataOffset + offset);
            }
        }
    }

    /// <summary>Returns the first text of the records that has a number beyond Unicode, with its offset in bytes.</summary>
    private static (DType DType, long Offset)? FindNoText(DType dtype, ReadOnlySpan<byte> records)
    {
        for (int start = 0; start < records.Length; start += dtype.ItemSize)
        {
            if (dtype.Base is { } inner)
            {
                if (FindNoText(inner, records.Slice(start, dtype.ItemSize)) is { } element)
                    return (element.DType, start + element.Offset);
            }
            else if (dtype is { Kind: DTypeKind.String, ItemSize: > 0 } && ElementReader.TextOrNull(ref MemoryMarshal.GetReference(records[start..]), dtype) is null)
            {
                return (dtype, start);
            }

            foreach (Field field in dtype.Fields)
            {
                if (field.DType.ItemSize > 0 && FindNoText(field.DType, records.Slice(start + (int)field.Offset, field.DType.ItemSize)) is { } found)
                    return (found.DType, start + field.Offset + found.Offset);
            }
        }

        return null;
    }
}
