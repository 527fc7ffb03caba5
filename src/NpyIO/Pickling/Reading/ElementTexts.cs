namespace NpyIO.Pickling;

/// <summary>Memo entry shared by consecutive texts of an <see cref="ElementList"/> that have consecutive memo indices.</summary>
/// <param name="List">The list.</param>
/// <param name="FirstPlace">The memo index of the first text.</param>
/// <param name="FirstIndex">The index of the first text in the list.</param>
internal sealed record ElementTexts(ElementList List, long FirstPlace, int FirstIndex)
{
    internal string TextAt(long place) => List.TextAt(FirstIndex + (int)(place - FirstPlace));
}
