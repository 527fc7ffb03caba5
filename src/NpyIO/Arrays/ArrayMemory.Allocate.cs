using System.Numerics;
using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

// Fresh memory, always garbage-collected, so that a span can never outlive it.
// Counts are trusted: a caller with a count from a file must first compare it with the bytes available.
internal abstract partial class ArrayMemory
{
    /// <summary>Allocates a <c>T[]</c> of the dtype's CLR type if that has the same bytes in either byte order, with dates as <see cref="long"/>; else a <c>byte[]</c>.</summary>
    internal static ArrayMemory Allocate(DType dtype, long count, bool zeroed) => (dtype.Kind, dtype.ItemSize) switch
    {
        (DTypeKind.Boolean, _) => Allocate<bool>(count, zeroed),
        (DTypeKind.SignedInteger, 1) => Allocate<sbyte>(count, zeroed),
        (DTypeKind.SignedInteger, 2) => Allocate<short>(count, zeroed),
        (DTypeKind.SignedInteger, 4) => Allocate<int>(count, zeroed),
        (DTypeKind.SignedInteger, 8) => Allocate<long>(count, zeroed),
        (DTypeKind.UnsignedInteger, 1) => Allocate<byte>(count, zeroed),
        (DTypeKind.UnsignedInteger, 2) => Allocate<ushort>(count, zeroed),
        (DTypeKind.UnsignedInteger, 4) => Allocate<uint>(count, zeroed),
        (DTypeKind.UnsignedInteger, 8) => Allocate<ulong>(count, zeroed),
        (DTypeKind.Float, 2) => Allocate<Half>(count, zeroed),
        (DTypeKind.Float, 4) => Allocate<float>(count, zeroed),
        (DTypeKind.Float, 8) => Allocate<double>(count, zeroed),
        (DTypeKind.Float, 16) => Allocate<LongDouble>(count, zeroed),
        (DTypeKind.Complex, 8) => Allocate<Complex64>(count, zeroed),
        (DTypeKind.Complex, 16) => Allocate<Complex>(count, zeroed),
        (DTypeKind.Complex, 32) => Allocate<ComplexLongDouble>(count, zeroed),
        (DTypeKind.Datetime or DTypeKind.Timedelta, _) => Allocate<long>(count, zeroed),
        _ when dtype.HasObject => ObjectMemory.Allocate(checked(count * dtype.ItemSize)),
        _ => Allocate<byte>(checked(count * dtype.ItemSize), zeroed),
    };

    internal static ArrayMemory Allocate<T>(long count, bool zeroed = true)
    {
        if (count <= System.Array.MaxLength)
            return ManagedMemory.Of(New<T>((int)count, zeroed));

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ArrayThrow.TooManyForOneArray(count, typeof(T));

        // Too many for a T[]: one array of larger elements holds them.
        long bytes = checked(count * Unsafe.SizeOf<T>());
        long blocks = (bytes - 1) / Block64.Size + 1;
        if (blocks > System.Array.MaxLength)
            ArrayThrow.TooManyForOneArray(count, typeof(T));

        return new ManagedMemory(New<Block64>((int)blocks, zeroed), bytes);
    }

    private static T[] New<T>(int count, bool zeroed) =>
        count == 0 ? [] : zeroed ? new T[count] : GC.AllocateUninitializedArray<T>(count);
}
