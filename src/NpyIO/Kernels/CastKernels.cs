using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>The table of number conversions; <see cref="CastElement"/> describes them.</summary>
internal static class CastKernels
{
    /// <summary>Bool to bool makes every byte 0 or 1.</summary>
    internal static CastKernel Get(NumberType from, NumberType to) => from switch
    {
        NumberType.Boolean => To<StoredBoolean>(to),
        NumberType.Int8 => IntegerTo<sbyte>(to),
        NumberType.Int16 => IntegerTo<short>(to),
        NumberType.Int32 => IntegerTo<int>(to),
        NumberType.Int64 => IntegerTo<long>(to),
        NumberType.UInt8 => IntegerTo<byte>(to),
        NumberType.UInt16 => IntegerTo<ushort>(to),
        NumberType.UInt32 => IntegerTo<uint>(to),
        NumberType.UInt64 => IntegerTo<ulong>(to),
        NumberType.Float16 => to == NumberType.Float32 ? Vectorised<Half, float> : To<Half>(to),
        NumberType.Float32 => to switch
        {
            NumberType.Float16 => Vectorised<float, Half>,
            NumberType.Float64 => Vectorised<float, double>,
            _ => To<float>(to),
        },
        NumberType.Float64 => to == NumberType.Float32 ? Vectorised<double, float> : To<double>(to),
        NumberType.LongDouble => To<LongDouble>(to),
        NumberType.Complex64 => To<StoredComplex<float>>(to),
        NumberType.Complex128 => To<StoredComplex<double>>(to),
        NumberType.ComplexLongDouble => To<StoredComplex<LongDouble>>(to),
        _ => throw new ArgumentOutOfRangeException(nameof(from)),
    };

    /// <summary>The vectorised conversions of .NET wrap and round integers as NumPy does, so they can be used here.</summary>
    private static CastKernel IntegerTo<TFrom>(NumberType to)
        where TFrom : unmanaged, INumberBase<TFrom> => to switch
        {
            NumberType.Int8 => Vectorised<TFrom, sbyte>,
            NumberType.Int16 => Vectorised<TFrom, short>,
            NumberType.Int32 => Vectorised<TFrom, int>,
            NumberType.Int64 => Vectorised<TFrom, long>,
            NumberType.UInt8 => Vectorised<TFrom, byte>,
            NumberType.UInt16 => Vectorised<TFrom, ushort>,
            NumberType.UInt32 => Vectorised<TFrom, uint>,
            NumberType.UInt64 => Vectorised<TFrom, ulong>,
            NumberType.Float32 => Vectorised<TFrom, float>,
            NumberType.Float64 => Vectorised<TFrom, double>,
            _ => To<TFrom>(to),
        };

    private static CastKernel To<TFrom>(NumberType to)
        where TFrom : unmanaged => to switch
        {
            NumberType.Boolean => Loop<TFrom, StoredBoolean>,
            NumberType.Int8 => Loop<TFrom, sbyte>,
            NumberType.Int16 => Loop<TFrom, short>,
            NumberType.Int32 => Loop<TFrom, int>,
            NumberType.Int64 => Loop<TFrom, long>,
            NumberType.UInt8 => Loop<TFrom, byte>,
            NumberType.UInt16 => Loop<TFrom, ushort>,
            NumberType.UInt32 => Loop<TFrom, uint>,
            NumberType.UInt64 => Loop<TFrom, ulong>,
            NumberType.Float16 => Loop<TFrom, Half>,
            NumberType.Float32 => Loop<TFrom, float>,
            NumberType.Float64 => Loop<TFrom, double>,
            NumberType.LongDouble => Loop<TFrom, LongDouble>,
            NumberType.Complex64 => Loop<TFrom, StoredComplex<float>>,
            NumberType.Complex128 => Loop<TFrom, StoredComplex<double>>,
            NumberType.ComplexLongDouble => Loop<TFrom, StoredComplex<LongDouble>>,
            _ => throw new ArgumentOutOfRangeException(nameof(to)),
        };

    private static void Vectorised<TFrom, TTo>(ReadOnlySpan<byte> source, Span<byte> destination)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo> =>
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, TFrom>(source), MemoryMarshal.Cast<byte, TTo>(destination));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<TFrom, TTo>(ReadOnlySpan<byte> source, Span<byte> destination)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(source);
        Span<TTo> to = MemoryMarshal.Cast<byte, TTo>(destination)[..from.Length];
        for (int i = 0; i < from.Length; i++)
            to[i] = CastElement.Convert<TFrom, TTo>(from[i]);
    }
}

/// <summary>Converts contiguous native elements, aligned or not. The destination has room for as many, and is the source only if both element sizes are equal.</summary>
internal delegate void CastKernel(ReadOnlySpan<byte> source, Span<byte> destination);

/// <summary>Conversions of values that have passed their <see cref="LossCheck"/>: those of <see cref="CastKernels"/>, except the few that round differently or can be faster.</summary>
internal static class CheckedKernels
{
    internal static CastKernel Get(NumberType from, NumberType to) => (from, to) switch
    {
        (NumberType.LongDouble, NumberType.Float16) => LongDoubleToHalf,
        (NumberType.ComplexLongDouble, NumberType.Float16) => ComplexLongDoubleToHalf,
        (NumberType.Float64, NumberType.Int32) => DoubleToInt32,
        _ => CastKernels.Get(from, to),
    };

    private static void LongDoubleToHalf(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<LongDouble> from = MemoryMarshal.Cast<byte, LongDouble>(source);
        Span<Half> to = MemoryMarshal.Cast<byte, Half>(destination);
        for (int i = 0; i < from.Length; i++)
            to[i] = LongDoubleCasts.ToHalf(from[i]);
    }

    private static void ComplexLongDoubleToHalf(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<StoredComplex<LongDouble>> from = MemoryMarshal.Cast<byte, StoredComplex<LongDouble>>(source);
        Span<Half> to = MemoryMarshal.Cast<byte, Half>(destination);
        for (int i = 0; i < from.Length; i++)
            to[i] = LongDoubleCasts.ToHalf(from[i].Real);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DoubleToInt32(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<double> from = MemoryMarshal.Cast<byte, double>(source);
        Span<int> to = MemoryMarshal.Cast<byte, int>(destination)[..from.Length];
        // Values are in range, so the processor's conversion needs no guard.
        for (int i = 0; i < from.Length; i++)
            to[i] = double.ConvertToIntegerNative<int>(from[i]);
    }
}

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
