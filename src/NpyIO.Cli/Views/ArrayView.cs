using NpyIO.Cli.Input;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>Shows an array to people as NumPy prints it. Of a long one only the elements that are printed are read.</summary>
internal sealed class ArrayView
{
    /// <summary>Parts up to this length are read at once, in bytes.</summary>
    internal static readonly Threshold MaxRead = new(1 << 20);

    private readonly NdArray _array;
    private readonly PrintOptions _options;

    private ArrayView(NdArray array, PrintOptions options)
    {
        _array = array;
        _options = options;
    }

    /// <summary>
    /// Reads what is to be shown. <paramref name="terminalWidth"/> is null for a pipe, whose lines are as long as NumPy's. If <paramref name="rows"/> were asked for, that many are
    /// shown, and long ones are shortened in the middle.
    /// </summary>
    internal static ArrayView Of(InputArray array, int? terminalWidth, long? rows)
    {
        PrintOptions options = terminalWidth is { } width ? PrintOptions.Default with { LineWidth = width } : PrintOptions.Default;
        if (rows is { } count)
            options = options with { FirstAxisEdgeItems = (int)Math.Clamp((count + 1) / 2, options.EdgeItems, int.MaxValue / 4) };
        if (array.NBytes < LargeArrays.MinLarge || array.Count <= options.Threshold)
            return new ArrayView(array.Load(), options);

        // Axes are shortened to the ends that are printed and one position between them, which the ellipsis replaces.
        long[] shape = [.. array.Shape];
        for (int axis = 0; axis < shape.Length; axis++)
            shape[axis] = Math.Min(shape[axis], 2 * Edge(options, axis) + 1);

        // The threshold decides about sub-arrays in records, too, so it stays for them: more positions between the ends, which are never printed, exceed it.
        if (array.DType.IsStruct)
            Lengthen(shape, array.Shape, options.Threshold);
        else
            options = options with { Threshold = 0 };
        var shown = NdArray.Create(array.DType, shape);
        Fill(shown, array, 0, options);
        return new ArrayView(shown, options);
    }

    /// <summary>Makes a shape longer, up to another one, until it has more elements than a threshold.</summary>
    private static void Lengthen(long[] shape, ReadOnlySpan<long> most, long threshold)
    {
        for (int axis = 0; axis < shape.Length; axis++)
        {
            long others = shape.Where((_, other) => other != axis).Aggregate(1L, (product, length) => product * length);
            shape[axis] = Math.Max(shape[axis], Math.Min(most[axis], threshold / others + 1));
        }
    }

    internal void Write(Utf8Writer output)
    {
        string text = _array.ToString(_options);
        if (_array.Rank == 0 && IsText(_array))
            output.Write(SafeText.Escape(text).AsSpan());
        else
            WriteLines(output, text);
        output.Write((byte)'\n');
    }

    private static long Edge(PrintOptions options, int axis) => axis == 0 && options.FirstAxisEdgeItems is { } first ? first : options.EdgeItems;

    private static void Fill(NdArray shown, InputArray part, int axis, PrintOptions options)
    {
        if (axis == part.Rank)
        {
            shown[Slice.Ellipsis] = part.Load();
            return;
        }
        if (part.NBytes <= MaxRead)
            part = new LoadedInput(part.Load());
        long edge = Edge(options, axis);
        if (part.Shape[axis] <= 2 * edge + 1)
        {
            Fill(shown, part, axis + 1, options);
            return;
        }
        var ends = new Slice[axis + 1];
        foreach (Slice end in (Slice[])[new Slice(0, edge), new Slice(-edge, null)])
        {
            ends[axis] = end;
            Fill(shown[ends], part[ends], axis + 1, options);
        }
    }

    // A text on its own is printed without quotes and escapes, and could break the line.
    private static bool IsText(NdArray array) =>
        array.DType.Kind is DTypeKind.String or DTypeKind.VariableString || (array.DType.Kind == DTypeKind.Object && array.GetItem() is not NdArray);

    private static void WriteLines(Utf8Writer output, string text)
    {
        bool isFirst = true;
        foreach (string line in text.Split('\n'))
        {
            if (!isFirst)
                output.Write((byte)'\n');
            isFirst = false;
            output.Write(SafeText.Escape(line).AsSpan());
        }
    }
}
