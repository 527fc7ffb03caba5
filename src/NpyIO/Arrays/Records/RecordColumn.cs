using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>A field of all records, from the bytes of one dtype to those of another: where its values are, and how they are converted.</summary>
/// <param name="Path">The field's name, with those of the records around it.</param>
/// <param name="SourceOffset">The offset in a record of the source, in bytes.</param>
/// <param name="TargetOffset">The offset in a record of the target, in bytes.</param>
/// <param name="Axes">The axes of sub-arrays, from the outermost.</param>
/// <param name="From">The dtype of a single value of the source.</param>
/// <param name="To">The dtype of a single value of the target, native.</param>
/// <param name="Transform">The conversion.</param>
internal sealed record RecordColumn(string Path, long SourceOffset, long TargetOffset, RecordAxis[] Axes, DType From, DType To, ElementTransform Transform)
{
    /// <summary>Whether the bytes have the same place in both.</summary>
    internal bool IsInPlace => SourceOffset == TargetOffset && From.ItemSize == To.ItemSize && Array.TrueForAll(Axes, axis => axis.SourceStride == axis.TargetStride);

    /// <summary>Converts the field of that many records, whose distances are given in bytes.</summary>
    internal void Convert(ref byte source, long sourceStride, ref byte target, long targetStride, int count)
    {
        var axes = new Layouts(Axes, count, sourceStride, targetStride);
        ref byte from = ref Unsafe.Add(ref source, (nint)SourceOffset);
        ref byte to = ref Unsafe.Add(ref target, (nint)TargetOffset);
        if (Transform.SwapWidth >= 0)
            StridedCopy.Copy(ref from, axes.Source, ref to, axes.Target, axes.Shape, From.ItemSize, Transform.SwapWidth);
        else
            ConvertValues(ref from, ref to, axes, count);
    }

    /// <summary>Whether the bytes are only moved: enters, for those of one record of the target, where they come from.</summary>
    internal bool TryMap(int[] map)
    {
        if (Transform.SwapWidth < 0)
            return false;
        Map(map, 0, SourceOffset, TargetOffset);
        return true;
    }

    private void Map(int[] map, int axis, long source, long target)
    {
        if (axis < Axes.Length)
        {
            for (long i = 0; i < Axes[axis].Length; i++)
                Map(map, axis + 1, source + i * Axes[axis].SourceStride, target + i * Axes[axis].TargetStride);
            return;
        }

        int width = Math.Max(1, Transform.SwapWidth);
        for (int i = 0; i < From.ItemSize; i++)
            map[target + i] = (int)source + i / width * width + (Transform.SwapWidth == 0 ? i % width : width - 1 - i % width);
    }

    private void ConvertValues(ref byte source, ref byte target, Layouts axes, int count)
    {
        int values = checked((int)ArrayLayout.CountOf(axes.Shape, 1));
        if (values == 0)
            return;
        byte[] stored = ArrayPool<byte>.Shared.Rent(checked(values * From.ItemSize));
        byte[] converted = ArrayPool<byte>.Shared.Rent(checked(values * To.ItemSize));
        StridedCopy.Copy(ref source, axes.Source, ref stored[0], ArrayLayout.ContiguousStrides(axes.Shape, From.ItemSize, Order.C), axes.Shape, From.ItemSize);
        int kept = Transform.Apply(stored.AsSpan(0, values * From.ItemSize), converted.AsSpan(0, values * To.ItemSize));
        if (kept < values)
        {
            using RecordPlace.Scope scope = RecordPlace.OfField(Path, values / count);
            ArrayThrow.ValueLost(stored.AsSpan(kept * From.ItemSize, From.ItemSize), From, To, [kept]);
        }

        StridedCopy.Copy(ref MemoryMarshal.GetArrayDataReference(converted), ArrayLayout.ContiguousStrides(axes.Shape, To.ItemSize, Order.C), ref target, axes.Target, axes.Shape, To.ItemSize);
        ArrayPool<byte>.Shared.Return(stored);
        ArrayPool<byte>.Shared.Return(converted);
    }

    /// <summary>The axes of the records and of the sub-arrays in them.</summary>
    private readonly struct Layouts
    {
        internal Layouts(RecordAxis[] axes, int count, long sourceStride, long targetStride)
        {
            Shape = [count, .. axes.Select(axis => axis.Length)];
            Source = [sourceStride, .. axes.Select(axis => axis.SourceStride)];
            Target = [targetStride, .. axes.Select(axis => axis.TargetStride)];
        }

        internal long[] Shape { get; }

        internal long[] Source { get; }

        internal long[] Target { get; }
    }
}
