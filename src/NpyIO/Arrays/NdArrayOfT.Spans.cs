using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Errors;

namespace NpyIO;

// The elements where they lie, as spans.
public sealed partial class NdArray<T>
{
    /// <summary>
    /// The elements themselves, in C order. (Of a <see cref="bool"/> array that sees a buffer, bytes other than 0 and 1 are handed out as they are; <see cref="ToArray"/> makes them true.)
    /// </summary>
    /// <exception cref="InvalidOperationException">The elements do not lie in C order and in the machine's byte order, are more than <see cref="int.MaxValue"/>, or read-only. The message says what to call.</exception>
    public Span<T> AsSpan()
    {
        if (!_isSpan || _isReadOnly)
            ArrayThrow.NoSpan(WhyNoSpan(readOnly: _isReadOnly));

        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref At(_offset)), (int)_layout.Count);
    }

    /// <summary>As <see cref="AsSpan"/>, for reading; of a read-only array too.</summary>
    /// <exception cref="InvalidOperationException">The elements do not lie in C order and in the machine's byte order, or are more than <see cref="int.MaxValue"/>. The message says what to call.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan()
    {
        if (!_isSpan)
            ArrayThrow.NoSpan(WhyNoSpan(readOnly: false));

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref At(_offset)), (int)_layout.Count);
    }

    /// <summary>The elements themselves, in C order, where they lie in a <c>T[]</c> (as those of every array loaded or created do, below <see cref="Array.MaxLength"/>).</summary>
    /// <param name="memory">The elements.</param>
    /// <returns>False when they lie elsewhere, not in C order, not in the machine's byte order, or are read-only.</returns>
    public bool TryGetMemory(out Memory<T> memory)
    {
        bool isThere = _isSpan && !_isReadOnly && _values is not null && _offset % Unsafe.SizeOf<T>() == 0;
        memory = isThere ? _values.AsMemory((int)(_offset / Unsafe.SizeOf<T>()), (int)_layout.Count) : default;
        return isThere;
    }

    /// <summary>
    /// The elements themselves with their shape and strides. Axes of length 1 have stride 0; a 0-d array appears as shape <c>[1]</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The elements are swapped or read-only, or a stride is negative or no multiple of the element's size. The message says what to call.</exception>
    public TensorSpan<T> AsTensorSpan()
    {
        if (_isReadOnly)
            ArrayThrow.NoSpan("The array is read-only: AsReadOnlyTensorSpan() reads it where it lies, Copy() gives a writable one.");

        Span<nint> lengths = stackalloc nint[Math.Max(_rank, 1)];
        Span<nint> strides = stackalloc nint[Math.Max(_rank, 1)];
        FillTensorAxes(lengths, strides, out nint extent);
        try
        {
            return TensorMarshal.CreateTensorSpan(ref Unsafe.As<byte, T>(ref At(_offset)), extent, lengths, strides, pinned: false);
        }
        catch (ArgumentException)
        {
            ArrayThrow.NoSpan(OverlappingStrides());
            throw;
        }
    }

    /// <summary>As <see cref="AsTensorSpan"/>, for reading; of a read-only array too.</summary>
    /// <exception cref="InvalidOperationException">The elements are swapped, or a stride is negative or no multiple of the element's size. The message says what to call.</exception>
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
            ArrayThrow.NoSpan(OverlappingStrides());
            throw;
        }
    }

    /// <summary>Lengths and strides in elements, and how many elements lie from the first to the last.</summary>
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

            // The platform takes an array without elements only with strides of 0.
            long stride = length == 1 || _layout.Count == 0 ? 0 : Strides[axis];
            if (stride < 0 || stride % Unsafe.SizeOf<T>() != 0)
                ArrayThrow.NoSpan($"The strides {PythonText.Shape(Strides)} are not all multiples of {Unsafe.SizeOf<T>()} from 0 up: Copy() gives an array that can be seen as a tensor.");

            lengths[axis] = (nint)length;
            strides[axis] = (nint)(stride / Unsafe.SizeOf<T>());
            extent += extent == 0 ? 0 : (nint)(length - 1) * strides[axis];
        }
    }

    /// <summary>What the platform refuses of positive strides: those by which several indices reach one element.</summary>
    private string OverlappingStrides() =>
        $"The strides {PythonText.Shape(Strides)} let elements of shape {PythonText.Shape(Shape)} overlap, which a tensor may not: Copy() gives each its own place.";

    /// <summary>Why the elements are no span, and what to call instead.</summary>
    private string WhyNoSpan(bool readOnly) =>
        _isSwapped ? $"The elements are kept in the byte order of {_dtype.Descr}: ToArray() or Copy() gives them in the machine's."
        : !IsCContiguous ? $"The elements of shape {PythonText.Shape(Shape)} and strides {PythonText.Shape(Strides)} do not lie in C order: ToArray() or Copy() gives them in it."
        : readOnly ? "The array is read-only: AsReadOnlySpan() reads it where it lies, ToArray() or Copy() gives a writable one."
        : $"The array has {Count} elements, a span at most {int.MaxValue}: AsTensorSpan() sees them all, and At(…) a part.";
}
