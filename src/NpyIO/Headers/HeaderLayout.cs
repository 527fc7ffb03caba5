namespace NpyIO.Headers;

/// <summary>Where things stand in a header and how long they are: NEP-1 and <c>numpy.lib.format</c>.</summary>
internal static class HeaderLayout
{
    /// <summary>Where the two bytes of the version stand.</summary>
    internal const int VersionOffset = 6;

    /// <summary>Where the length of the text stands, little-endian.</summary>
    internal const int LengthOffset = 8;

    /// <summary>Where the text begins in version 1.0, whose length has two bytes.</summary>
    internal const int ShortPrefixLength = 10;

    /// <summary>Where the text begins in versions 2.0 and 3.0, whose length has four bytes.</summary>
    internal const int LongPrefixLength = 12;

    /// <summary>Headers are padded so that data begin at a multiple of this: <c>ARRAY_ALIGN</c>.</summary>
    internal const int Alignment = 64;

    /// <summary>The digits that the growing axis may come to have without the header getting longer: <c>GROWTH_AXIS_MAX_DIGITS</c>.</summary>
    internal const int GrowthDigits = 21;

    internal const string DescrKey = "descr";
    internal const string FortranOrderKey = "fortran_order";
    internal const string ShapeKey = "shape";

    /// <summary>The first six bytes of every file.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];
}
