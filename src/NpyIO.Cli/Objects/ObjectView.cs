using NpyIO.Cli.Output;

namespace NpyIO.Cli.Objects;

/// <summary>Shows unpickled values to people: one line for each value, with its content below, the middle of long ones left out. The output is bounded for any value.</summary>
internal static class ObjectView
{
    private const int Edge = 5;
    private const int MaxDepth = 6;
    private const int MaxLines = 500;

    internal static void Write(Utf8Writer output, object? root)
    {
        int lines = 0;
        WriteValue(output, "", root, 0, ref lines);
        if (lines > MaxLines)
            output.Write("…\n"u8);
    }

    private static void WriteValue(Utf8Writer output, string name, object? value, int depth, ref int lines)
    {
        if (++lines > MaxLines)
            return;
        for (int i = 0; i < depth; i++)
            output.Write("  "u8);
        output.Write($"{name}{ObjectText.Of(value)}\n");
        if (value is NdArray or null || depth >= MaxDepth)
            return;
        WriteParts(output, value, depth + 1, ref lines);
    }

    private static void WriteParts(Utf8Writer output, object value, int depth, ref int lines)
    {
        int count = CountOf(value);
        int place = 0;
        foreach (ObjectPart part in ObjectParts.Of(value))
        {
            bool isEdge = count <= 2 * Edge + 1 || place < Edge || place >= count - Edge;
            if (isEdge)
                WriteValue(output, NameOf(value, part), part.Value, depth, ref lines);
            else if (place == Edge)
                WriteGap(output, count - 2 * Edge, depth, ref lines);
            if (lines > MaxLines)
                return;
            place++;
        }
    }

    private static void WriteGap(Utf8Writer output, int count, int depth, ref int lines)
    {
        lines++;
        for (int i = 0; i < depth; i++)
            output.Write("  "u8);
        output.Write($"… {count} more\n");
    }

    private static int CountOf(object value) => value switch
    {
        List<object?> list => list.Count,
        PickleTuple tuple => tuple.Count,
        PickleSet set => set.Count,
        PickleDictionary dictionary => ObjectParts.Of(dictionary).Count(),
        _ => 0,
    };

    private static string NameOf(object value, ObjectPart part) => value switch
    {
        PickleDictionary when !part.IsNamed => $"{ObjectText.Of(part.Key)}: ",
        List<object?> or PickleTuple or PickleSet => "",
        _ => $"{part.Key}: ",
    };
}
