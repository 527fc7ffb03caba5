using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO;

// The elements as contiguous bytes.
public sealed partial class NdArray
{
    /// <summary>
    /// Returns the elements' bytes as stored: <c>ndarray.tobytes</c>. Padding bytes of records are kept if the elements are contiguous in that order, and are zero otherwise.
    /// </summary>
    /// <param name="order">The order to write the elements in; <see cref="Order.Keep"/> is Fortran only for an array that is Fortran-contiguous and not C-contiguous.</param>
    /// <exception cref="InvalidOperationException">The elements take more bytes than a <c>byte[]</c> can have, or are Python objects.</exception>
    public byte[] ToBytes(Order order = Order.C)
    {
        if (NBytes > Array.MaxLength)
            ArrayThrow.ElementsTooLongForBytes(NBytes);

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)NBytes);
        CopyTo(bytes, order);
        return bytes;
    }

    /// <summary>Copies the elements' bytes as stored, as <see cref="ToBytes"/> does, to the start of a span.</summary>
    /// <param name="destination">The destination, at least <see cref="NBytes"/> bytes; must not overlap the array's memory.</param>
    /// <param name="order">The order to write the elements in.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The elements are Python objects.</exception>
    public void CopyTo(Span<byte> destination, Order order = Order.C)
    {
        CheckNoObjects();
        if (destination.Length < NBytes)
            ArrayThrow.DestinationTooShort(destination.Length, NBytes, "bytes");

        ElementCopy.Copy(_memory, _layout, _dtype, ref MemoryMarshal.GetReference(destination), ElementCopy.Resolve(order, _layout));
    }

    /// <summary>
    /// Copies the elements to new memory, contiguous and writable: <c>ndarray.copy</c>. The dtype and its byte order stay the same. Python objects are not copied: both arrays share them.
    /// </summary>
    /// <param name="order">The order of the elements in the copy.</param>
    public NdArray Copy(Order order = Order.C)
    {
        order = ElementCopy.Resolve(order, _layout);
        ArrayMemory memory = ArrayMemory.Allocate(_dtype, Count, zeroed: false).WithHugePages();
        ElementCopy.Copy(_memory, _layout, _dtype, ref memory.Origin, order);
        (memory as ObjectMemory)?.Adopt((ObjectMemory)_memory, _dtype, Count);
        return new NdArray(_dtype, memory, ArrayLayout.Contiguous(Shape, _dtype.ItemSize, order)) { PythonClass = PythonClass };
    }

    private void CheckNoObjects()
    {
        if (_dtype.HasObject)
            ArrayThrow.PythonObject(_dtype);
    }
}
