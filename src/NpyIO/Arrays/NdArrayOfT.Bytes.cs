using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO;

// The elements as bytes, in the dtype or in another one; and the only element.
public sealed partial class NdArray<T>
{
    /// <summary>The size of all elements in the dtype, in bytes: <see cref="Count"/> times its item size.</summary>
    public long NBytes => Count * _dtype.ItemSize;

    /// <summary>Returns the elements' bytes as they would be saved: <c>ndarray.tobytes</c>. Texts, dates and time spans are written in the dtype, as <see cref="ToNdArray"/> does.</summary>
    /// <inheritdoc cref="NdArray.ToBytes" path="/param|/exception"/>
    /// <exception cref="ArgumentException">A value does not fit the dtype: it has another unit, or a character that is not Latin-1.</exception>
    public byte[] ToBytes(Order order = Order.C) => ToNdArray().ToBytes(order);

    /// <summary>Returns the only element: <c>ndarray.item()</c>.</summary>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element.</exception>
    public T GetItem()
    {
        if (Count != 1)
            ArrayThrow.NoSingleElement(Shape, Count);

        return Read(_offset);
    }

    /// <summary>Returns the array as one of another CLR type of the same dtype, such as an enum instead of its numbers. The elements are shared.</summary>
    /// <inheritdoc cref="NdArray.As{T}" path="/exception"/>
    /// <typeparam name="TOther">The other type.</typeparam>
    public NdArray<TOther> As<TOther>() => InPlace(typeof(TOther)).As<TOther>();

    /// <summary>Converts the elements to another dtype in new memory, in C order: <c>ndarray.astype</c>.</summary>
    /// <inheritdoc cref="NdArray.To(DType, Casting)" path="/param|/exception"/>
    public NdArray To(DType dtype, Casting casting = Casting.Safe)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        if (TimeType<T>.Row is not { } row || !row.CanBe(_dtype) || dtype.Kind != row.Kind)
            return ToNdArray().To(dtype, casting);

        // Without a detour by the unit of this array, which may not hold the values.
        return casting is Casting.SameKind or Casting.Unsafe || !row.CanBe(dtype)
            ? TimeElements.Written(this, row.Finest).To(dtype, casting)
            : TimeElements.Written(this, dtype);
    }

    /// <inheritdoc cref="NdArray.View{T}"/>
    /// <typeparam name="TOther">The type of the values.</typeparam>
    public NdArray<TOther> View<[DynamicallyAccessedMembers(StructLayouts.Fields)] TOther>() => InPlace(typeof(TOther)).View<TOther>();

    /// <inheritdoc cref="NdArray.View(DType)"/>
    /// <exception cref="InvalidCastException">The array holds values, not the bytes of a dtype.</exception>
    public NdArray View(DType dtype)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        return InPlace(null).View(dtype);
    }

    private NdArray InPlace(Type? wanted)
    {
        if (IsHeld)
            ArrayThrow.CannotViewHeld<T>(_dtype, wanted);

        return ToNdArray();
    }
}
