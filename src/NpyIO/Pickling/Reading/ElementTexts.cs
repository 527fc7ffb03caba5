namespace NpyIO.Pickling;

/// <summary>What the memo has of texts that follow each other in an <see cref="ElementList"/>, at places that do so too.</summary>
/// <param name="List">The list.</param>
/// <param name="FirstPlace">The place of the first text in the memo.</param>
/// <param name="FirstIndex">Its index in the list.</param>
internal sealed record ElementTexts(ElementList List, long FirstPlace, int FirstIndex)
{
    /// <summary>The text at a place in the memo.</summary>
    internal string TextAt(long place) => List.TextAt(FirstIndex + (int)(place - FirstPlace));
}
