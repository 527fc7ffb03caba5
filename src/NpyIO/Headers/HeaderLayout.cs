namespace NpyIO.Headers;

/// <summary>Offsets and lengths in a header, in bytes: NEP-1 and <c>numpy.lib.format</c>.</summary>
internal static class HeaderLayout
{
    /// <summary>The offset of the two bytes of the version.</summary>
    internal const int VersionOffset = 6;

    /// <summary>The offset of the text's length, little-endian.</summary>
    internal const int LengthOffset = 8;

    /// <summary>The offset of the text in version 1.0, whose length field has two bytes.</summary>
    internal const int ShortPrefixLength = 10;

    /// <summary>The offset of the text in versions 2.0 and 3.0, whose length field has four bytes.</summary>
    internal const int LongPrefixLength = 12;

    /// <summary>Headers are padded so that data begin at a multiple of this: <c>ARRAY_ALIGN</c>.</summary>
    internal const int Alignment = 64;

    /// <summary>The number of digits to which the growing axis can grow in place: <c>GROWTH_AXIS_MAX_DIGITS</c>.</summary>
    internal const int GrowthDigits = 21;

    internal const string DescrKey = "descr";
    internal const string FortranOrderKey = "fortran_order";
    internal const string ShapeKey = "shape";

    /// <summary>The first six bytes of every file.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];
}
