using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Converts elements and checks them in the same pass. Returns false if a value is lost; the destination then holds anything.</summary>
internal delegate bool FusedKernel(ReadOnlySpan<byte> source, Span<byte> destination);

/// <summary>The conversions that are checked by converting back, which costs less than a <see cref="LossCheck"/> before them.</summary>
internal static class FusedKernels
{
    /// <summary>1.5 × 2^52: added to a whole number of fewer than 52 bits, it leaves that number in the low bits of the significand.</summary>
    private const double Shifter = 6755399441055744.0;

    internal static FusedKernel? Get(NumberType from, NumberType to) => (from, to) switch
    {
        (NumberType.Int64, NumberType.Int32) => Int64ToInt32,
        (NumberType.Float64, NumberType.Int32) => DoubleToInt32,
        (NumberType.Float64, NumberType.Float32) => DoubleToSingle,
        _ => null,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Int64ToInt32(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<long> from = MemoryMarshal.Cast<byte, long>(source);
        Span<int> to = MemoryMarshal.Cast<byte, int>(destination)[..from.Length];
        ref long first = ref MemoryMarshal.GetReference(from);
        ref int target = ref MemoryMarshal.GetReference(to);
        Vector<long> lost = Vector<long>.Zero;
        int i = 0;
        for (; i <= from.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Vector<long> low = Vector.LoadUnsafe(ref first, (nuint)i);
            Vector<long> high = Vector.LoadUnsafe(ref first, (nuint)(i + Vector<long>.Count));
            Vector<int> narrow = Vector.Narrow(low, high);
            Vector.Widen(narrow, out Vector<long> lowBack, out Vector<long> highBack);
            lost |= (low ^ lowBack) | (high ^ highBack);
            narrow.StoreUnsafe(ref target, (nuint)i);
        }

        long rest = 0;
        for (; i < from.Length; i++)
        {
            to[i] = (int)from[i];
            rest |= from[i] ^ to[i];
        }

        return rest == 0 && Vector.EqualsAll(lost, Vector<long>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool DoubleToInt32(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<double> from = MemoryMarshal.Cast<byte, double>(source);
        Span<int> to = MemoryMarshal.Cast<byte, int>(destination)[..from.Length];
        ref double first = ref MemoryMarshal.GetReference(from);
        ref int target = ref MemoryMarshal.GetReference(to);
        Vector<double> shifter = new(Shifter);
        Vector<long> shifterBits = shifter.As<double, long>(), kept = Vector<long>.AllBitsSet;
        int i = 0;
        for (; i <= from.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Vector<double> low = Vector.LoadUnsafe(ref first, (nuint)i);
            Vector<double> high = Vector.LoadUnsafe(ref first, (nuint)(i + Vector<double>.Count));
            Vector<double> lowShifted = low + shifter, highShifted = high + shifter;
            Vector<long> lowWhole = lowShifted.As<double, long>() - shifterBits, highWhole = highShifted.As<double, long>() - shifterBits;
            Vector<int> narrow = Vector.Narrow(lowWhole, highWhole);
            Vector.Widen(narrow, out Vector<long> lowBack, out Vector<long> highBack);
            kept &= Vector.Equals(lowShifted - shifter, low) & Vector.Equals(highShifted - shifter, high) & Vector.Equals(lowWhole, lowBack) & Vector.Equals(highWhole, highBack);
            narrow.StoreUnsafe(ref target, (nuint)i);
        }

        bool isKept = Vector.EqualsAll(kept, Vector<long>.AllBitsSet);
        for (; i < from.Length; i++)
        {
            to[i] = double.ConvertToIntegerNative<int>(from[i]);
            isKept &= to[i] == from[i];
        }

        return isKept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool DoubleToSingle(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<double> from = MemoryMarshal.Cast<byte, double>(source);
        Span<float> to = MemoryMarshal.Cast<byte, float>(destination)[..from.Length];
        ref double first = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to);
        Vector<float> infinity = new(float.PositiveInfinity);
        Vector<int> infinite = Vector<int>.Zero;
        int i = 0;
        for (; i <= from.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<double> low = Vector.LoadUnsafe(ref first, (nuint)i);
            Vector<double> high = Vector.LoadUnsafe(ref first, (nuint)(i + Vector<double>.Count));
            Vector<float> narrow = Vector.Narrow(low, high);
            infinite |= Vector.Equals(Vector.Abs(narrow), infinity);
            narrow.StoreUnsafe(ref target, (nuint)i);
        }

        // An infinity among the sources is kept: the check that follows a failure says so.
        bool isKept = Vector.EqualsAll(infinite, Vector<int>.Zero);
        for (; i < from.Length; i++)
        {
            to[i] = (float)from[i];
            isKept &= float.IsFinite(to[i]) || !double.IsFinite(from[i]);
        }

        return isKept;
    }
}
