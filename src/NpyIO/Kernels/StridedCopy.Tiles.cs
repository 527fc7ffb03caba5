using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NpyIO.Kernels;

internal static partial class StridedCopy
{
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

    /// <summary>8 × 8 elements of 4 bytes.</summary>
    private readonly struct Tile4 : ITile
    {
        public static int ItemSize => 4;

        public static int Side => 8;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transpose(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, bool swap)
        {
            if (!Avx2.IsSupported)
            {
                Scalar<uint>(ref source, sourceStride, ref destination, destinationStride, Side, swap);
                return;
            }

            Half(ref source, sourceStride, ref destination, destinationStride, swap);
            Half(ref Unsafe.Add(ref source, 16), sourceStride, ref Unsafe.Add(ref destination, destinationStride * 4), destinationStride, swap);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Half(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, bool swap)
        {
            // Puts line k beside line k + 4, so that a transposition within each 128-bit lane brings eight neighbours together.
            Vector256<uint> r0 = Load(ref source, 0, sourceStride * 4, swap);
            Vector256<uint> r1 = Load(ref source, sourceStride, sourceStride * 5, swap);
            Vector256<uint> r2 = Load(ref source, sourceStride * 2, sourceStride * 6, swap);
            Vector256<uint> r3 = Load(ref source, sourceStride * 3, sourceStride * 7, swap);
            Vector256<ulong> low01 = Avx2.UnpackLow(r0, r1).AsUInt64();
            Vector256<ulong> high01 = Avx2.UnpackHigh(r0, r1).AsUInt64();
            Vector256<ulong> low23 = Avx2.UnpackLow(r2, r3).AsUInt64();
            Vector256<ulong> high23 = Avx2.UnpackHigh(r2, r3).AsUInt64();
            Store(Avx2.UnpackLow(low01, low23), ref destination, 0);
            Store(Avx2.UnpackHigh(low01, low23), ref destination, destinationStride);
            Store(Avx2.UnpackLow(high01, high23), ref destination, destinationStride * 2);
            Store(Avx2.UnpackHigh(high01, high23), ref destination, destinationStride * 3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<uint> Load(ref byte source, nint lower, nint upper, bool swap)
        {
            Vector256<byte> lines = Vector256.Create(
                Vector128.LoadUnsafe(ref Unsafe.Add(ref source, lower)),
                Vector128.LoadUnsafe(ref Unsafe.Add(ref source, upper)));
            return (swap ? Avx2.Shuffle(lines, Reversal.Of4) : lines).AsUInt32();
        }
    }

    /// <summary>4 × 4 elements of 8 bytes.</summary>
    private readonly struct Tile8 : ITile
    {
        public static int ItemSize => 8;

        public static int Side => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transpose(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, bool swap)
        {
            if (!Avx2.IsSupported)
            {
                Scalar<ulong>(ref source, sourceStride, ref destination, destinationStride, Side, swap);
                return;
            }

            Vector256<ulong> r0 = Load(ref source, 0, swap);
            Vector256<ulong> r1 = Load(ref source, sourceStride, swap);
            Vector256<ulong> r2 = Load(ref source, sourceStride * 2, swap);
            Vector256<ulong> r3 = Load(ref source, sourceStride * 3, swap);
            Vector256<ulong> low01 = Avx2.UnpackLow(r0, r1);
            Vector256<ulong> high01 = Avx2.UnpackHigh(r0, r1);
            Vector256<ulong> low23 = Avx2.UnpackLow(r2, r3);
            Vector256<ulong> high23 = Avx2.UnpackHigh(r2, r3);
            Store(Avx2.Permute2x128(low01, low23, 0x20), ref destination, 0);
            Store(Avx2.Permute2x128(high01, high23, 0x20), ref destination, destinationStride);
            Store(Avx2.Permute2x128(low01, low23, 0x31), ref destination, destinationStride * 2);
            Store(Avx2.Permute2x128(high01, high23, 0x31), ref destination, destinationStride * 3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<ulong> Load(ref byte source, nint offset, bool swap)
        {
            Vector256<byte> line = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, offset));
            return (swap ? Avx2.Shuffle(line, Reversal.Of8) : line).AsUInt64();
        }
    }

    /// <summary>4 × 4 elements of 16 bytes.</summary>
    private readonly struct Tile16 : ITile
    {
        public static int ItemSize => 16;

        public static int Side => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transpose(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, bool swap)
        {
            for (int line = 0; line < 4; line++)
            {
                for (int column = 0; column < 4; column++)
                {
                    Vector128<byte> element = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride * column + line * 16));
                    if (swap)
                        element = Vector128.Shuffle(element, Reversal.Of16);
                    element.StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride * line + column * 16));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector128<T> line, ref byte destination, nint offset) =>
        line.AsByte().StoreUnsafe(ref Unsafe.Add(ref destination, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector256<T> line, ref byte destination, nint offset) =>
        line.AsByte().StoreUnsafe(ref Unsafe.Add(ref destination, offset));

    private static void Scalar<T>(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, int side, bool swap)
        where T : unmanaged
    {
        for (int line = 0; line < side; line++)
        {
            for (int column = 0; column < side; column++)
            {
                T element = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref source, sourceStride * column + line * Unsafe.SizeOf<T>()));
                Unsafe.WriteUnaligned(
                    ref Unsafe.Add(ref destination, destinationStride * line + column * Unsafe.SizeOf<T>()),
                    swap ? ByteSwap.Reverse(element) : element);
            }
        }
    }

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
