using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>The table of number conversions; <see cref="CastElement"/> describes them.</summary>
internal static class CastKernels
{
    /// <summary>Returns the conversion between two number types. Bool to bool makes every byte 0 or 1.</summary>
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
