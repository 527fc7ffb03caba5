using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;

namespace NpyIO;

// Views with other axes.
public sealed partial class NdArray<T>
{
    /// <inheritdoc cref="NdArray.Transpose"/>
    public NdArray<T> Transpose(params ReadOnlySpan<int> axes) => View(_layout.Transpose(axes));

    /// <inheritdoc cref="NdArray.SwapAxes"/>
    public NdArray<T> SwapAxes(int first, int second) => View(_layout.SwapAxes(first, second));

    /// <inheritdoc cref="NdArray.Squeeze"/>
    public NdArray<T> Squeeze(params ReadOnlySpan<int> axes) => View(_layout.Squeeze(axes));

    /// <inheritdoc cref="NdArray.ExpandDims"/>
    public NdArray<T> ExpandDims(int axis) => View(_layout.ExpandDims(axis));

    /// <inheritdoc cref="NdArray.Flip"/>
    public NdArray<T> Flip(params ReadOnlySpan<int> axes) => View(_layout.Flip(axes));

    /// <inheritdoc cref="NdArray.BroadcastTo(ReadOnlySpan{long})"/>
    [OverloadResolutionPriority(1)]
    public NdArray<T> BroadcastTo(params ReadOnlySpan<long> shape) => View(_layout.BroadcastTo(shape));

    /// <inheritdoc cref="NdArray.BroadcastTo(ReadOnlySpan{long})"/>
    public NdArray<T> BroadcastTo(ReadOnlySpan<int> shape) => BroadcastTo(ShapeArgument.Widen(shape));

    /// <inheritdoc cref="NdArray.Reshape(ReadOnlySpan{long})"/>
    [OverloadResolutionPriority(1)]
    public NdArray<T> Reshape(params ReadOnlySpan<long> shape)
    {
        long[] resolved = _layout.ResolveShape(shape);
        return _layout.TryReshape(resolved, out ArrayLayout? layout) ? View(layout) : Copy().Reshape(resolved);
    }

    /// <inheritdoc cref="NdArray.Reshape(ReadOnlySpan{long})"/>
    public NdArray<T> Reshape(ReadOnlySpan<int> shape) => Reshape(ShapeArgument.Widen(shape));

    /// <inheritdoc cref="NdArray.ReshapeView(ReadOnlySpan{long})"/>
    [OverloadResolutionPriority(1)]
    public NdArray<T> ReshapeView(params ReadOnlySpan<long> shape) => View(_layout.ReshapeView(shape));

    /// <inheritdoc cref="NdArray.ReshapeView(ReadOnlySpan{long})"/>
    public NdArray<T> ReshapeView(ReadOnlySpan<int> shape) => ReshapeView(ShapeArgument.Widen(shape));

    /// <inheritdoc cref="NdArray.Rows"/>
    public IEnumerable<NdArray<T>> Rows(int axis = 0) => _layout.Rows(axis).Select(View);

    private NdArray<T> View(ArrayLayout layout) => new(_dtype, _memory, layout);
}
