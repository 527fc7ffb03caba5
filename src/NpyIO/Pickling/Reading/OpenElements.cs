namespace NpyIO.Pickling;

/// <summary>An <see cref="ElementList"/> whose elements after a mark are being read.</summary>
/// <param name="list">The list.</param>
internal sealed class OpenElements(ElementList list)
{
    internal ElementList List => list;

    /// <summary>Number of texts added since the mark.</summary>
    internal int Count => list.Count - Start;

    /// <summary>Number of elements at the mark.</summary>
    internal int Start { get; } = list.Count;

    internal ElementTexts? Remembered { get; set; }
}
