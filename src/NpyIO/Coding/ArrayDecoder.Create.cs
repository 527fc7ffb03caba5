using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

internal abstract partial class ArrayDecoder
{
    /// <summary>Creates a decoder into fresh memory for an untyped array, with the dtype and layout of <paramref name="settings"/>.</summary>
    /// <exception cref="NpyFormatException">The dtype holds Python objects.</exception>
    internal static ArrayDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings)
    {
        CheckObjects(stored);

        // A record without a swap plan keeps its byte order.
        bool keeps = settings.ByteOrder == ByteOrderMode.Keep || SwapPlan.ToNative(stored) is null;
        DType target = keeps ? stored : Casts.Native(stored);
        ElementTransform transform = Casts.Transform(stored, target)!;
        return new ByteDecoder(stored, shape, fortranOrder, TargetOrder(settings.Order, fortranOrder), target, transform, new DTypeTarget(target));
    }

    /// <summary>
    /// Creates a decoder into a fresh <c>T[]</c> (or blocks, beyond its limit), casting as <paramref name="settings"/> allow. Without a cast,
    /// T is the CLR type of the dtype, or <see cref="string"/> or <c>byte[]</c> for text, <see cref="Datetime64"/> or <see cref="Timedelta64"/> for dates.
    /// </summary>
    /// <exception cref="InvalidCastException">T does not fit the dtype.</exception>
    /// <exception cref="NpyFormatException">The dtype holds Python objects.</exception>
    internal static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings) =>
        Create<T>(stored, shape, fortranOrder, settings, new TypedTarget<T>());

    /// <summary>
    /// Creates a decoder into the start of existing memory that holds values of T, always in C order and native byte order.
    /// The memory can be a pinned buffer; it must stay valid until the decoder has finished.
    /// </summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    internal static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings, ArrayMemory destination)
    {
        long count = ArrayLayout.CountOf(shape, stored.ItemSize);
        long room = destination.Length / Unsafe.SizeOf<T>();
        if (room < count)
            CodingThrow.DestinationTooSmall(room, count, nameof(destination));
        settings = settings with { Order = Order.C, ByteOrder = ByteOrderMode.Native };
        return Create<T>(stored, shape, fortranOrder, settings, new GivenTarget(destination));
    }

    private static ArrayDecoder Create<T>(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, DecoderSettings settings, IDecoderTarget memory)
    {
        CheckObjects(stored);
        Order order = TargetOrder(settings.Order, fortranOrder);
        if (ElementRunReaders.Get<T>(stored) is { } reader)
        {
            long count = ArrayLayout.CountOf(shape, stored.ItemSize);
            if (stored.ItemSize == 0 && count > settings.MaxElements)
                CodingThrow.TooManyElements(count, settings.MaxElements);
            return new ElementDecoder<T>(stored, shape, fortranOrder, order, reader, SwapPlan.ToNative(stored)!, memory);
        }

        DType.TryOf(typeof(T), out DType? wanted);
        if (wanted is null || wanted.HasObject || !Casts.CanCast(stored, wanted, settings.Casting) || Casts.Transform(stored, wanted, settings.Casting) is not { } transform)
        {
            CodingThrow.CannotLoadAs(typeof(T), stored, wanted);
            return null;
        }

        bool isExact = Casts.IsSameButForByteOrder(stored, wanted);
        if (isExact && settings.ByteOrder == ByteOrderMode.Keep)
            (wanted, transform) = (stored, Casts.Transform(stored, stored)!);
        if (typeof(T) == typeof(bool) && isExact)
            transform = Casts.NormalisingBooleans;
        return new ByteDecoder(stored, shape, fortranOrder, order, wanted, transform, memory);
    }

    private static Order TargetOrder(Order wanted, bool fortranOrder) =>
        wanted == Order.Keep ? (fortranOrder ? Order.Fortran : Order.C) : wanted;

    private static void CheckObjects(DType stored)
    {
        if (stored.HasObject)
            CodingThrow.PythonObjects(stored);
    }
}
