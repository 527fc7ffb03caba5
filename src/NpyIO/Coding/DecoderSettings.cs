namespace NpyIO.Coding;

/// <summary>How a decoder stores the elements.</summary>
/// <param name="Order">The order of the axes in memory.</param>
/// <param name="ByteOrder">The byte order in memory.</param>
/// <param name="Casting">The allowed conversions.</param>
/// <param name="MaxElements">The maximum number of zero-size elements.</param>
internal readonly record struct DecoderSettings(Order Order, ByteOrderMode ByteOrder, Casting Casting, long MaxElements);
