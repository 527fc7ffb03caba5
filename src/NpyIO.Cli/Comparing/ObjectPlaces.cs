using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Comparing;

/// <summary>Writes the path to a value as <c>info</c> does, except that long keys show their content, and that the beginning of a long path is left out.</summary>
internal static class ObjectPlaces
{
    internal const int MaxCharacters = 4096;

    internal static string TextOf(ObjectStep? before, ObjectPart? last)
    {
        var texts = new Stack<string>();
        int length = 0;
        string text = last is { } part ? TextOf(part) : "";
        for (ObjectStep? step = before; ; step = step.Before)
        {
            if (length + text.Length > MaxCharacters)
            {
                texts.Push("…");
                break;
            }

            texts.Push(text);
            length += text.Length;
            if (step is null)
                break;
            text = TextOf(step.Part);
        }

        return string.Concat(texts);
    }

    private static string TextOf(ObjectPart part) => part.IsNamed ? part.Path : part.Key switch
    {
        PickleTuple or PickleSet or byte[] => $"[{ObjectValues.Written(part.Key)}]",
        double number => $"[{ObjectText.Of(number)}]",
        _ => part.Path,
    };
}
