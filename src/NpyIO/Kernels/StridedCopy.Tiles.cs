using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NpyIO.Kernels;

internal static partial class StridedCopy
{
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

        /// <summary>Transposes four elements of each of eight lines into four lines of eight.</summary>
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
    private static void Store<T>(Vector256<T> line, ref byte destination, nint offset) =>
        line.AsByte().StoreUnsafe(ref Unsafe.Add(ref destination, offset));

    /// <summary>Transposes a tile without vector instructions.</summary>
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
}
