using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NpyIO.Kernels;

internal static partial class StridedCopy
{
    /// <summary>8 × 8 elements of 2 bytes.</summary>
    private readonly struct Tile2 : ITile
    {
        public static int ItemSize => 2;

        public static int Side => 8;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transpose(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, bool swap)
        {
            if (!Ssse3.IsSupported)
            {
                Scalar<ushort>(ref source, sourceStride, ref destination, destinationStride, Side, swap);
                return;
            }

            Vector128<ushort> r0 = Load(ref source, 0, swap);
            Vector128<ushort> r1 = Load(ref source, sourceStride, swap);
            Vector128<ushort> r2 = Load(ref source, sourceStride * 2, swap);
            Vector128<ushort> r3 = Load(ref source, sourceStride * 3, swap);
            Vector128<ushort> r4 = Load(ref source, sourceStride * 4, swap);
            Vector128<ushort> r5 = Load(ref source, sourceStride * 5, swap);
            Vector128<ushort> r6 = Load(ref source, sourceStride * 6, swap);
            Vector128<ushort> r7 = Load(ref source, sourceStride * 7, swap);

            // Interleaving line k with line k + 4 three times transposes eight lines.
            (r0, r1, r2, r3, r4, r5, r6, r7) = Interleave(r0, r1, r2, r3, r4, r5, r6, r7);
            (r0, r1, r2, r3, r4, r5, r6, r7) = Interleave(r0, r1, r2, r3, r4, r5, r6, r7);
            (r0, r1, r2, r3, r4, r5, r6, r7) = Interleave(r0, r1, r2, r3, r4, r5, r6, r7);
            Store(r0, ref destination, 0);
            Store(r1, ref destination, destinationStride);
            Store(r2, ref destination, destinationStride * 2);
            Store(r3, ref destination, destinationStride * 3);
            Store(r4, ref destination, destinationStride * 4);
            Store(r5, ref destination, destinationStride * 5);
            Store(r6, ref destination, destinationStride * 6);
            Store(r7, ref destination, destinationStride * 7);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (Vector128<ushort>, Vector128<ushort>, Vector128<ushort>, Vector128<ushort>, Vector128<ushort>, Vector128<ushort>, Vector128<ushort>, Vector128<ushort>) Interleave(
            Vector128<ushort> r0,
            Vector128<ushort> r1,
            Vector128<ushort> r2,
            Vector128<ushort> r3,
            Vector128<ushort> r4,
            Vector128<ushort> r5,
            Vector128<ushort> r6,
            Vector128<ushort> r7) => (
                Sse2.UnpackLow(r0, r4),
                Sse2.UnpackHigh(r0, r4),
                Sse2.UnpackLow(r1, r5),
                Sse2.UnpackHigh(r1, r5),
                Sse2.UnpackLow(r2, r6),
                Sse2.UnpackHigh(r2, r6),
                Sse2.UnpackLow(r3, r7),
                Sse2.UnpackHigh(r3, r7));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<ushort> Load(ref byte source, nint offset, bool swap)
        {
            Vector128<byte> line = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, offset));
            return (swap ? Vector128.Shuffle(line, Reversal.Of2) : line).AsUInt16();
        }
    }

    /// <summary>16 × 16 elements of 1 byte.</summary>
    private readonly struct Tile1 : ITile
    {
        public static int ItemSize => 1;

        public static int Side => 16;

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Transpose(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, bool swap)
        {
            if (!Sse2.IsSupported)
            {
                Scalar<byte>(ref source, sourceStride, ref destination, destinationStride, Side, swap: false);
                return;
            }

            Unsafe.SkipInit(out Lines first);
            Unsafe.SkipInit(out Lines second);
            ref Vector128<byte> lines = ref Unsafe.As<Lines, Vector128<byte>>(ref first);
            ref Vector128<byte> others = ref Unsafe.As<Lines, Vector128<byte>>(ref second);
            for (int i = 0; i < 16; i++)
                Unsafe.Add(ref lines, i) = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride * i));

            // Interleaving line k with line k + 8 four times transposes sixteen lines.
            Interleave(ref lines, ref others);
            Interleave(ref others, ref lines);
            Interleave(ref lines, ref others);
            Interleave(ref others, ref lines);
            for (int i = 0; i < 16; i++)
                Store(Unsafe.Add(ref lines, i), ref destination, destinationStride * i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Interleave(ref Vector128<byte> from, ref Vector128<byte> to)
        {
            for (int i = 0; i < 8; i++)
            {
                Vector128<byte> left = Unsafe.Add(ref from, i);
                Vector128<byte> right = Unsafe.Add(ref from, i + 8);
                Unsafe.Add(ref to, 2 * i) = Sse2.UnpackLow(left, right);
                Unsafe.Add(ref to, (2 * i) + 1) = Sse2.UnpackHigh(left, right);
            }
        }

        [InlineArray(16)]
        private struct Lines
        {
            private Vector128<byte> _first;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector128<T> line, ref byte destination, nint offset) =>
        line.AsByte().StoreUnsafe(ref Unsafe.Add(ref destination, offset));

    /// <summary>Shuffles that reverse the bytes of every unit in a vector.</summary>
    private static class Reversal
    {
        internal static Vector128<byte> Of2 => Vector128.Create((byte)1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);

        internal static Vector256<byte> Of4 => Twice(Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));

        internal static Vector256<byte> Of8 => Twice(Vector128.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));

        internal static Vector128<byte> Of16 => Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

        private static Vector256<byte> Twice(Vector128<byte> lane) => Vector256.Create(lane, lane);
    }
}
