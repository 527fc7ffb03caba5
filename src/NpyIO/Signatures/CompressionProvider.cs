using System.Runtime.ExceptionServices;
using NpyIO.IO;

namespace NpyIO;

/// <summary>
/// Compression methods that .NET lacks, for whole files and for the entries of archives. The package NpyIO.Codecs is a provider, found if the application references it; derive from this
/// class and <see cref="Register"/> an instance for other methods, or other implementations.
/// </summary>
/// <remarks>
/// <para>For what a provider does not have, it returns null and leaves the stream as it was, and the next provider is asked: the registered ones, the newest first, then NpyIO.Codecs.</para>
/// <para>Opening and reading a stream throw <see cref="InvalidDataException"/> if the data are invalid or end early, and <see cref="NotSupportedException"/> if they need a feature or more memory than
/// the provider allows. Exceptions of the stream that they read pass through. Several streams of one provider may be used at once, each by one thread at a time.</para>
/// </remarks>
public abstract class CompressionProvider
{
    private static readonly Lazy<CompressionProvider?> Package = new(static () =>
        // A constant name, so that trimming and Native AOT keep the type if the application references the package, although nothing calls it.
        Type.GetType("NpyIO.Codecs.PackagedProvider, NpyIO.Codecs", throwOnError: false) is { } type ? Activator.CreateInstance(type) as CompressionProvider : null);

    private static readonly Lock Registering = new();
    private static volatile CompressionProvider[] _registered = [];

    /// <summary>Adds a provider, which is asked before all others. An equal one that was added before is replaced.</summary>
    /// <exception cref="ArgumentNullException">The provider is null.</exception>
    public static void Register(CompressionProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (Registering)
            _registered = [provider, .. _registered.Where(other => !other.Equals(provider))];
    }

    /// <summary>Returns a stream that decompresses a file as it is read, or null for another compression.</summary>
    /// <param name="compression">The compression; never one that .NET has.</param>
    /// <param name="compressed">The compressed data, from the stream's position to its end; left open.</param>
    public virtual Stream? OpenRead(FileCompression compression, Stream compressed) => null;

    /// <summary>Returns a stream that compresses what is written, or null for another compression. Disposing of the stream writes the end.</summary>
    /// <param name="compression">The compression; never one that .NET has.</param>
    /// <param name="destination">Receives the compressed data; left open.</param>
    /// <param name="level">From 0 (fast) to 9 (small).</param>
    public virtual Stream? OpenWrite(FileCompression compression, Stream destination, int level) => null;

    /// <summary>Returns a stream that decompresses an archive's entry as it is read, or null for another method.</summary>
    /// <param name="method">The compression method, APPNOTE 6.3 §4.4.5; never 0 (stored) or 8 (deflated).</param>
    /// <param name="compressed">The compressed data, from the stream's position on; left open.</param>
    /// <param name="compressedLength">The length of the compressed data, in bytes.</param>
    /// <param name="length">The entry's length, in bytes, as the archive claims.</param>
    public virtual Stream? OpenEntry(int method, Stream compressed, long compressedLength, long length) => null;

    internal static Stream? Open(Func<CompressionProvider, Stream?> open)
    {
        try
        {
            foreach (CompressionProvider provider in _registered)
            {
                if (open(provider) is { } stream)
                    return stream;
            }

            return Package.Value is { } package ? open(package) : null;
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            // Some decoders read when they are created. The reader of the stream knows its file or entry, so let it raise the error.
            return new FailedStream(ExceptionDispatchInfo.Capture(e));
        }
    }

    private sealed class FailedStream(ExceptionDispatchInfo failure) : ForwardReadStream
    {
        public override int Read(Span<byte> buffer)
        {
            failure.Throw();
            return 0;
        }
    }
}
