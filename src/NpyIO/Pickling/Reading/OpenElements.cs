namespace NpyIO.Pickling;

/// <summary>An <see cref="ElementList"/> whose elements are being read, from a mark on.</summary>
/// <param name="list">The list.</param>
internal sealed class OpenElements(ElementList list)
{
    /// <summary>The list.</summary>
    internal ElementList List => list;

    /// <summary>How many texts have been added since the mark.</summary>
    internal int Count => list.Count - Start;

    /// <summary>How many elements there were at the mark.</summary>
    internal int Start { get; } = list.Count;

    /// <summary>What the memo has of the texts; null where they are not remembered.</summary>
    internal ElementTexts? Remembered { get; set; }
}
