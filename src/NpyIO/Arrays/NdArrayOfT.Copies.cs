using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO;

// Copies and conversions.
public sealed partial class NdArray<T>
{
    /// <summary>Copies the elements in C order.</summary>
    /// <exception cref="InvalidOperationException">There are more elements than a <c>T[]</c> can hold.</exception>
    public T[] ToArray()
    {
        if (Count > Array.MaxLength)
            ArrayThrow.TooManyForArray(Count, typeof(T));

        T[] values = GC.AllocateUninitializedArray<T>((int)Count);
        ExpectLarge(values);
        CopyTo(values);
        return values;
    }

    /// <summary>Copies the elements, in C order, to the start of a span.</summary>
    /// <param name="destination">The destination, at least <see cref="Count"/> elements; must not overlap the array's memory.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void CopyTo(Span<T> destination)
    {
        if (destination.Length < Count)
            ArrayThrow.DestinationTooShort(destination.Length, Count, "elements");

        if (_isSpan && typeof(T) != typeof(bool))
        {
            AsReadOnlySpan().CopyTo(destination);
            GC.KeepAlive(this);
            return;
        }

        CopyElements(ref MemoryMarshal.GetReference(destination));
    }

    /// <summary>Copies the elements to new memory, contiguous, in native byte order and writable: <c>ndarray.copy</c>.</summary>
    /// <param name="order">The order of the elements in the copy; <see cref="Order.Keep"/> is Fortran only for an array that is Fortran-contiguous and not C-contiguous.</param>
    public NdArray<T> Copy(Order order = Order.C)
    {
        // The reversed axes in C order are the axes in Fortran order.
        if (ElementCopy.Resolve(order, _layout) == Order.Fortran)
            return Transpose().Copy().Transpose();

        ArrayMemory memory = ArrayMemory.Allocate<T>(Count, zeroed: false).WithHugePages();
        CopyElements(ref Unsafe.As<byte, T>(ref memory.Origin));
        DType dtype = default(T) is INpyRecord ? _dtype : ElementType<T>.Plain ?? _dtype;
        return new NdArray<T>(dtype, memory, ArrayLayout.Contiguous(Shape, Unsafe.SizeOf<T>()));
    }

    /// <summary>Converts the elements to another type in new memory, in C order and native byte order: <c>ndarray.astype</c>.</summary>
    /// <typeparam name="TTarget">The type to convert to.</typeparam>
    /// <param name="casting">Which conversions are allowed, by NumPy's rules.</param>
    /// <exception cref="InvalidCastException">The conversion is not allowed or does not exist.</exception>
    public NdArray<TTarget> To<TTarget>(Casting casting = Casting.Safe) => ToNdArray().To<TTarget>(casting);

    internal static NdArray<T> ReadFrom(NdArray source, Casting casting)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(source.Shape, Unsafe.SizeOf<T>());
        return new NdArray<T>(ElementType<T>.Plain ?? source.DType, ManagedMemory.Of(ElementConversion.ReadAll<T>(source, casting)), layout);
    }

    private void CopyElements(ref T destination)
    {
        if (IsHeld)
        {
            var places = new PlaceEnumerator(_layout);
            for (nint i = 0; places.MoveNext(); i++)
                Unsafe.Add(ref destination, i) = Read(places.Current);

            return;
        }

        ref byte start = ref Unsafe.As<T, byte>(ref destination);
        if (ElementType<T>.IsStruct)
        {
            ElementCopy.CopyRaw(_memory, _layout, ref start);
            return;
        }

        ElementCopy.CopyNative(_memory, _layout, _dtype, ref start);
        if (typeof(T) == typeof(bool))
            ElementConversion.Normalize(ref start, Count);
    }

    /// <summary>Copies the elements that the enumerator comes to next.</summary>
    internal Span<T> Gather(ref PlaceEnumerator places, Span<T> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            places.MoveNext();
            values[i] = Read(places.Current);
        }

        return values;
    }

    private NdArray WriteValues()
    {
        if (_dtype.IsReference)
            return ObjectElements.Of(ToArray(), Shape, _dtype);

        if (TimeType<T>.Row is not null)
            return TimeElements.Written(this, _dtype);

        if (default(T) is INpyRecord)
            return RecordArrays.WrittenWide(this, _dtype);

        DType dtype = typeof(T) == typeof(string) || typeof(T) == typeof(byte[]) ? WideEnough() : _dtype;
        NdArray array = NdArray.Create(dtype, Shape);
        var places = new PlaceEnumerator(_layout);
        for (long i = 0; places.MoveNext(); i++)
        {
            T value = Read(places.Current);
            if (typeof(T) == typeof(string) && value is null)
                value = (T)(object)"";

            ElementWriter.Write(value, ref array.Memory.At(i * dtype.ItemSize), dtype);
        }

        return array;
    }

    private DType WideEnough()
    {
        int unit = _dtype.Kind == DTypeKind.String ? sizeof(uint) : 1;
        int width = _dtype.ItemSize / unit;
        var places = new PlaceEnumerator(_layout);
        while (places.MoveNext())
        {
            T value = Read(places.Current);
            width = Math.Max(width, value switch
            {
                string text => ElementWriter.LengthOf(text, _dtype.Kind),
                byte[] bytes => bytes.Length,
                _ => 0,
            });
        }

        return width * unit == _dtype.ItemSize || _dtype.IsStruct ? _dtype : DType.Parse($"{(char)_dtype.Kind}{width}");
    }
}
