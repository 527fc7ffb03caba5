namespace NpyIO.Headers;

/// <summary>The content of a header's text.</summary>
/// <param name="DType">The dtype.</param>
/// <param name="Shape">The length of every axis; not negative.</param>
/// <param name="FortranOrder">Whether the first axis varies fastest.</param>
/// <param name="Count">The number of elements.</param>
internal readonly record struct ParsedHeader(DType DType, long[] Shape, bool FortranOrder, long Count);
