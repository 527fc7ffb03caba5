using System.Collections;

namespace NpyIO.Arrays;

/// <summary>The layouts of the parts along one axis.</summary>
internal sealed class ArrayRows : IEnumerable<ArrayLayout>
{
    private readonly ArrayLayout _layout;
    private readonly int _axis;

    internal ArrayRows(ArrayLayout layout, int axis)
    {
        _layout = layout;
        _axis = ArrayLayout.AxisOf(axis, layout.Rank);
    }

    public IEnumerator<ArrayLayout> GetEnumerator()
    {
        var index = new Slice[_axis + 1];
        for (long i = 0; i < _layout.Shape[_axis]; i++)
        {
            index[_axis] = i;
            yield return _layout.Index(index);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
