using System.Globalization;
using CsCheck;

namespace NpyIO.Tests.Support;

/// <summary>Random indices of a shape, as text of Python's syntax: numbers, slices with steps of either sign, an ellipsis, new axes.</summary>
internal static class RandomIndex
{
    internal static Gen<string> Of(long[] shape) =>
        from count in Gen.Int[0, shape.Length]
        from parts in Parts(shape[..count])
        from ellipsis in Gen.Int[-2, count]
        from newAxis in Gen.Int[-2, count]
        select string.Join(", ", With(With(parts, ellipsis, "..."), newAxis, "newaxis"));

    private static Gen<string[]> Parts(long[] lengths) =>
        lengths.Length == 0 ? Gen.Const(Array.Empty<string>())
        : from part in Part(lengths[0])
          from others in Parts(lengths[1..])
          select (string[])[part, .. others];

    private static Gen<string> Part(long length) => Gen.Frequency(
        (length == 0 ? 0 : 1, Gen.Long[-Math.Max(length, 1), Math.Max(length, 1) - 1].Select(Text)),
        (3, Gen.Select(Bound(length), Bound(length), Gen.OneOf("", ":1", ":2", ":3", ":-1", ":-2", ":100"), (start, stop, step) => $"{start}:{stop}{step}")));

    private static Gen<string> Bound(long length) => Gen.OneOf(Gen.Const(""), Gen.Long[-length - 2, length + 2].Select(Text));

    private static string[] With(string[] parts, int place, string part) => place < 0 ? parts : [.. parts[..place], part, .. parts[place..]];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
