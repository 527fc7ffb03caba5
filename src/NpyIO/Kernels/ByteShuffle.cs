using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NpyIO.Kernels;

/// <summary>Rearranges the bytes of records: fields at other offsets and in another byte order, 16 bytes at a time. Immutable and thread-safe.</summary>
internal sealed class ByteShuffle
{
    /// <summary>In bytes of the target; beyond it, copies of single fields are as fast.</summary>
    internal const int MaxSize = 256;

    private const int Width = 16;

    private readonly int _sourceSize;
    private readonly int _targetSize;
    private readonly int[] _map;

    /// <summary>How many records are rearranged together, so that both sides have 16 bytes.</summary>
    private readonly int _group;

    private readonly Step[] _steps;

    private ByteShuffle(int sourceSize, int targetSize, int[] map)
    {
        _sourceSize = sourceSize;
        _targetSize = targetSize;
        _map = map;
        _group = Math.Max((Width + sourceSize - 1) / sourceSize, (Width + targetSize - 1) / targetSize);
        _steps = [.. StepsOf()];
    }

    /// <summary>Returns null if the records are too long or have no bytes.</summary>
    /// <param name="sourceSize">The distance of records in the source, in bytes.</param>
    /// <param name="targetSize">The distance of records in the target, in bytes.</param>
    /// <param name="map">For each byte of a target record the offset of its byte in the source record, or −1 for zero.</param>
    internal static ByteShuffle? Create(int sourceSize, int targetSize, int[] map) =>
        sourceSize > 0 && targetSize is > 0 and <= MaxSize && (long)sourceSize * Width <= int.MaxValue ? new ByteShuffle(sourceSize, targetSize, map) : null;

    /// <summary>Rearranges that many records, which are contiguous on both sides and do not overlap.</summary>
    internal void Apply(ref byte source, ref byte target, int count)
    {
        nint sourceStep = _group * _sourceSize;
        nint targetStep = _group * _targetSize;
        ref Step first = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref Step end = ref Unsafe.Add(ref first, _steps.Length);
        for (; count >= _group; count -= _group)
        {
            // In bounds: every step reads and writes 16 bytes inside a group of records.
            Vector128<byte> bytes = Vector128<byte>.Zero;
            for (ref Step step = ref first; Unsafe.IsAddressLessThan(ref step, ref end); step = ref Unsafe.Add(ref step, 1))
            {
                bytes |= Vector128.ShuffleNative(Vector128.LoadUnsafe(ref source, (nuint)step.Source), step.Mask);
                if (step.Target < 0)
                    continue;
                bytes.StoreUnsafe(ref target, (nuint)step.Target);
                bytes = Vector128<byte>.Zero;
            }

            source = ref Unsafe.Add(ref source, sourceStep);
            target = ref Unsafe.Add(ref target, targetStep);
        }

        for (; count > 0; count--)
        {
            for (int i = 0; i < _map.Length; i++)
                Unsafe.Add(ref target, i) = _map[i] < 0 ? (byte)0 : Unsafe.Add(ref source, _map[i]);
            source = ref Unsafe.Add(ref source, _sourceSize);
            target = ref Unsafe.Add(ref target, _targetSize);
        }
    }

    private IEnumerable<Step> StepsOf()
    {
        int length = _group * _targetSize;
        for (int start = 0; start < length; start += Width)
        {
            // The last 16 bytes overlap those before.
            int target = Math.Min(start, length - Width);
            int[] places = [.. Enumerable.Range(target, Width).Select(Source)];
            Step[] steps = [.. StepsOf(places)];
            for (int i = 0; i < steps.Length; i++)
                yield return steps[i] with { Target = i == steps.Length - 1 ? target : -1 };
        }
    }

    /// <summary>The fewest loads that have all bytes of a part of the target.</summary>
    private IEnumerable<Step> StepsOf(int[] places)
    {
        int last = _group * _sourceSize - Width;
        int from = 0;
        bool isFirst = true;
        while (true)
        {
            int next = places.Where(place => place >= from).DefaultIfEmpty(-1).Min();
            if (next < 0 && !isFirst)
                yield break;
            isFirst = false;
            int load = Math.Min(Math.Max(next, 0), last);
            byte[] mask = Array.ConvertAll(places, place => place >= from && place >= load && place < load + Width ? (byte)(place - load) : byte.MaxValue);
            yield return new Step(load, -1, Vector128.Create(mask));
            if (next < 0)
                yield break;
            from = load + Width;
        }
    }

    /// <summary>The offset of a target byte's source in a group, or −1.</summary>
    private int Source(int target)
    {
        int source = _map[target % _targetSize];
        return source < 0 ? -1 : target / _targetSize * _sourceSize + source;
    }

    /// <summary>Loads 16 bytes and moves some of them to their places; indices beyond 15 in the mask give zero.</summary>
    /// <param name="Source">The offset to load from, in bytes.</param>
    /// <param name="Target">The offset to store at once all bytes are there, or −1 if other loads follow.</param>
    /// <param name="Mask">For each byte of the target its index among those loaded.</param>
    private readonly record struct Step(int Source, int Target, Vector128<byte> Mask);
}
