using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Errors;

namespace NpyIO;

// The elements in place, as spans and tensors.
public sealed partial class NdArray<T>
{
    /// <summary>
    /// Returns the elements in place, in C order. Bytes other than 0 and 1 in a <see cref="bool"/> array over a buffer are returned unchanged; <see cref="ToArray"/> makes them true.
    /// </summary>
    /// <exception cref="InvalidOperationException">The elements are not in C order, byte-swapped, too many for an <see cref="int"/>, or read-only. The message says what to call.</exception>
    public Span<T> AsSpan()
    {
        if (!_isSpan || _isReadOnly)
            ArrayThrow.NoSpan(WhyNoSpan(readOnly: _isReadOnly));

        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref At(_offset)), (int)_layout.Count);
    }

    /// <summary>Like <see cref="AsSpan"/>, for reading; also works on a read-only array.</summary>
    /// <exception cref="InvalidOperationException">The elements are not in C order, byte-swapped, or too many for an <see cref="int"/>. The message says what to call.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan()
    {
        if (!_isSpan)
            ArrayThrow.NoSpan(WhyNoSpan(readOnly: false));

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref At(_offset)), (int)_layout.Count);
    }

    /// <summary>
    /// Returns the elements in place, with their shape and strides. Axes of length 1 have stride 0; a 0-d array has shape <c>[1]</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The elements are byte-swapped or read-only, or a stride is negative or not a multiple of the element size. The message says what to call.
    /// </exception>
    public TensorSpan<T> AsTensorSpan()
    {
        if (_isReadOnly)
            ArrayThrow.NoSpan("The array is read-only: AsReadOnlyTensorSpan() reads it in place, Copy() gives a writable one.");

        Span<nint> lengths = stackalloc nint[Math.Max(_rank, 1)];
        Span<nint> strides = stackalloc nint[Math.Max(_rank, 1)];
        FillTensorAxes(lengths, strides, out nint extent);
        try
        {
            return TensorMarshal.CreateTensorSpan(ref Unsafe.As<byte, T>(ref At(_offset)), extent, lengths, strides, pinned: false);
        }
        catch (ArgumentException)
        {
            // TensorSpan refuses positive strides if several indices reach the same element.
            ArrayThrow.NoSpan(OverlappingStrides());
            throw;
        }
    }

    /// <summary>Like <see cref="AsTensorSpan"/>, for reading; also works on a read-only array.</summary>
    /// <exception cref="InvalidOperationException">
    /// The elements are byte-swapped, or a stride is negative or not a multiple of the element size. The message says what to call.
    /// </exception>
    public ReadOnlyTensorSpan<T> AsReadOnlyTensorSpan()
    {
        Span<nint> lengths = stackalloc nint[Math.Max(_rank, 1)];
        Span<nint> strides = stackalloc nint[Math.Max(_rank, 1)];
        FillTensorAxes(lengths, strides, out nint extent);
        try
        {
            return TensorMarshal.CreateReadOnlyTensorSpan(ref Unsafe.As<byte, T>(ref At(_offset)), extent, lengths, strides, pinned: false);
        }
        catch (ArgumentException)
        {
            // TensorSpan refuses positive strides if several indices reach the same element.
            ArrayThrow.NoSpan(OverlappingStrides());
            throw;
        }
    }

    /// <summary>All in elements; <paramref name="extent"/> is the number from the first to the last.</summary>
    private void FillTensorAxes(Span<nint> lengths, Span<nint> strides, out nint extent)
    {
        if (_isSwapped)
            ArrayThrow.NoSpan($"The elements are kept in the byte order of {_dtype.Descr}: Copy() or ToArray() gives them in the machine's.");

        lengths[0] = 1;
        strides[0] = 0;
        extent = _layout.Count == 0 ? 0 : 1;
        for (int axis = 0; axis < _rank; axis++)
        {
            long length = Shape[axis];

            // TensorSpan accepts an array without elements only if all strides are 0.
            long stride = length == 1 || _layout.Count == 0 ? 0 : Strides[axis];
            if (stride < 0 || stride % Unsafe.SizeOf<T>() != 0)
                ArrayThrow.NoSpan($"The strides {PythonText.Shape(Strides)} are not all multiples of {Unsafe.SizeOf<T>()} from 0 up: Copy() gives an array that can be seen as a tensor.");

            lengths[axis] = (nint)length;
            strides[axis] = (nint)(stride / Unsafe.SizeOf<T>());
            extent += extent == 0 ? 0 : (nint)(length - 1) * strides[axis];
        }
    }

    private string OverlappingStrides() =>
        $"The strides {PythonText.Shape(Strides)} let elements of shape {PythonText.Shape(Shape)} overlap, which a tensor may not: Copy() gives each its own place.";

    private string WhyNoSpan(bool readOnly, string kind = "Span") =>
        _isSwapped ? $"The elements are kept in the byte order of {_dtype.Descr}: ToArray() or Copy() gives them in the machine's."
        : !IsCContiguous ? $"The elements of shape {PythonText.Shape(Shape)} and strides {PythonText.Shape(Strides)} are not in C order: ToArray() or Copy() gives them in that order."
        : readOnly ? $"The array is read-only: AsReadOnly{kind}() reads it in place, ToArray() or Copy() gives a writable one."
        : $"The array has {Count} elements, a {kind.ToLowerInvariant()} at most {int.MaxValue}: AsTensorSpan() sees them all, and At(…) a part.";
}
