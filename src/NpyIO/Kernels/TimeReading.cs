using NpyIO.DTypes;

namespace NpyIO.Kernels;

/// <summary>How to read the counts of a dtype as values of one CLR type. Immutable and thread-safe.</summary>
/// <param name="Unit">The unit of the dtype.</param>
/// <param name="Multiple">The multiple of the unit.</param>
/// <param name="Scale">From the dtype's counts to those of the CLR type; null for years and months.</param>
/// <param name="Months">The number of months in a count, if it is years or months.</param>
/// <param name="RoundsDown">Whether digits beyond the CLR type's are dropped; otherwise they are lost.</param>
internal sealed record TimeReading(DatetimeUnit Unit, int Multiple, TimeScale? Scale, long Months, bool RoundsDown);
