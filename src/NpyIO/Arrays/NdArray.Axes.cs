using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;

namespace NpyIO;

// Views with other axes.
public sealed partial class NdArray
{
    /// <summary>Permutes the axes, as a view: <c>ndarray.T</c>, <c>ndarray.transpose</c>.</summary>
    /// <param name="axes">The old axis for each new position; negative axes count from the last. Without axes, all are reversed.</param>
    /// <exception cref="ArgumentException">The axes are not a permutation.</exception>
    public NdArray Transpose(params ReadOnlySpan<int> axes) => View(_layout.Transpose(axes));

    /// <summary>Exchanges two axes, as a view: <c>np.swapaxes</c>.</summary>
    /// <param name="first">An axis; negative ones count from the last.</param>
    /// <param name="second">The other axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public NdArray SwapAxes(int first, int second) => View(_layout.SwapAxes(first, second));

    /// <summary>Removes axes of length 1, as a view: <c>np.squeeze</c>.</summary>
    /// <param name="axes">The axes; negative ones count from the last. Without axes, all of length 1.</param>
    /// <exception cref="ArgumentException">An axis has another length, is named twice, or does not exist.</exception>
    public NdArray Squeeze(params ReadOnlySpan<int> axes) => View(_layout.Squeeze(axes));

    /// <summary>Inserts an axis of length 1, as a view: <c>np.expand_dims</c>.</summary>
    /// <param name="axis">The position of the axis in the result; negative ones count from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The result has no such axis.</exception>
    /// <exception cref="ArgumentException">The array has 64 axes already.</exception>
    public NdArray ExpandDims(int axis) => View(_layout.ExpandDims(axis));

    /// <summary>Reverses the order of the elements along axes, as a view: <c>np.flip</c>.</summary>
    /// <param name="axes">The axes; negative ones count from the last. Without axes, all.</param>
    /// <exception cref="ArgumentException">An axis is named twice or does not exist.</exception>
    public NdArray Flip(params ReadOnlySpan<int> axes) => View(_layout.Flip(axes));

    /// <summary>Repeats axes of length 1, and axes that are missing in front, as a read-only view: <c>np.broadcast_to</c>.</summary>
    /// <param name="shape">The length of every axis of the result, in elements.</param>
    /// <exception cref="ArgumentException">An axis has neither the wanted length nor length 1, or the shape has fewer axes than the array.</exception>
    [OverloadResolutionPriority(1)]
    public NdArray BroadcastTo(params ReadOnlySpan<long> shape) => View(_layout.BroadcastTo(shape));

    /// <inheritdoc cref="BroadcastTo(ReadOnlySpan{long})"/>
    public NdArray BroadcastTo(ReadOnlySpan<int> shape) => BroadcastTo(ShapeArgument.Widen(shape));

    /// <summary>Returns the same elements, in C order, in another shape: <c>np.reshape</c>. A view if strides can express it, otherwise (as in NumPy) a copy.</summary>
    /// <param name="shape">The length of every axis, in elements. One may be −1 and is then computed from the others.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements, or more than one −1.</exception>
    [OverloadResolutionPriority(1)]
    public NdArray Reshape(params ReadOnlySpan<long> shape)
    {
        long[] resolved = _layout.ResolveShape(shape);
        return _layout.TryReshape(resolved, out ArrayLayout? layout) ? View(layout) : new NdArray(_dtype, Copy()._memory, ArrayLayout.Contiguous(resolved, _dtype.ItemSize));
    }

    /// <inheritdoc cref="Reshape(ReadOnlySpan{long})"/>
    public NdArray Reshape(ReadOnlySpan<int> shape) => Reshape(ShapeArgument.Widen(shape));

    /// <summary>Returns the same elements, in C order, in another shape, always as a view: <c>np.reshape(array, shape, copy=False)</c>.</summary>
    /// <param name="shape">The length of every axis, in elements. One may be −1 and is then computed from the others.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements, or more than one −1.</exception>
    /// <exception cref="InvalidOperationException">No strides express the shape: <see cref="Reshape(ReadOnlySpan{long})"/> copies.</exception>
    [OverloadResolutionPriority(1)]
    public NdArray ReshapeView(params ReadOnlySpan<long> shape) => View(_layout.ReshapeView(shape));

    /// <inheritdoc cref="ReshapeView(ReadOnlySpan{long})"/>
    public NdArray ReshapeView(ReadOnlySpan<int> shape) => ReshapeView(ShapeArgument.Widen(shape));

    /// <summary>Enumerates the parts of the array along an axis, as views without that axis: the rows of a matrix, or (axis 1) its columns.</summary>
    /// <param name="axis">The axis; negative ones count from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis; a 0-d array has none.</exception>
    public IEnumerable<NdArray> Rows(int axis = 0) => _layout.Rows(axis).Select(View);

    private NdArray View(ArrayLayout layout) => new(_dtype, _memory, layout);
}
