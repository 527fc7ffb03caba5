using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzWriter
{
    /// <summary>Adds an entry of any content: a text, a .npy file as it is.</summary>
    /// <param name="fullName">The name as it is to stand in the archive; nothing is appended to it.</param>
    /// <param name="data">The content.</param>
    /// <param name="compression">How it is compressed; null for what the options say.</param>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public void AddRaw(string fullName, ReadOnlySpan<byte> data, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        NpzCompression chosen = compression ?? _options.Compression;
        PinnedArray.With(data, [data.Length], array => Run(_entries.Write([Claimed(_directory, RawPlan(fullName, array, chosen))]), default));
    }

    /// <inheritdoc cref="AddRaw(string, ReadOnlySpan{byte}, NpzCompression?)"/>
    /// <param name="fullName">The name as it is to stand in the archive; nothing is appended to it.</param>
    /// <param name="data">The content; not to be written to before the task has ended.</param>
    /// <param name="compression">How it is compressed; null for what the options say.</param>
    /// <param name="cancellationToken">Ends the writing between two blocks; the archive cannot be completed then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task AddRawAsync(string fullName, ReadOnlyMemory<byte> data, NpzCompression? compression = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        EntryPlan plan = Claimed(_directory, RawPlan(fullName, data, compression ?? _options.Compression));
        await RunAsync(_entries.Write([plan]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens an entry of any content and length to be written: a text, a .npy file as it comes. The entry ends when the stream is disposed; no other can be added before.
    /// </summary>
    /// <remarks>
    /// Not compressed and into an output that cannot seek, the entry's length stands behind its data only, as Python writes it then: NumPy and all that read the directory find it.
    /// </remarks>
    /// <param name="fullName">The name as it is to stand in the archive; nothing is appended to it.</param>
    /// <param name="compression">How it is compressed; null for what the options say.</param>
    /// <returns>A stream that can only be written.</returns>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public Stream OpenRaw(string fullName, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        return new RawEntryStream(this, Open(fullName, default, compression));
    }
}
