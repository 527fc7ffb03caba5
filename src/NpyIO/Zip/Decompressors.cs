using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Zip;

/// <summary>The compression methods besides deflate. They are in the package NpyIO.Codecs, which is found by name, once, where an application refers to it.</summary>
internal static class Decompressors
{
    private static readonly Lazy<IZipCodecs?> Found = new(Find);
    private static IZipCodecs? _registered;

    /// <summary>Opens an entry's data for decompression; false where nothing is there that knows the method.</summary>
    /// <inheritdoc cref="IZipCodecs.TryOpen" path="/remarks|/param"/>
    /// <param name="method">The compression method.</param>
    /// <param name="compressed">The compressed data.</param>
    /// <param name="compressedLength">Their length, in bytes.</param>
    /// <param name="length">The entry's claimed length, in bytes.</param>
    /// <param name="stream">The data.</param>
    internal static bool TryOpen(ushort method, Stream compressed, long compressedLength, long length, [NotNullWhen(true)] out Stream? stream)
    {
        stream = (Volatile.Read(ref _registered) ?? Found.Value)?.TryOpen(method, compressed, compressedLength, length);
        return stream is not null;
    }

    /// <summary>Sets what is used without looking for it.</summary>
    internal static void Register(IZipCodecs codecs) => Volatile.Write(ref _registered, codecs);

    /// <summary>
    /// The package's codecs; null where it is not there. The name is a constant, so that trimming and Native AOT keep the type where the application refers to the package,
    /// although nothing calls it.
    /// </summary>
    private static IZipCodecs? Find() =>
        Type.GetType("NpyIO.Codecs.ZipCodecs, NpyIO.Codecs", throwOnError: false) is { } type ? Activator.CreateInstance(type) as IZipCodecs : null;
}
