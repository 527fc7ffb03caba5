using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Zip;

/// <summary>Decompression by methods other than deflate. The package NpyIO.Codecs has them; it is looked up by name, once, and found if the application references it.</summary>
internal static class Decompressors
{
    private static readonly Lazy<IZipCodecs?> Found = new(Find);
    private static IZipCodecs? _registered;

    /// <summary>
    /// Opens an entry's data for decompression, or returns false if the method is unknown or the package is missing. The stream throws as <see cref="IZipCodecs.TryOpen"/> says.
    /// </summary>
    internal static bool TryOpen(ushort method, Stream compressed, long compressedLength, long length, [NotNullWhen(true)] out Stream? stream)
    {
        stream = (Volatile.Read(ref _registered) ?? Found.Value)?.TryOpen(method, compressed, compressedLength, length);
        return stream is not null;
    }

    /// <summary>Sets the codecs to use instead of looking them up.</summary>
    internal static void Register(IZipCodecs codecs) => Volatile.Write(ref _registered, codecs);

    /// <summary>
    /// Returns the package's codecs, or null if it is missing. The type name is a constant, so that trimming and Native AOT keep the type if the application references the package,
    /// although nothing calls it.
    /// </summary>
    private static IZipCodecs? Find() =>
        Type.GetType("NpyIO.Codecs.ZipCodecs, NpyIO.Codecs", throwOnError: false) is { } type ? Activator.CreateInstance(type) as IZipCodecs : null;
}
