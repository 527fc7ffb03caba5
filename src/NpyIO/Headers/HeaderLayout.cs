using NpyIO.Signatures;

namespace NpyIO.Headers;

/// <summary>Offsets and lengths in a header, in bytes: NEP-1 and <c>numpy.lib.format</c>.</summary>
internal static class HeaderLayout
{
    internal const int VersionOffset = 6;

    internal const int LengthOffset = 8;

    /// <summary>Version 1.0 has a length field of two bytes.</summary>
    internal const int ShortPrefixLength = 10;

    /// <summary>Versions 2.0 and 3.0 have a length field of four bytes.</summary>
    internal const int LongPrefixLength = 12;

    /// <summary>NumPy's <c>ARRAY_ALIGN</c>: data begin at a multiple of this.</summary>
    internal const int Alignment = 64;

    /// <summary>NumPy's <c>GROWTH_AXIS_MAX_DIGITS</c>: the growing axis can grow in place to so many digits.</summary>
    internal const int GrowthDigits = 21;

    internal const string DescrKey = "descr";
    internal const string FortranOrderKey = "fortran_order";
    internal const string ShapeKey = "shape";

    internal static ReadOnlySpan<byte> Magic => FileSignatures.Npy;
}
